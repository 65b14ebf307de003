/**
 * The launch types of ECS as variants of one scenario: all of its work on EC2 on demand, on Spot, on Graviton, on
 * Fargate, on Fargate Spot, on Fargate ARM, and mixed by base and weight.
 */
import { assert } from '../base/assert.ts';
import type { InstanceType } from '../catalog/instance-types.ts';
import { withOverrides } from '../catalog/price-overrides.ts';
import { type RateCard, rateCard } from '../catalog/rates.ts';
import type { CapacityProviderStrategyItem } from './ecs/service.ts';
import type { CpuArchitecture } from './ecs/task-definition.ts';
import { ec2TypeOf, instancesFor, launchTypeFleet, movedTasks } from './launch-types/fleets.ts';
import { asDaemon, isMovable, onEc2, onFargate, type Target } from './launch-types/moved-work.ts';
import { siblingType } from './launch-types/sibling-types.ts';
import type { Scenario, ScenarioCapacityProvider, ScenarioCluster, ScenarioFailure } from './scenario.ts';
import type { Variant } from './variants.ts';

/** Where a variant puts the work: capacity providers by name, with base and weight. */
interface LaunchType {
  readonly name: string;
  readonly description: string;
  readonly architecture: CpuArchitecture;
  readonly strategy: readonly CapacityProviderStrategyItem[];
}

const ON_DEMAND = 'ec2-on-demand';
const SPOT = 'ec2-spot';
/** Of the mixed variants: so many tasks on demand first, then three on Spot for each on demand. */
const MIXED_BASE = 1;
const MIXED_WEIGHT = 3;

function alone(capacityProvider: string): CapacityProviderStrategyItem[] {
  return [{ capacityProvider, base: 0, weight: 1 }];
}

function mixed(onDemand: string, spot: string): CapacityProviderStrategyItem[] {
  return [
    { capacityProvider: onDemand, base: MIXED_BASE, weight: 1 },
    { capacityProvider: spot, base: 0, weight: MIXED_WEIGHT },
  ];
}

const MIX_WORDS = `base ${MIXED_BASE} on demand, then ${MIXED_WEIGHT} on Spot for each on demand`;

const LAUNCH_TYPES: readonly LaunchType[] = [
  {
    name: 'EC2',
    description: 'Container instances on demand, managed scaling',
    architecture: 'X86_64',
    strategy: alone(ON_DEMAND),
  },
  { name: 'EC2 Spot', description: 'Container instances on Spot', architecture: 'X86_64', strategy: alone(SPOT) },
  { name: 'EC2 mixed', description: `EC2: ${MIX_WORDS}`, architecture: 'X86_64', strategy: mixed(ON_DEMAND, SPOT) },
  {
    name: 'EC2 Graviton',
    description: 'Container instances on demand, ARM64',
    architecture: 'ARM64',
    strategy: alone(ON_DEMAND),
  },
  { name: 'Fargate', description: 'Fargate on demand', architecture: 'X86_64', strategy: alone('FARGATE') },
  { name: 'Fargate Spot', description: 'Fargate Spot', architecture: 'X86_64', strategy: alone('FARGATE_SPOT') },
  {
    name: 'Fargate mixed',
    description: `Fargate: ${MIX_WORDS}`,
    architecture: 'X86_64',
    strategy: mixed('FARGATE', 'FARGATE_SPOT'),
  },
  { name: 'Fargate ARM', description: 'Fargate on demand, ARM64', architecture: 'ARM64', strategy: alone('FARGATE') },
];

/** The scenario as it stands, then each launch type that its region has for all of its work. */
export function launchTypeVariants(baseline: Variant): readonly [Variant, ...Variant[]] {
  const { scenario } = baseline;
  const rates = withOverrides(rateCard(scenario.region), scenario.prices);
  const variants = LAUNCH_TYPES.flatMap((launchType): Variant[] => {
    const clusters = scenario.clusters.map((cluster) => movedCluster(scenario, cluster, launchType, rates));
    if (clusters.some((cluster) => cluster === undefined)) return [];
    const moved = clusters.flatMap((cluster) => cluster ?? []);
    const types = [...new Set(moved.flatMap(({ type }) => type ?? []))];
    const description = types.length === 0 ? launchType.description : `${launchType.description}: ${types.join(', ')}`;
    const { name } = launchType;
    return [
      { name, description, changes: [], scenario: { ...scenario, clusters: moved.map(({ cluster }) => cluster) } },
    ];
  });
  return [baseline, ...variants];
}

interface MovedCluster {
  readonly cluster: ScenarioCluster;
  /** Of its container instances; undefined where it has none. */
  readonly type: string | undefined;
}

