/** What the tasks of a scenario cost on each launch type, by the prices of its region. */
import { HOURS_PER_MONTH } from '../../base/units.ts';
import { type FargateSize, fargateSizeUsdPerHour } from '../../catalog/fargate-sizes.ts';
import type { InstanceType } from '../../catalog/instance-types.ts';
import { withOverrides } from '../../catalog/price-overrides.ts';
import { type RateCard, rateCard } from '../../catalog/rates.ts';
import { awsvpcTaskLimit, registeredResources } from '../../catalog/registered-resources.ts';
import type { InstancePrice, TaskPrice, TaskPrices } from '../../pricing/launch-type-prices.ts';
import { ec2Reservation } from '../ecs/reservation.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import type { Scenario, ScenarioCluster } from '../scenario.ts';
import { ec2TypeOf, firstGroup, type TaskSize } from './fleets.ts';
import { fargateSizeOf, isMovable } from './moved-work.ts';
import { siblingType } from './sibling-types.ts';

/** Every task size once by cluster, by the first that has it. */
export function launchTypePrices(scenario: Scenario): TaskPrices[] {
  const rates = withOverrides(rateCard(scenario.region), scenario.prices);
  return scenario.clusters.flatMap((cluster) => {
    const works = [
      ...cluster.services.map((service) => ({ name: service.serviceName, tasks: service.desiredCount, work: service })),
      ...cluster.taskSources.map((source) => ({ name: source.name, tasks: 0, work: source })),
    ].filter(({ work }) => isMovable(work));
    const sizes = works.map(({ work }) => JSON.stringify(ec2Reservation(work.taskDefinition)));
    return works
      .filter((_, index) => sizes.indexOf(sizes[index]!) === index)
      .map(({ name, tasks, work }) => ({
        clusterName: cluster.clusterName,
        work: name,
        ...ec2Reservation(work.taskDefinition),
        tasks,
        options: optionsOf(scenario, cluster, work.taskDefinition, rates),
      }));
  });
}

function optionsOf(
  scenario: Scenario,
  cluster: ScenarioCluster,
  definition: TaskDefinition,
  rates: RateCard,
): (InstancePrice | TaskPrice)[] {
  const own = ec2TypeOf(scenario, cluster, rates);
  const [x86, arm] = [siblingType(own, 'x86_64', rates), siblingType(own, 'arm64', rates)];
  const daemons = daemonSize(cluster);
  const instance = (name: string, type: InstanceType | undefined, usd: number | undefined): InstancePrice[] => {
    if (type === undefined || usd === undefined) return [];
    const tasksPerInstance = tasksOn(type, definition, daemons);
    if (tasksPerInstance === 0) return [];
    const usdPerHour = usd + rootVolumeUsdPerHour(cluster, rates);
    return [{ kind: 'instances', name, instanceType: type.instanceType, usdPerHour, tasksPerInstance }];
  };
  const onDemand = (type: InstanceType | undefined) => type && rates.ec2OnDemand(type.instanceType)?.usd;
  return [
    ...instance('EC2', x86, onDemand(x86)),
    ...instance('EC2 Spot', x86, x86 && rates.ec2Spot(x86.instanceType)?.rate.usd),
    ...instance('EC2 Graviton', arm, onDemand(arm)),
    ...fargate('Fargate', definition, rates, 'x86_64', 'on-demand'),
    ...fargate('Fargate Spot', definition, rates, 'x86_64', 'spot'),
    ...fargate('Fargate ARM', definition, rates, 'arm64', 'on-demand'),
  ];
}

function fargate(
  name: string,
  definition: TaskDefinition,
  rates: RateCard,
  architecture: 'x86_64' | 'arm64',
  capacity: 'on-demand' | 'spot',
): TaskPrice[] {
  const onDemand = rates.fargate({ operatingSystem: 'linux', architecture, capacity: 'on-demand' });
  const platform = rates.fargate({ operatingSystem: 'linux', architecture, capacity });
  if (onDemand === undefined || platform === undefined) return [];
  const size: FargateSize = fargateSizeOf(definition, onDemand);
  const { cpuUnits, memoryMiB } = size;
  return [{ kind: 'tasks', name, cpuUnits, memoryMiB, usdPerHour: fargateSizeUsdPerHour(size, platform) }];
}

/** What the daemons of the cluster hold on every instance. */
function daemonSize({ services }: ScenarioCluster): TaskSize {
  const daemons = services.filter(({ schedulingStrategy }) => schedulingStrategy === 'DAEMON');
  const sizes = daemons.map(({ taskDefinition }) => ec2Reservation(taskDefinition));
  return {
    cpuUnits: sizes.reduce((sum, { cpuUnits }) => sum + cpuUnits, 0),
    memoryMiB: sizes.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
  };
}

/** By registered CPU and memory, not advertised (P9.10), and by network interfaces, with trunking. */
function tasksOn(type: InstanceType, definition: TaskDefinition, daemons: TaskSize): number {
  const registered = registeredResources(type);
  const task = ec2Reservation(definition);
  const roomFor = (room: number, one: number) =>
    one === 0 ? Number.POSITIVE_INFINITY : Math.floor(Math.max(0, room) / one);
  const interfaces = definition.networkMode === 'awsvpc' ? awsvpcTaskLimit(type, { trunking: true }) : undefined;
  const count = Math.min(
    roomFor(registered.cpuUnits - daemons.cpuUnits, task.cpuUnits),
    roomFor(registered.memoryMiB - daemons.memoryMiB, task.memoryMiB),
    interfaces ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(count) ? count : 0;
}

const ROOT_VOLUME_GIB = 30;

function rootVolumeUsdPerHour(cluster: ScenarioCluster, rates: RateCard): number {
  const { rootVolumeGiB = ROOT_VOLUME_GIB, rootVolumeType = 'gp3' } = firstGroup(cluster) ?? {};
  return (rootVolumeGiB * rates.other('ebs', `${rootVolumeType}-storage`).usd) / HOURS_PER_MONTH;
}
