import { assert } from '../../base/assert.ts';
import type { RateCard } from '../../catalog/rates.ts';
import { definitionsOfArrivals } from '../../sim/state/input/arrivals.ts';
import type {
  CapacityInput,
  DeploymentInput,
  ExplainInput,
  ServiceInput,
  SimulationInput,
  TaskDefinitionInput,
  TaskSourceInput,
} from '../../sim/state/input.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import { isOnFargate } from '../read/capacity.ts';
import type {
  Fleet,
  Load,
  ScenarioCluster,
  ScenarioDeployment,
  ScenarioService,
  ScenarioTaskSource,
  ScenarioTiming,
  ScenarioWork,
} from '../scenario.ts';
import { compileArrivals } from './arrivals.ts';
import { compileEc2Quotas } from './ec2-quotas.ts';
import { capacityShortages, compileFailures } from './failures.ts';
import { fargateStorageMiB, ImageTable } from './images.ts';
import { type CompiledCapacity, compileCapacity, type FleetContext } from './launch-templates.ts';
import { compileLoad } from './load.ts';
import { type CompiledLoadBalancing, compileLoadBalancing, serviceTargetGroups } from './load-balancing.ts';
import { NetworkCompiler } from './network.ts';
import type { StartPlace } from './start-paths.ts';
import { compileTaskDefinition, type SizeOverride } from './task-definition.ts';
import { compileTraffic, type TrafficContext } from './traffic.ts';

/** What to keep beside the sums of a run. */
export interface RecordOptions {
  readonly keepPlacements: boolean;
  readonly keepTasks: boolean;
  readonly keepStateChanges: boolean;
  readonly keepMetrics: boolean;
  readonly keepUse: boolean;
  readonly explain: ExplainInput | null;
}

/** What all clusters of a scenario share. */
export interface CompileContext extends Omit<FleetContext, 'zones' | 'subnetRow'> {
  readonly rates: RateCard;
  readonly record: RecordOptions;
}

/** One cluster as the engine takes it. */
export function compileCluster(context: CompileContext, cluster: ScenarioCluster): SimulationInput {
  const { scenario, record } = context;
  const compiler = new ClusterCompiler(context, cluster);
  const services = cluster.services.map((service) => compiler.service(service));
  const failures = compileFailures(cluster, compiler.capacity, context.rates);
  const taskSources = cluster.taskSources.map((source) => compiler.taskSource(source));
  return {
    clusterName: cluster.clusterName,
    seed: scenario.seed,
    durationMs: scenario.durationMs,
    startEpochMs: scenario.startEpochMs,
    ...compiler.capacity,
    network: compiler.network.network(compiler.images.ecrStoredMiB(), compiler.instancePlaces),
    capacityShortages: [
      ...compiler.capacity.capacityShortages,
      ...capacityShortages(failures, compiler.capacity.launchTemplates),
    ],
    images: compiler.images.rows,
    layers: compiler.images.layers,
    taskDefinitions: compiler.taskDefinitions,
    ...compiler.balancing,
    services,
    taskSources,
    timing: { ...scenario.timing, usageIntervalMs: usageIntervalOf(scenario.timing, services) },
    limits: cluster.limits,
    cloudWatch: {
      ...scenario.cloudWatch,
      alarms: cluster.alarms,
      containerInsights: cluster.containerInsights,
      hasInstanceInsights: cluster.hasInstanceInsights,
    },
    fargateLimits: cluster.fargateLimits,
    ec2Quotas: compileEc2Quotas(cluster, compiler.capacity.launchTemplates),
    failures,
    record: { ...scenario.report, ...record },
  };
}

/** What tasks use is brought up to date at least as often as a scaling policy has a metric of it. */
function usageIntervalOf({ usageIntervalMs }: ScenarioTiming, services: readonly ServiceInput[]): number {
  const policies = services.flatMap(({ scaling }) => scaling?.policies ?? []);
  const periods = policies.map((policy) => ('alarm' in policy ? policy.alarm.metric : policy.metric).periodMs);
  return Math.min(usageIntervalMs, ...periods);
}