/** Undefined where the region does not have the launch type. */
function movedCluster(
  scenario: Scenario,
  cluster: ScenarioCluster,
  launchType: LaunchType,
  rates: RateCard,
): MovedCluster | undefined {
  const { architecture, strategy } = launchType;
  const target: Target = { architecture, strategy };
  const isOnEc2 = strategy.some(({ capacityProvider }) => capacityProvider === ON_DEMAND || capacityProvider === SPOT);
  const architectureName = architecture === 'ARM64' ? 'arm64' : 'x86_64';
  const fargateRates = rates.fargate({
    operatingSystem: 'linux',
    architecture: architectureName,
    capacity: 'on-demand',
  });
  const type = siblingType(ec2TypeOf(scenario, cluster, rates), architectureName, rates);
  if (isOnEc2 && !isSold(type, strategy, rates)) return undefined;
  assert(fargateRates !== undefined, `no rates of Fargate in ${scenario.region}`);
  const move = <Work extends Parameters<typeof isMovable>[0]>(work: Work): Work => {
    if (!isMovable(work)) return work;
    return isOnEc2 ? onEc2(work, target) : onFargate(work, target, fargateRates);
  };
  const providers = isOnEc2 ? fleets(scenario, cluster, type!, strategy) : fargateProviders(strategy);
  const remaining = remainingProviders(cluster);
  const services = cluster.services
    .filter((service) => isOnEc2 || remaining.length > 0 || isMovable(service))
    .map((service) =>
      isOnEc2 && remaining.length === 0 && !isMovable(service) ? asDaemon(service, target) : move(service),
    );
  const capacityProviders = [
    ...providers,
    ...remaining.filter(({ name }) => !providers.some((one) => one.name === name)),
  ];
  const left = cluster.services.filter(({ serviceName }) => !services.some((one) => one.serviceName === serviceName));
  return {
    type: isOnEc2 ? type!.instanceType : undefined,
    cluster: {
      ...cluster,
      capacityProviders,
      services,
      taskSources: cluster.taskSources.map(move),
      failures: cluster.failures.flatMap((failure) => movedFailure(failure, capacityProviders)),
      notes: [
        ...cluster.notes,
        ...left.map(({ serviceName }) => `Service ${serviceName} is a DAEMON, which Fargate has none of: left out.`),
      ],
    },
  };
}

function isSold(
  type: InstanceType | undefined,
  strategy: LaunchType['strategy'],
  rates: RateCard,
): type is InstanceType {
  if (type === undefined) return false;
  const needsSpot = strategy.some(({ capacityProvider }) => capacityProvider === SPOT);
  return (
    rates.ec2OnDemand(type.instanceType) !== undefined && (!needsSpot || rates.ec2Spot(type.instanceType) !== undefined)
  );
}

/** Room for deployments and for standalone tasks beyond what services need at most. */
const SPARE_FACTOR = 3;
const SPARE_INSTANCES = 20;

function fleets(
  scenario: Scenario,
  cluster: ScenarioCluster,
  type: InstanceType,
  strategy: LaunchType['strategy'],
): ScenarioCapacityProvider[] {
  const first = instancesFor(movedTasks(cluster, 'first'), type);
  const most = instancesFor(movedTasks(cluster, 'most'), type);
  const weights = strategy.reduce((sum, { weight }) => sum + weight, 0);
  return strategy.map(({ capacityProvider: name, weight }) =>
    launchTypeFleet(scenario, cluster, {
      name,
      type,
      purchaseOption: name === SPOT ? 'spot' : 'on-demand',
      desiredCapacity: Math.ceil((first * weight) / weights),
      maxSize: SPARE_FACTOR * most + SPARE_INSTANCES,
    }),
  );
}

function fargateProviders(strategy: LaunchType['strategy']): ScenarioCapacityProvider[] {
  return strategy.map(({ capacityProvider: name }) => ({
    kind: name === 'FARGATE' ? ('fargate' as const) : ('fargate-spot' as const),
    name,
  }));
}

/** Those of the cluster stay where some of its work cannot move. A daemon alone goes where the others go. */
function remainingProviders({
  services,
  taskSources,
  capacityProviders,
}: ScenarioCluster): readonly ScenarioCapacityProvider[] {
  const isBound = services.some((service) => service.schedulingStrategy === 'REPLICA' && !isMovable(service));
  return isBound || !taskSources.every(isMovable) ? capacityProviders : [];
}

/** What goes wrong with a provider that is gone goes wrong with those in its place. */
function movedFailure(failure: ScenarioFailure, providers: readonly ScenarioCapacityProvider[]): ScenarioFailure[] {
  if (!('capacityProvider' in failure) || failure.capacityProvider === null) return [failure];
  if (providers.some(({ name }) => name === failure.capacityProvider)) return [failure];
  return failure.type === 'capacityUnavailable' ? [] : [{ ...failure, capacityProvider: null }];
}
