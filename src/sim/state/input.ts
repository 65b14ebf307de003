/**
 * SimulationInput: the facts at time 0 of ONE cluster, as plain data. Clusters share nothing but quotas, so a scenario
 * with several compiles to one input each (docs/decisions/0002). References between the lists are row numbers.
 * The engine owns this shape; the scenario compiler, a test or a trace fills it.
 */

import type { DistributionInput } from '../../base/distributions.ts';
import type { ArrivalsInput } from './input/arrivals.ts';
import type { AutoScalingGroupInput, CapacityShortageInput } from './input/auto-scaling-groups.ts';
import type { Curve } from './input/curve.ts';
import type { DeploymentAlarmsInput, DeploymentTestInput, TrafficShiftInput } from './input/deployments.ts';
import type { Ec2QuotaInput } from './input/ec2-quotas.ts';
import type { FailuresInput, FargateLimitsInput } from './input/failures.ts';
import type { AgentImagesInput, ImageInput, LayerInput } from './input/images.ts';
import type { LoadBalancerInput, ServiceTargetGroupInput, TargetGroupInput } from './input/load-balancing.ts';
import type { ManagedInstancesInput } from './input/managed-instances.ts';
import type { NetworkInput, StartPathsInput } from './input/network.ts';
import type { RequestsInput } from './input/requests.ts';
import type { CloudWatchInput, ServiceScalingInput } from './input/service-scaling.ts';
import type { TaskProtectionInput } from './input/task-protection.ts';
import type { ServiceTrafficInput } from './input/traffic.ts';

export type { ArrivalsInput, AutoScalingGroupInput, CapacityShortageInput, Curve, DistributionInput };

export type Architecture = 'x86_64' | 'arm64';
export type OperatingSystem = 'linux' | 'windows';
export type PurchaseOption = 'on-demand' | 'spot';

/** What a container instance is launched as: one per (capacity provider, instance type, zone). */
export interface LaunchTemplateInput {
  readonly instanceType: string;
  /** Row in capacityProviders. */
  readonly capacityProvider: number;
  /** Row in zones. */
  readonly zone: number;
  /** Row in network.subnets whose address it takes; NONE where nobody described one. */
  readonly subnet: number;
  /** What it registers with (P2.1, P2.2). */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
  /** awsvpc tasks it can hold (P2.7, P2.8). */
  readonly awsvpcTaskLimit: number;
  /** Host ports the agent holds back (P2.6). */
  readonly reservedPorts: readonly HostPort[];
  /** Built-in (P2.10) and custom (P2.11) attributes; '' where an attribute has no value. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly agentVersion: string;
  /** Where a template stands for one instance that is there already: its id. Else ids are made of row numbers. */
  readonly ec2InstanceId?: string;
  readonly architecture: Architecture;
  readonly operatingSystem: OperatingSystem;
  readonly purchaseOption: PurchaseOption;
  readonly rootVolumeGiB: number;
  readonly rootVolumeType: 'gp2' | 'gp3';
  readonly hasPublicIpv4: boolean;
  /** Image pull from the registry, compressed MiB per second (P10.1). */
  readonly pullMiBPerSecond: number;
  readonly agentImages: AgentImagesInput;
  /** Compressed MiB of images that its root volume holds. */
  readonly imageStorageMiB: number;
}

export type CapacityProviderKind = 'auto-scaling-group' | 'managed-instances' | 'fargate' | 'fargate-spot';

export interface CapacityProviderInput {
  readonly name: string;
  readonly kind: CapacityProviderKind;
  /**
   * The fleet at time 0: rows in launchTemplates, an entry per instance, in order of registration. Empty on
   * Fargate.
   */
  readonly instances: Int32Array;
  /** null: Fargate, or a fleet in which nothing is launched. */
  readonly autoScalingGroup: AutoScalingGroupInput | null;
  /** null: it is no capacity provider of Managed Instances. */
  readonly managedInstances: ManagedInstancesInput | null;
}