/** Turns names into rows; tables grow as services and tasks are added. */
class ClusterCompiler {
  readonly network: NetworkCompiler;
  readonly capacity: CompiledCapacity;
  readonly images: ImageTable;
  readonly balancing: CompiledLoadBalancing;
  readonly instancePlaces: readonly StartPlace[];
  readonly taskDefinitions: TaskDefinitionInput[] = [];
  private readonly context: CompileContext;
  private readonly cluster: ScenarioCluster;
  private readonly definitionRows = new Map<string, number>();
  /** By row: the definition it was made from. */
  private readonly definitionOf: TaskDefinition[] = [];
  private readonly alarmNames: readonly string[];

  constructor(context: CompileContext, cluster: ScenarioCluster) {
    this.context = context;
    this.cluster = cluster;
    this.alarmNames = cluster.alarms.map(({ name }) => name);
    const zones = cluster.availabilityZones;
    this.network = new NetworkCompiler(context.scenario, cluster);
    const subnetRow = (fleet: Fleet, zone: string) => this.network.fleetSubnetRow(fleet, zone);
    this.capacity = compileCapacity({ ...context, zones, subnetRow }, cluster);
    const { launchTemplates, capacityProviders } = this.capacity;
    const named = launchTemplates.map(({ zone, capacityProvider }) => ({
      zone,
      providerName: capacityProviders[capacityProvider]!.name,
    }));
    this.instancePlaces = this.network.instancePlaces(cluster, named);
    this.images = new ImageTable(context.scenario.images, context.scenario.region);
    this.balancing = compileLoadBalancing(context.scenario, cluster, this.capacity.zones);
  }

  service(service: ScenarioService): ServiceInput {
    const { serviceName, schedulingStrategy, desiredCount, updates } = service;
    const { minimumHealthyPercent, maximumPercent, rebalancesZones, circuitBreaker, healthCheckGraceMs } = service;
    const taskDefinition = this.definitionRow(service, undefined);
    const deployments = service.deployments.map((deployment) => this.deployment(service, deployment));
    const definitions = [taskDefinition, ...deployments.map((deployment) => deployment.taskDefinition)];
    return {
      ...this.work(service, taskDefinition),
      startPaths: this.startPaths(service, definitions),
      serviceName,
      taskDefinition,
      schedulingStrategy,
      desiredCount,
      minimumHealthyPercent,
      maximumPercent,
      rebalancesZones,
      updates,
      deployments,
      circuitBreaker,
      trafficShift: service.trafficShift,
      deploymentAlarms: this.deploymentAlarms(service),
      healthCheckGraceMs,
      targetGroups: serviceTargetGroups(this.context.scenario, this.cluster, service, this.balancing.targetGroups),
      scaling: service.scaling,
      traffic: compileTraffic(this.trafficContext(), service),
    };
  }

  private trafficContext(): TrafficContext {
    const { context, cluster, balancing, network } = this;
    const natGatewaysOf = (service: ScenarioService) => network.natGatewaysByZone(service, cluster);
    return { scenario: context.scenario, cluster, ...balancing, natGatewaysOf };
  }

  private deploymentAlarms({ deploymentAlarms }: ScenarioService): ServiceInput['deploymentAlarms'] {
    if (deploymentAlarms === null) return null;
    const { alarmNames, rollback } = deploymentAlarms;
    // Of a cluster that describes none, nothing is known of its alarms.
    if (this.alarmNames.length === 0) return null;
    return { alarms: alarmNames.map((name) => this.alarmNames.indexOf(name)), rollback };
  }

  private deployment(service: ScenarioService, deployment: ScenarioDeployment): DeploymentInput {
    const { load: own } = deployment;
    const row = this.definitionRow(deployment, undefined, own === service.load ? undefined : own);
    const task = { taskDefinition: this.taskDefinitions[row]!, isOnFargate: isOnFargate(service.capacity) };
    const load = own && compileLoad(own, this.context.scenario, task);
    return { atMs: deployment.atMs, taskDefinition: row, load, test: deployment.test };
  }

