/** The Auto Scaling groups of the variants on EC2. */
import { type InstanceType, instanceTypeLookup } from '../../catalog/instance-types.ts';
import type { RateCard } from '../../catalog/rates.ts';
import { registeredResources } from '../../catalog/registered-resources.ts';
import { parseDocument } from '../document.ts';
import { ec2Reservation } from '../ecs/reservation.ts';
import { readScenario } from '../read.ts';
import type { Fleet, Scenario, ScenarioCapacityProvider, ScenarioCluster } from '../scenario.ts';
import { isMovable } from './moved-work.ts';
import { typeForTasks } from './sibling-types.ts';

/** A group by its instance type, how it is bought, and how many instances it begins with. */
export interface FleetPlan {
  readonly name: string;
  readonly type: InstanceType;
  readonly purchaseOption: 'on-demand' | 'spot';
  readonly desiredCapacity: number;
  readonly maxSize: number;
}

/**
 * A group with managed scaling at 100 % of capacity. What else there is to say of it, disks, agents, times, is as in
 * the first group of the cluster, or as usual where it has none.
 */
export function launchTypeFleet(
  scenario: Scenario,
  cluster: ScenarioCluster,
  plan: FleetPlan,
): ScenarioCapacityProvider {
  const usual = usualFleet(scenario.region, cluster, plan);
  const template = firstGroup(cluster) ?? usual;
  const fleet: Fleet = {
    ...template,
    instanceTypes: [plan.type.instanceType],
    availabilityZones: cluster.availabilityZones,
    desiredCapacity: plan.desiredCapacity,
    purchaseOption: plan.purchaseOption,
    registeredMemoryMiB: measuredMemory(template, plan.type.instanceType),
    hasTrunking: true,
    drainsOnSpotNotice: true,
    operatingSystemFamily: 'LINUX',
    group: {
      ...usual.group,
      launchMs: template.group.launchMs,
      registrationMs: template.group.registrationMs,
      managedScaling: template.group.managedScaling ?? usual.group.managedScaling,
    },
  };
  return { kind: 'auto-scaling-group', name: plan.name, fleet };
}

/** The first Auto Scaling group of a cluster. */
export function firstGroup({ capacityProviders }: ScenarioCluster): Fleet | undefined {
  return capacityProviders.flatMap((one) => (one.kind === 'auto-scaling-group' ? [one.fleet] : []))[0];
}

/** What a reader makes of a group that says nothing but its type: the defaults of ECS and of the model. */
function usualFleet(region: string, { availabilityZones }: ScenarioCluster, plan: FleetPlan): Fleet {
  const autoScalingGroupProvider = {
    instanceType: 'm6i.large',
    availabilityZones,
    minSize: 0,
    maxSize: plan.maxSize,
    desiredCapacity: Math.min(plan.desiredCapacity, plan.maxSize),
    managedScaling: { status: 'ENABLED', targetCapacity: 100 },
  };
  const clusters = [{ clusterName: 'usual', capacityProviders: [{ name: plan.name, autoScalingGroupProvider }] }];
  const text = JSON.stringify({ plimsoll: 1, name: 'usual', region, duration: '1d', clusters });
  return firstGroup(readScenario(parseDocument(text, 'usual.json')).clusters[0]!)!;
}

/** A figure measured of one type says nothing of another. */
function measuredMemory({ instanceTypes, registeredMemoryMiB }: Fleet, instanceType: string) {
  const isSame = instanceTypes.length === 1 && instanceTypes[0] === instanceType;
  return typeof registeredMemoryMiB === 'number' && !isSame ? undefined : registeredMemoryMiB;
}

/** Reserved of one task. */
export interface TaskSize {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

/** Instances of the type that hold the tasks, the largest first, each on the first with room. At least one. */
export function instancesFor(tasks: readonly TaskSize[], type: InstanceType): number {
  const { cpuUnits, memoryMiB } = registeredResources(type);
  const rooms: { cpuUnits: number; memoryMiB: number }[] = [];
  const largestFirst = [...tasks].sort((a, b) => b.memoryMiB - a.memoryMiB || b.cpuUnits - a.cpuUnits);
  for (const task of largestFirst) {
    let room = rooms.find((one) => one.cpuUnits >= task.cpuUnits && one.memoryMiB >= task.memoryMiB);
    if (room === undefined) {
      room = { cpuUnits, memoryMiB };
      rooms.push(room);
    }
    room.cpuUnits -= task.cpuUnits;
    room.memoryMiB -= task.memoryMiB;
  }
  return Math.max(1, rooms.length);
}

/** The type of the cluster's first group; without one, a type that fits its tasks. */
export function ec2TypeOf(scenario: Scenario, cluster: ScenarioCluster, rates: RateCard): InstanceType {
  const named = firstGroup(cluster)?.instanceTypes[0];
  const find = instanceTypeLookup(scenario.instanceTypes);
  const own = named === undefined ? undefined : find(named);
  return own ?? typeForTasks(demandOf(movedTasks(cluster, 'first')), rates);
}

/** What each task of the movable work reserves: so many as at the start, or as there may be. */
export function movedTasks({ services, taskSources }: ScenarioCluster, when: 'first' | 'most'): TaskSize[] {
  const ofServices = services.filter(isMovable).flatMap(({ taskDefinition, desiredCount, scaling, updates }) => {
    const later = [scaling?.maxCapacity ?? 0, ...updates.map((update) => update.desiredCount)];
    const count = when === 'first' ? desiredCount : Math.max(desiredCount, ...later);
    return Array.from({ length: count }, () => ec2Reservation(taskDefinition));
  });
  const ofSources = taskSources.filter(isMovable).map(({ taskDefinition }) => ec2Reservation(taskDefinition));
  return [...ofServices, ...ofSources];
}

function demandOf(tasks: readonly TaskSize[]) {
  const sum = (key: keyof TaskSize) => tasks.reduce((total, task) => total + task[key], 0);
  const most = (key: keyof TaskSize) => tasks.reduce((largest, task) => Math.max(largest, task[key]), 0);
  return {
    cpuUnits: sum('cpuUnits'),
    memoryMiB: sum('memoryMiB'),
    cpuUnitsMax: most('cpuUnits'),
    memoryMiBMax: most('memoryMiB'),
  };
}