export interface HostPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** A revision, with what it reserves, needs and does. */
export interface TaskDefinitionInput {
  readonly family: string;
  readonly revision: number;
  /** EC2 reservation (P1.6). */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  /** Task-level size, billed on Fargate (P1.10); 0 where the definition has none. */
  readonly fargateCpuUnits: number;
  readonly fargateMemoryMiB: number;
  /** Hard cap of the task's CPU; 0 = none, it may burst into idle CPU of the instance (P1.11). */
  readonly cpuLimitUnits: number;
  /** Hard memory limit of the task, above which it is killed; 0 = none (only memoryReservation given). */
  readonly memoryLimitMiB: number;
  readonly gpuCount: number;
  /** True with network mode awsvpc: one ENI per task. */
  readonly isAwsvpc: boolean;
  /** Names of its containers; first the one that its exit code is of. For texts only. */
  readonly containers: readonly string[];
  /** The role that the agent acts in, else that of the application; '' without one. For texts only. */
  readonly roleArn: string;
  /** Static host ports only (P1.26, P1.27). */
  readonly hostPorts: readonly HostPort[];
  readonly architecture: Architecture;
  readonly operatingSystem: OperatingSystem;
  /** Attributes an instance must have, with value where given (capabilities; ATTRIBUTE in P12). */
  readonly requiredAttributes: readonly { readonly name: string; readonly value?: string }[];
  /** memberOf expressions of the definition itself (P3.16). */
  readonly memberOf: readonly string[];
  /** Rows in images, one per distinct image. */
  readonly images: readonly number[];
  /** From the end of the pulls to RUNNING, beyond `timing.containerStart`: dependsOn and health checks (P1.19). */
  readonly startupMs: number;
  /** From RUNNING until the task counts as healthy (P4.5: 40 s without a health check). */
  readonly healthyAfterMs: number;
  /** An essential container has a health check: then `healthyAfterMs` is when it first succeeds (P4.5). */
  readonly hasHealthCheck: boolean;
  /** From RUNNING until the program answers a load balancer's health checks. */
  readonly answersAfterMs: number;
  /** From RUNNING until it answers them no more, but with an error; null = it goes on. */
  readonly failsChecksAfterMs: number | null;
  /** From RUNNING until a container health check has failed for good: UNHEALTHY (P1.22); null = never. */
  readonly unhealthyAfterMs: number | null;
  /** From SIGTERM to the last container's end (P1.21, reverse of dependsOn). */
  readonly stopMs: number;
  /** Fargate only; 20 GiB are free (P1.15). */
  readonly ephemeralStorageGiB: number;
  /** Compressed MiB of images that this holds, on Fargate (P1.15). */
  readonly imageStorageMiB: number;
  readonly behaviour: BehaviourInput;
  /** null: an essential container that exits ends its task (P1.18). */
  readonly restartPolicy: RestartPolicyInput | null;
  /** null: its tasks do not protect themselves from scale-in (P3.26). */
  readonly protection: TaskProtectionInput | null;
}

/** An essential container that exits is restarted in place (P1.25). */
export interface RestartPolicyInput {
  /** It must have run so long, since its last start. */
  readonly attemptPeriodMs: number;
  /** With these exit codes it is not restarted. */
  readonly ignoredExitCodes: readonly number[];
}

/** What the task's own program does wrong, or when it ends by itself. */
export interface BehaviourInput {
  /** Chance in [0, 1] that a start fails before RUNNING. */
  readonly startFailureProbability: number;
  /** ms from RUNNING until its essential container exits; null = it runs until it is stopped. */
  readonly exitAfterMs: DistributionInput | null;
  readonly exitCode: number;
}

/** What a task really uses. All per task unless said otherwise. */
export interface LoadInput {
  /** Requests per second of the whole service, shared evenly by its RUNNING tasks; null = none. */
  readonly requestsPerSecond: Curve | null;
  readonly cpuSecondsPerRequest: number;
  /** Time in a request that uses no CPU (waiting for others), seconds. */
  readonly waitSecondsPerRequest: number;
  /** CPU used apart from requests, as a fraction of the reserved units (1 = all of them); null = none. */
  readonly cpuFraction: Curve | null;
  readonly memoryMiB: number;
  readonly memoryMiBPerConcurrentRequest: number;
  readonly requests: RequestsInput;
  /** Requests a task works on at once at most. */
  readonly concurrentRequestsMax: number;
  /** Requests that wait at a task beside those, at most; what finds no place is rejected. */
  readonly queuedRequestsMax: number;
  /** A leak: MiB per hour since the task was RUNNING. */
  readonly memoryGrowthMiBPerHour: number;
}

export interface PlacementConstraintInput {
  readonly type: 'distinctInstance' | 'memberOf';
  /** Cluster query language; '' for distinctInstance. */
  readonly expression: string;
}

export type PlacementStrategyInput =
  | { readonly type: 'binpack'; readonly field: 'cpu' | 'memory' }
  /** `instanceId`, or `attribute:<name>`. */
  | { readonly type: 'spread'; readonly field: string }
  | { readonly type: 'random' };

