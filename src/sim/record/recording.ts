/**
 * Recording: what a run leaves behind, immutable columns without a name or a price more than the report needs.
 * Series are exact time integrals per bucket: value × ms. Divide by the bucket's width for the mean.
 */

import type { DEPLOYMENT_FAILURES, DEPLOYMENT_STATUSES, ROLLOUT_STATES } from '../state/deployments.ts';
import type { IncidentInput } from '../state/input/failures.ts';
import type { CapacityProviderKind } from '../state/input.ts';
import type { MetricSpec } from '../state/metrics.ts';
import type { DecisionLog } from './decisions.ts';
import type { ServiceLevels } from './service-levels.ts';

/**
 * One column per name, row-major: entry `row * bucketCount + bucket`, in unit·ms. The last bucket may be short
 * (`durationMs` need not be a multiple of `bucketMs`).
 */
export type Series<Name extends string> = Readonly<Record<Name, Float64Array>>;

/**
 * Where capacity comes from: one pool per (capacity provider, instance type, purchase option), one per Fargate
 * provider.
 */
export interface Pool {
  readonly capacityProvider: string;
  readonly kind: CapacityProviderKind;
  /** null on Fargate. */
  readonly instanceType: string | null;
  readonly purchaseOption: 'on-demand' | 'spot';
  /** What one instance registers with; 0 on Fargate. */
  readonly instanceCpuUnits: number;
  readonly instanceMemoryMiB: number;
  readonly instanceGpuCount: number;
  /** Of Managed Instances: what ECS asks for an instance, percent of its on-demand price; else 0. */
  readonly managementFeePercent: number;
}

/** On Fargate registered = reserved: you pay per task. */
export const POOL_SERIES = [
  'instances',
  'runningTasks',
  'pendingTasks',
  'registeredCpuUnits',
  'registeredMemoryMiB',
  'registeredGpus',
  'reservedCpuUnits',
  'reservedMemoryMiB',
  'reservedGpus',
  /** Reserved by RUNNING tasks whose use is known (they have a load): compare with used. */
  'measuredCpuUnits',
  'measuredMemoryMiB',
  'usedCpuUnits',
  'usedMemoryMiB',
  /** CPU that tasks asked for and a full instance (or the task's cap) did not give. */
  'unservedCpuUnits',
] as const;
export type PoolSeriesName = (typeof POOL_SERIES)[number];

/** Instances of an Auto Scaling group by where they stand: an instance is in one of them from launch to end. */
export const INSTANCE_SERIES = ['pendingInstances', 'activeInstances', 'drainingInstances', 'warmInstances'] as const;
export type InstanceSeriesName = (typeof INSTANCE_SERIES)[number];

/** By capacity provider; 0 for Fargate's. */
export const PROVIDER_SERIES = [
  ...INSTANCE_SERIES,
  /** Desired capacity of the Auto Scaling group. */
  'desiredInstances',
  /** CapacityProviderReservation as it was last published, percent; 0 before the first minute and without scaling. */
  'reservationPercent',
] as const;
export type ProviderSeriesName = (typeof PROVIDER_SERIES)[number];

export const SERVICE_SERIES = [
  'desiredTasks',
  'runningTasks',
  'pendingTasks',
  /** Of services: those that ECS counts as healthy (P4.5). */
  'healthyTasks',
  'reservedCpuUnits',
  'reservedMemoryMiB',
  'usedCpuUnits',
  'usedMemoryMiB',
  'unservedCpuUnits',
  'requestsPerSecond',
  'servedPerSecond',
  /** Turned away, or in flight at a task that died. */
  'rejectedPerSecond',
  /** What the tasks that take requests could have served. */
  'requestCapacityPerSecond',
] as const;
export type ServiceSeriesName = (typeof SERVICE_SERIES)[number];

/** What pending tasks wait for, in the order of a task's life; by workload, they sum to its pendingTasks. */
export const PENDING_SERIES = [
  /** In PROVISIONING, for an instance of its capacity provider with room (P5.14). */
  'capacity',
  /** In PROVISIONING, placed: a network interface, or what Fargate prepares. */
  'provisioning',
  'imagePull',
  /** Container create and start, dependsOn and its health checks (P1.19). */
  'containerStart',
] as const;
export type PendingSeriesName = (typeof PENDING_SERIES)[number];