  taskSource(source: ScenarioTaskSource): TaskSourceInput {
    const { name, group, count, durationMs, retryMs } = source;
    const taskDefinition = this.definitionRow(source, undefined);
    const arrivals = compileArrivals(source, this.context.scenario, {
      rowOf: (size) => this.definitionRow(source, size),
      fargateRates: isOnFargate(source.capacity) ? this.fargateRates(source) : undefined,
    });
    const startPaths = this.startPaths(source, [taskDefinition, ...definitionsOfArrivals(arrivals)]);
    const work = this.work(source, taskDefinition);
    return { ...work, startPaths, name, group, taskDefinition, arrivals, count, durationMs, retryMs };
  }

  private startPaths(work: ScenarioWork, rows: readonly number[]) {
    const definitions = [...new Set(rows)].map((row) => ({ row, taskDefinition: this.definitionOf[row]! }));
    return this.network.startPaths(work, definitions, this.instancePlaces);
  }

  private work(work: ScenarioWork, taskDefinition: number) {
    const onFargate = isOnFargate(work.capacity);
    const task = { taskDefinition: this.taskDefinitions[taskDefinition]!, isOnFargate: onFargate };
    return {
      capacity: this.capacityOf(work),
      placementStrategy: work.placementStrategy,
      placementConstraints: work.placementConstraints.map((constraint) =>
        constraint.type === 'memberOf' ? constraint : { ...constraint, expression: '' },
      ),
      zones: this.zonesOf(work),
      subnets: this.network.subnetRows(work),
      // An awsvpc task on EC2 never gets a public address (P12.5).
      hasPublicIpv4: work.assignPublicIp && onFargate,
      logMiBPerHour: work.logMiBPerHour,
      logRetentionMs: work.logRetentionMs,
      load: work.load && compileLoad(work.load, this.context.scenario, task),
    };
  }

  private capacityOf({ capacity }: ScenarioWork): CapacityInput {
    if ('launchType' in capacity) return capacity;
    const rowOf = (name: string) => this.capacity.capacityProviders.findIndex((provider) => provider.name === name);
    return {
      strategy: capacity.strategy.map((item) => ({ ...item, capacityProvider: rowOf(item.capacityProvider) })),
    };
  }

  /** Zones of the subnets; all of them as soon as the zone of one is unknown. */
  private zonesOf({ subnets }: ScenarioWork): number[] {
    const zones = subnets.map((subnet) => this.capacity.zones.indexOf(this.context.scenario.subnets[subnet] ?? ''));
    return zones.includes(-1) ? [] : [...new Set(zones)].sort((a, b) => a - b);
  }

  /** One row per revision, behaviour and size, and load where it is not the service's. */
  private definitionRow(
    { taskDefinition, behaviour }: Pick<ScenarioWork, 'taskDefinition' | 'behaviour'>,
    size: SizeOverride | undefined,
    ownLoad?: Load | null,
  ): number {
    const key = JSON.stringify([taskDefinition, behaviour, size, ownLoad]);
    const known = this.definitionRows.get(key);
    if (known !== undefined) return known;
    const imageStorageMiB = fargateStorageMiB(taskDefinition.ephemeralStorageGiB, this.context.scenario.images);
    const use = { taskDefinition, behaviour, size, images: this.images.rowsOf(taskDefinition), imageStorageMiB };
    const row = this.taskDefinitions.push(compileTaskDefinition(use, this.context.scenario.timing)) - 1;
    this.definitionOf[row] = taskDefinition;
    this.definitionRows.set(key, row);
    return row;
  }

  private fargateRates({ taskDefinition }: ScenarioWork) {
    const rates = this.context.rates.fargate({
      operatingSystem: taskDefinition.operatingSystemFamily === 'LINUX' ? 'linux' : 'windows',
      architecture: taskDefinition.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64',
      capacity: 'on-demand',
    });
    assert(rates !== undefined, `no Fargate rates for ${taskDefinition.family}`);
    return rates;
  }
}