/** Where tasks may run: launch type EC2 considers every instance of the cluster, a strategy only its provider's. */
export type CapacityInput =
  | { readonly launchType: 'EC2' }
  | { readonly strategy: readonly CapacityProviderStrategyItem[] };

export interface CapacityProviderStrategyItem {
  /** Row in capacityProviders. */
  readonly capacityProvider: number;
  readonly base: number;
  readonly weight: number;
}

/** update-service with a new desired count at an instant (P4.7: not a deployment). */
export interface ServiceUpdateInput {
  readonly atMs: number;
  readonly desiredCount: number;
}

/** update-service with a revision, or forceNewDeployment, at an instant: a deployment (P4.7). */
export interface DeploymentInput {
  readonly atMs: number;
  /** Row in taskDefinitions. Two revisions with different loads have a row each. */
  readonly taskDefinition: number;
  /** What a task of the revision uses; its requestsPerSecond are those of the service. null where that has no load. */
  readonly load: LoadInput | null;
  /** Before production traffic shifts to it; null = no test. A rolling update has none. */
  readonly test: DeploymentTestInput | null;
}

/** The deployment circuit breaker, switched on (P4.12–P4.15). */
export interface CircuitBreakerInput {
  readonly rollback: boolean;
  /** A task that turns healthy sets the failures to 0. */
  readonly resetsOnHealthyTask: boolean;
  readonly threshold: {
    readonly type: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT';
    readonly value: number;
  };
}

interface PlacedWorkInput {
  readonly capacity: CapacityInput;
  readonly placementStrategy: readonly PlacementStrategyInput[];
  readonly placementConstraints: readonly PlacementConstraintInput[];
  /** Zones of the awsvpc subnets; empty = all zones of the cluster. */
  readonly zones: readonly number[];
  /** Rows in network.subnets: those of the awsvpc subnets that are described. */
  readonly subnets: readonly number[];
  /** Of the definitions whose start depends on its place; [] = every start reaches what it needs. */
  readonly startPaths: readonly StartPathsInput[];
  readonly hasPublicIpv4: boolean;
  /** What each RUNNING task writes to CloudWatch Logs. */
  readonly logMiBPerHour: number;
  /** How long they are kept; null = for ever. */
  readonly logRetentionMs: number | null;
  /** null: nobody said what it uses, and the report says so. */
  readonly load: LoadInput | null;
}

export interface ServiceInput extends PlacedWorkInput {
  readonly serviceName: string;
  /** Row in taskDefinitions. */
  readonly taskDefinition: number;
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** availabilityZoneRebalancing is on, and nothing about the service rules it out (P3.28, P3.29). */
  readonly rebalancesZones: boolean;
  /** In order of time. */
  readonly updates: readonly ServiceUpdateInput[];
  /** In order of time. */
  readonly deployments: readonly DeploymentInput[];
  /** null = switched off. */
  readonly circuitBreaker: CircuitBreakerInput | null;
  /** null = a rolling update, as of every DAEMON service. */
  readonly trafficShift: TrafficShiftInput | null;
  /** null = no alarm watches its deployments. */
  readonly deploymentAlarms: DeploymentAlarmsInput | null;
  /** Failing health checks are ignored for so long after RUNNING (P4.18). */
  readonly healthCheckGraceMs: number;
  /** Its tasks are targets of these; requests come through the first (model). */
  readonly targetGroups: readonly ServiceTargetGroupInput[];
  /** null = nobody said what its requests carry. */
  readonly traffic: ServiceTrafficInput | null;
  /** null = no scalable target: nothing but updates moves the desired count. */
  readonly scaling: ServiceScalingInput | null;
}

/** Standalone tasks: run-task called over time. */
export interface TaskSourceInput extends PlacedWorkInput {
  readonly name: string;
  /** Task group, for spread and task:group; `family:<family>` unless given (P3.5). */
  readonly group: string;
  /** Used where the arrivals have none of their own. */
  readonly taskDefinition: number;
  readonly arrivals: ArrivalsInput;
  /** Tasks per arrival, 1–10 per RunTask call (P3.14). */
  readonly count: number;
  /** ms from RUNNING to the exit of the essential container. */
  readonly durationMs: DistributionInput;
  /** Call RunTask again for what was refused after this long; 0 = give up, as RunTask itself does (P5.14). */
  readonly retryMs: number;
}