/** Why tasks that a REPLICA service should have do not exist yet; by service. */
export const MISSING_SERIES = [
  /** Its scheduler has not looked yet (P4.8). */
  'schedulerTick',
  /** No container instance met all requirements, and no capacity provider lets the task wait (P5.14). */
  'placementRefused',
  /** The rate at which a service launches tasks. */
  'launchRate',
  /** Its tasks failed to start before (P4.19). */
  'startThrottled',
  /** maximumPercent, with tasks that are STOPPING (P4.2, P4.4). */
  'maximumPercent',
  /** Its deployment FAILED and starts nothing more (P4.14). */
  'deploymentFailed',
] as const;
export type MissingSeriesName = (typeof MISSING_SERIES)[number];

/**
 * Who reserved what of which pool: unit·ms over the whole run, entry `pool * workloads.length + workload`. Over a
 * pool's workloads it sums to the pool's reserved series. The bill of a pool is shared out by it.
 */
export interface PoolWorkloads {
  readonly reservedCpuUnits: Float64Array;
  readonly reservedMemoryMiB: Float64Array;
  readonly reservedGpus: Float64Array;
}

export const HEAT_SERIES = ['reservedCpuUnits', 'reservedMemoryMiB', 'usedCpuUnits', 'tasks'] as const;
export type HeatSeriesName = (typeof HEAT_SERIES)[number];

/** A service, or a source of standalone tasks. Services come first, in the order of the input. */
export interface Workload {
  readonly name: string;
  readonly kind: 'service' | 'standalone';
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON' | null;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly hasLoad: boolean;
  /** Its scaling policies and the metrics that they look at, by `policyNumber` of decisions. */
  readonly scalingPolicies: readonly { readonly policyName: string; readonly metricName: string }[];
}

export const COUNTERS = [
  'tasksCreated',
  'tasksStarted',
  'tasksStopped',
  'startFailures',
  'outOfMemoryKills',
  'essentialContainerExits',
  'scaleInStops',
  /** Lost to Spot interruptions, failed instances and zone outages. */
  'interruptedTasks',
  /** RunTask calls refused for want of room, per task. */
  'runTaskFailures',
  /** Placement attempts that found no instance. */
  'placementFailures',
  /** Essential containers that were restarted in place (P1.25). */
  'containerRestarts',
] as const;
export type CounterName = (typeof COUNTERS)[number];