/** Times AWS does not publish: the sheet's model defaults, which a scenario may set (P4 task states, P8.6, P10.1). */
export interface TimingInput {
  /** PROVISIONING on Fargate, ms. */
  readonly fargateProvisioningMs: DistributionInput;
  /** PROVISIONING of an awsvpc task on EC2, ms. */
  readonly eniAttachMs: DistributionInput;
  /** Container create and start after the pull, ms. */
  readonly containerStartMs: DistributionInput;
  /** DEPROVISIONING on Fargate and with awsvpc, ms. */
  readonly deprovisioningMs: DistributionInput;
  /** ACTIVATING of a task with several target groups (P4 task states). */
  readonly activatingMs: DistributionInput;
  /** From RUNNING until the load balancer knows its new target (P7.2). */
  readonly targetRegistrationMs: DistributionInput;
  /** From the outage of a zone until clients know the load balancer's node there no more (model). */
  readonly nodeFailoverMs: number;
  /** Fargate pull rate for 1 vCPU and more, and for less, compressed MiB per second. */
  readonly fargatePullMiBPerSecond: number;
  readonly fargateSmallPullMiBPerSecond: number;
  /** Part in [0, 1] of an image with a SOCI index that is there before its container starts. */
  readonly sociPulledPortion: number;
  /** Unpacking, compressed MiB per second; 0 = included in the pull rate. */
  readonly unpackMiBPerSecond: number;
  /** From the start of the pull until a start that gets no answer (from the registry, secrets, logs) fails, ms. */
  readonly connectionTimeoutMs: DistributionInput;
  /** From the start of the pull until a start that is refused fails, ms. */
  readonly startRefusedMs: DistributionInput;
  /** A registry that does not answer is asked again after so long. */
  readonly pullRetryMs: number;
  /** An ENI that takes longer fails the start (P12). */
  readonly eniTimeoutMs: number;
  /** The service scheduler looks every so often (P4.8). */
  readonly schedulerTickMs: number;
  /** What tasks use is brought up to date every so often, when something changed. */
  readonly usageIntervalMs: number;
}

/** Quotas (section 10 of the sheet). */
export interface LimitsInput {
  /** Tasks waiting in PROVISIONING per cluster (P5.14). */
  readonly provisioningTasksMax: number;
  /** Tasks a service starts per minute. */
  readonly serviceLaunchesPerMinute: number;
}

/** What to keep beside the sums. */
export interface RecordInput {
  readonly bucketMs: number;
  /** Buckets of the heat map are this wide. */
  readonly heatBucketMs: number;
  /** Container instances with a row of their own in the heat map. */
  readonly heatInstancesMax: number;
  /** Keep a row per placement decision (`--trace`). Placement then always takes the scan. */
  readonly keepPlacements: boolean;
  /** Keep a row per task. */
  readonly keepTasks: boolean;
  /** Keep every change of state of tasks and container instances, and every service event (`--events`). */
  readonly keepStateChanges: boolean;
  /** Keep how much it takes of what clusters of the account share, where there are others. */
  readonly keepUse: boolean;
  /** Publish every metric that CloudWatch would have, and keep all datapoints (`--metrics`). */
  readonly keepMetrics: boolean;
  /**
   * `--explain`: keep what control loops looked at and left as it is, from and to these instants, and how the services
   * stood at one of them; null = nowhere.
   */
  readonly explain: ExplainInput | null;
}

export interface ExplainInput {
  readonly fromMs: number;
  readonly atMs: number;
  readonly toMs: number;
}

export interface SimulationInput {
  readonly clusterName: string;
  readonly seed: string;
  readonly durationMs: number;
  /** What instant 0 is, ms since 1970-01-01 UTC: for registeredAt. */
  readonly startEpochMs: number;
  readonly zones: readonly string[];
  readonly network: NetworkInput;
  readonly images: readonly ImageInput[];
  /** Layers that several images share. */
  readonly layers: readonly LayerInput[];
  readonly launchTemplates: readonly LaunchTemplateInput[];
  readonly capacityProviders: readonly CapacityProviderInput[];
  readonly capacityShortages: readonly CapacityShortageInput[];
  readonly taskDefinitions: readonly TaskDefinitionInput[];
  readonly loadBalancers: readonly LoadBalancerInput[];
  readonly targetGroups: readonly TargetGroupInput[];
  readonly services: readonly ServiceInput[];
  readonly taskSources: readonly TaskSourceInput[];
  readonly timing: TimingInput;
  readonly limits: LimitsInput;
  readonly cloudWatch: CloudWatchInput;
  readonly fargateLimits: FargateLimitsInput;
  /** Those that are stated. */
  readonly ec2Quotas: readonly Ec2QuotaInput[];
  readonly failures: FailuresInput;
  readonly record: RecordInput;
}