/** From createdAt to RUNNING, over the tasks that reached RUNNING in the run. */
export interface PendingTimes {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Response times of requests served, ms; NaN where none was. */
export interface Latency {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What became of the requests of a service: arrived = served + rejected + failed + inFlight. */
export interface RecordedRequests {
  readonly arrived: number;
  readonly served: number;
  /** Turned away: no target, or no room at one. */
  readonly rejected: number;
  /** In flight at a task that died. */
  readonly failed: number;
  /** At the end of the run. */
  readonly inFlight: number;
  readonly latencyMs: Latency;
  /** By bucket; NaN where nothing was served. */
  readonly latencyMsP50: Float64Array;
  readonly latencyMsP95: Float64Array;
  readonly latencyMsP99: Float64Array;
}

/** Billed seconds of the container instances of one kind; minimum included (P9.1). */
export interface Ec2Meter {
  readonly pool: number;
  readonly instanceType: string;
  readonly operatingSystem: 'linux' | 'windows';
  readonly purchaseOption: 'on-demand' | 'spot';
  readonly rootVolumeGiB: number;
  readonly rootVolumeType: 'gp2' | 'gp3';
  readonly hasPublicIpv4: boolean;
  readonly instances: number;
  /** Integer seconds. */
  readonly instanceSeconds: number;
  /** Integer seconds in which instances of a warm pool were stopped: their volumes alone are paid for (P9.1). */
  readonly stoppedSeconds: number;
  /** The same seconds per bucket; what the minimum adds falls into the bucket of the end. Sums to instanceSeconds. */
  readonly instanceSecondsByBucket: Float64Array;
}

/** Billed seconds of the Fargate tasks of one kind and workload (P8.1). */
export interface FargateMeter {
  readonly pool: number;
  readonly workload: number;
  readonly operatingSystem: 'linux' | 'windows';
  readonly architecture: 'x86_64' | 'arm64';
  readonly capacity: 'on-demand' | 'spot';
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly ephemeralStorageGiB: number;
  readonly tasks: number;
  /** Integer seconds from pull start to STOPPED, minimum included. */
  readonly taskSeconds: number;
  readonly taskSecondsByBucket: Float64Array;
  /** Integer seconds a public IPv4 address was held; 0 without one. */
  readonly publicIpv4Seconds: number;
}

/** What a quantity meter counts, in the unit that closes its name. */
export type QuantityKind =
  | 'alarmSeconds'
  | 'highResolutionAlarmSeconds'
  | 'customMetricSeconds'
  | 'enabledInsightMetricSeconds'
  | 'enhancedInsightMetricSeconds'
  | 'logMiB'
  /** What lies in log groups, as it was written, times seconds. */
  | 'logStoredMiBSeconds'
  /** Begun hours of NAT gateways; of interface endpoints times their zones (P9.6). */
  | 'natGatewayHours'
  | 'endpointHours'
  /** What passes through them. */
  | 'natGatewayMiB'
  | 'endpointMiB'
  /** To a NAT gateway of another zone, and between services in different zones. */
  | 'crossZoneMiB'
  /** To the internet, the free GB included. */
  | 'internetOutMiB'
  /** Compressed MiB in ECR times seconds (P9.9). */
  | 'ecrMiBSeconds'
  /** Begun hours of load balancers, their LCU-hours, and the public addresses of their nodes (P7.7). */
  | 'loadBalancerHours'
  | 'lcuHours'
  | 'loadBalancerAddressSeconds';

/** What is billed by its own count, beside the capacity that tasks run on. */
export interface QuantityMeter {
  readonly kind: QuantityKind;
  readonly quantity: number;
  /** Row in workloads; NONE where it is the whole cluster's. */
  readonly workload: number;
  /** Sums to the quantity, but for rounding in the last bits. */
  readonly byBucket: Float64Array;
}

export interface UsageMeters {
  readonly ec2: readonly Ec2Meter[];
  readonly fargate: readonly FargateMeter[];
  readonly quantities: readonly QuantityMeter[];
}

/** What the texts of a failed start name. */
export interface DefinitionNames {
  /** First the one that the exit code of a task is of. */
  readonly containers: readonly string[];
  /** Of its first container. */
  readonly image: string;
  /** ARN; '' without one. */
  readonly role: string;
}

/** A NAT gateway or an interface endpoint, and what passed. */
export interface RecordedGateway {
  readonly kind: 'nat-gateway' | 'interface-endpoint';
  readonly name: string;
  readonly processedMiB: number;
}

/** A subnet and its addresses (P12.3). */
export interface RecordedSubnet {
  readonly name: string;
  readonly zone: string;
  /** null where its block is not known. */
  readonly usableAddresses: number | null;
  /** Of load balancers, endpoints and NAT gateways, all the run long. */
  readonly heldAddresses: number;
  /** Most that instances and tasks took at once. */
  readonly takenMax: number;
}

/** The VPC and the registry. */
export interface RecordedNetwork {
  readonly subnets: readonly RecordedSubnet[];
  readonly gateways: readonly RecordedGateway[];
  /** Compressed MiB pulled from ECR and from other registries over the run. */
  readonly ecrPulledMiB: number;
  readonly otherPulledMiB: number;
  /** Compressed MiB in ECR, all the run long. */
  readonly ecrStoredMiB: number;
}

/** Container instances with a row in the heat map, in order of registration. */
export interface RecordedInstance {
  readonly name: string;
  readonly pool: number;
  readonly zone: string;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly launchedAtMs: number;
}

/**
 * The life of every EC2 instance behind the container instances, in order of launch. Times are NaN where it never came
 * to that; those before the run started are 0.
 */
export interface InstanceLifetimes {
  readonly length: number;
  /** Row in containerInstanceNames, or NONE where it never registered. */
  readonly containerInstance: Int32Array;
  /** Row in pools: capacity provider, instance type and purchase option. */
  readonly pool: Int32Array;
  /** Row in zones. */
  readonly zone: Int32Array;
  readonly launchedAtMs: Float64Array;
  /** When it became a member of its group: at once, or when it left the warm pool; NaN where it never did. */
  readonly joinedAtMs: Float64Array;
  readonly registeredAtMs: Float64Array;
  /** DRAINING from then on. */
  readonly drainingAtMs: Float64Array;
  readonly terminatedAtMs: Float64Array;
  /** Why it drained or ended: index into INSTANCE_CAUSES (sim/state/instance-causes.ts), or NONE. */
  readonly cause: Int32Array;
}

/** Columns of the growable logs; `length` rows are filled. */
export interface PlacementLog {
  readonly length: number;
  readonly atMs: Float64Array;
  /** Row in workloads. */
  readonly workload: Int32Array;
  /** Number of the task since the start, or NONE where none was created. */
  readonly taskNumber: Float64Array;
  /** Row in containerInstanceNames, or NONE. */
  readonly containerInstance: Int32Array;
  /** Index into FAILURE_REASONS (sim/state/failure-reasons.ts), or NONE when placed. */
  readonly failure: Int32Array;
  /** Candidates left after each stage; `stagesMax` entries per row, NONE past the last stage. */
  readonly candidates: Int32Array;
  readonly stagesMax: number;
}

export interface TaskLog {
  readonly length: number;
  readonly taskNumber: Float64Array;
  readonly workload: Int32Array;
  readonly taskDefinition: Int32Array;
  readonly capacityProvider: Int32Array;
  readonly containerInstance: Int32Array;
  readonly zone: Int32Array;
  readonly createdAtMs: Float64Array;
  /** NaN where it never came to that. */
  readonly pullStartedAtMs: Float64Array;
  readonly startedAtMs: Float64Array;
  readonly stoppedAtMs: Float64Array;
  /** Index into STOP_CAUSES (sim/state/stop-causes.ts); NONE while it runs. */
  readonly stopCause: Int32Array;
  readonly exitCode: Int32Array;
  /** Index into START_FAILURES (sim/state/start-failures.ts); NONE but where the start failed, or will. */
  readonly startFailure: Int32Array;
  /** Number of its service's deployment; NONE for a standalone task. */
  readonly deployment: Int32Array;
  readonly pullStoppedAtMs: Float64Array;
}

/** Service event messages (P12), identical ones within 6 h told once, the latest 2,000 per service kept. */
export interface ServiceEventLog {
  readonly length: number;
  readonly atMs: Float64Array;
  /** Row in workloads. */
  readonly workload: Int32Array;
  /** Index into SERVICE_EVENTS. */
  readonly event: Int32Array;
  /**
   * Tasks started, stopped or draining; for a placement failure index into FAILURE_REASONS; the number of a deployment;
   * a row in targetGroups; a desired count.
   */
  readonly detail: Int32Array;
  /** The closest matching container instance of a placement failure, or NONE. */
  readonly containerInstance: Int32Array;
  /** How many more there were before those. */
  readonly older: number;
}

/** The kinds of service event; index = the number in the log. */
export const SERVICE_EVENTS = [
  'STARTED_TASKS',
  'STOPPED_TASKS',
  'STEADY_STATE',
  'PLACEMENT_FAILURE',
  'START_IMPAIRED',
  'REBALANCING_STARTED',
  'REBALANCING_COMPLETED',
  'DEPLOYMENT_COMPLETED',
  'DEPLOYMENT_FAILED',
  'ROLLING_BACK',
  'DEPLOYMENT_BLOCKED',
  'TARGET_UNHEALTHY',
  'DRAINING_STARTED',
  'DESIRED_COUNT_UPDATED',
  'DEPLOYMENT_FAILED_ALARM',
  'DEPLOYMENT_FAILED_TEST',
  'SCALE_IN_PROTECTED',
] as const;
export const EVENT_STARTED_TASKS = 0;
export const EVENT_STOPPED_TASKS = 1;
export const EVENT_STEADY_STATE = 2;
export const EVENT_PLACEMENT_FAILURE = 3;
export const EVENT_START_IMPAIRED = 4;
export const EVENT_REBALANCING_STARTED = 5;
export const EVENT_REBALANCING_COMPLETED = 6;
export const EVENT_DEPLOYMENT_COMPLETED = 7;
export const EVENT_DEPLOYMENT_FAILED = 8;
export const EVENT_ROLLING_BACK = 9;
export const EVENT_DEPLOYMENT_BLOCKED = 10;
export const EVENT_TARGET_UNHEALTHY = 11;
export const EVENT_DRAINING_STARTED = 12;
export const EVENT_DESIRED_COUNT_UPDATED = 13;
export const EVENT_DEPLOYMENT_FAILED_ALARM = 14;
export const EVENT_DEPLOYMENT_FAILED_TEST = 15;
export const EVENT_SCALE_IN_PROTECTED = 16;

/** A target group, and the services whose tasks are its targets. */
export interface RecordedTargetGroup {
  readonly name: string;
  /** Rows in workloads. */
  readonly workloads: readonly number[];
}

/** A deployment of a service that has several, or a circuit breaker (P4.10). */
export interface RecordedDeployment {
  /** Row in workloads. */
  readonly workload: number;
  /** 1 is the service's first. */
  readonly number: number;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly status: (typeof DEPLOYMENT_STATUSES)[number];
  readonly rolloutState: (typeof ROLLOUT_STATES)[number];
  /** Number of the deployment that it returns to; null where it is no rollback. */
  readonly rollbackTo: number | null;
  /** Why it FAILED, or of a rollback why the one before it did; else null. */
  readonly failure: (typeof DEPLOYMENT_FAILURES)[number] | null;
  readonly startedAtMs: number;
  /** COMPLETED, FAILED, or replaced by a newer one; null where it was still going on. */
  readonly endedAtMs: number | null;
  readonly failedTasks: number;
  /** Until then: most tasks of the service at once, STOPPING ones included, and fewest healthy ones. */
  readonly tasksMax: number;
  readonly healthyTasksMin: number;
}

/** How a workload stands at an instant. */
export interface WorkloadState {
  /** null for standalone tasks. */
  readonly desiredTasks: number | null;
  readonly runningTasks: number;
  readonly healthyTasks: number;
  readonly stoppingTasks: number;
  /** By what they wait for. */
  readonly pendingTasks: Readonly<Record<PendingSeriesName, number>>;
  readonly missing: { readonly cause: MissingSeriesName; readonly tasks: number } | null;
}

/** How all of them stood when `--explain` asked; by workload. */
export interface ToldState {
  readonly atMs: number;
  readonly workloads: readonly WorkloadState[];
}

/** What EventBridge is told of, in order of time; kept for `--events` only. */
export interface StateChanges {
  /** Every lastStatus of every task. */
  readonly taskStatuses: {
    readonly length: number;
    readonly atMs: Float64Array;
    readonly taskNumber: Float64Array;
    /** PROVISIONING … STOPPED (sim/state/tasks.ts). */
    readonly status: Uint8Array;
  };
  /** Every status of a container instance, and every time that its agent comes or goes. */
  readonly instances: {
    readonly length: number;
    readonly atMs: Float64Array;
    readonly containerInstance: Int32Array;
    /** REGISTERING … INACTIVE (sim/state/container-instances.ts). */
    readonly status: Int32Array;
    readonly agentConnected: Int32Array;
    readonly remainingCpuUnits: Int32Array;
    readonly remainingMemoryMiB: Int32Array;
  };
  /** By container instance. */
  readonly registeredCpuUnits: Int32Array;
  readonly registeredMemoryMiB: Int32Array;
  readonly tasks: TaskLog;
  /** All of them. */
  readonly serviceEvents: ServiceEventLog;
  /** By workload. */
  readonly taskGroups: readonly string[];
  /** By task definition: its task-level size, else what its containers reserve. */
  readonly taskSizes: readonly { readonly cpuUnits: number; readonly memoryMiB: number }[];
}

/** What the scenario let happen, and what it cost. */
export interface RecordedIncident {
  readonly kind: IncidentInput['kind'];
  /** The zone, capacity provider or instance types it is about; '' where it is about everything. */
  readonly subject: string;
  readonly atMs: number;
  /** null where it has no end. */
  readonly untilMs: number | null;
  /** Container instances that it ended, or whose agents it cut off. */
  readonly instances: number;
  /** Tasks that ended with it. */
  readonly tasks: number;
  /** What else was down meanwhile, in words. */
  readonly takesDown: readonly string[];
}

/** What clusters of one account and VPC share. */
export type SharedQuota =
  | 'fargateVcpus'
  | 'fargateSpotVcpus'
  | 'fargateLaunches'
  | 'fargateSpotLaunches'
  | 'subnetAddresses'
  | 'ec2Vcpus';

/** Every change of how much of it is taken, in order of time; launches are taken and not given back. */
export interface SharedUse {
  readonly quota: SharedQuota;
  /** The subnet, the quota of EC2; '' where there is only one such quota. */
  readonly name: string;
  readonly atMs: Float64Array;
  readonly change: Float64Array;
}

/** A metric of CloudWatch. */
export interface RecordedMetric extends MetricSpec {
  /** By period from the start; NaN = none (P11.1). */
  readonly values: Float64Array;
}

export interface Recording {
  readonly clusterName: string;
  readonly seed: string;
  readonly durationMs: number;
  readonly bucketMs: number;
  readonly bucketCount: number;
  readonly zones: readonly string[];
  readonly capacityProviders: readonly string[];
  readonly targetGroups: readonly RecordedTargetGroup[];
  readonly taskDefinitions: readonly string[];
  /** By row of taskDefinitions. */
  readonly definitionNames: readonly DefinitionNames[];
  readonly pools: readonly Pool[];
  readonly poolSeries: Series<PoolSeriesName>;
  /** A row per capacity provider. */
  readonly providerSeries: Series<ProviderSeriesName>;
  /** targetCapacity by capacity provider, percent; null without managed scaling. */
  readonly targetCapacities: readonly (number | null)[];
  readonly workloads: readonly Workload[];
  readonly workloadSeries: Series<ServiceSeriesName>;
  readonly pendingSeries: Series<PendingSeriesName>;
  readonly missingSeries: Series<MissingSeriesName>;
  readonly poolWorkloads: PoolWorkloads;
  /** Entry `workload`, one column per counter. */
  readonly counters: Readonly<Record<CounterName, Float64Array>>;
  /** Entry `workload * FAILURE_REASONS.length + reason`: placement attempts that failed for it. */
  readonly failures: Float64Array;
  /** Entry `workload * START_FAILURES.length + reason`: starts that failed for it. */
  readonly startFailures: Float64Array;
  readonly pendingTimes: readonly PendingTimes[];
  /** By workload; null without requests. */
  readonly requests: readonly (RecordedRequests | null)[];
  readonly serviceLevels: ServiceLevels;
  readonly meters: UsageMeters;
  readonly network: RecordedNetwork;
  /** Names of all container instances, by row (`i-…`, made from the seed's order, not random). */
  readonly containerInstanceNames: readonly string[];
  readonly containerInstances: InstanceLifetimes;
  readonly heatInstances: readonly RecordedInstance[];
  readonly heatBucketMs: number;
  readonly heatBucketCount: number;
  readonly heatSeries: Series<HeatSeriesName>;
  readonly serviceEvents: ServiceEventLog;
  /** What control loops decided, in order of time. */
  /** Names of the cluster's own alarms. */
  readonly alarms: readonly string[];
  readonly decisions: DecisionLog;
  /** null unless `--explain` asked. */
  readonly stateTold: ToldState | null;
  /** In order of their start; of the services that have several or a circuit breaker. */
  readonly deployments: readonly RecordedDeployment[];
  /** In the order of the input. */
  readonly incidents: readonly RecordedIncident[];
  readonly placements: PlacementLog | null;
  /** Names of the placement stages by workload, matching PlacementLog.candidates. */
  readonly placementStages: readonly (readonly string[])[];
  readonly tasks: TaskLog | null;
  /** Every metric with all its datapoints, where they were kept; else null. */
  readonly metrics: readonly RecordedMetric[] | null;
  /** Quotas of vCPUs of EC2 that the scenario states, in the order of the input. */
  readonly ec2Quotas: readonly { readonly name: string; readonly vcpus: number }[];
  /** What the cluster took of what it shares with other clusters of the scenario; null where there are none. */
  readonly sharedUse: readonly SharedUse[] | null;
  /** null unless `--events` asked. */
  readonly stateChanges: StateChanges | null;
  /** Events processed: how much work the run was. */
  readonly eventCount: number;
}
