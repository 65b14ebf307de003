/** A scenario as read: checked, its files loaded, defaults filled in, still in ECS's words and by name. */

import type { DistributionInput } from '../base/distributions.ts';
import type { Expectation } from '../base/expectations.ts';
import type { InstanceTypeDefinition } from '../catalog/instance-types.ts';
import type { PriceOverrides } from '../catalog/price-overrides.ts';
import type { QuotaGroup } from '../catalog/quota-groups.ts';
import type { AccountQuotas } from '../sim/state/input/account-quotas.ts';
import type {
  GroupUpdateInput,
  ManagedScalingInput,
  RepackInput,
  WarmPoolInput,
} from '../sim/state/input/auto-scaling-groups.ts';
import type { DeploymentTestInput, TrafficShiftInput } from '../sim/state/input/deployments.ts';
import type { FargateLimitsInput } from '../sim/state/input/failures.ts';
import type { AgentImagesInput, LayerInput } from '../sim/state/input/images.ts';
import type { LoadBalancerInput } from '../sim/state/input/load-balancing.ts';
import type { ManagedInstancesInput } from '../sim/state/input/managed-instances.ts';
import type { RequestsInput } from '../sim/state/input/requests.ts';
import type { AlarmInput, CloudWatchInput, ServiceScalingInput } from '../sim/state/input/service-scaling.ts';
import type { TaskProtectionInput } from '../sim/state/input/task-protection.ts';
import type { CircuitBreakerInput, LimitsInput, PurchaseOption, TimingInput } from '../sim/state/input.ts';
import type { PlacementConstraint, PlacementStrategy } from './ecs/placement.ts';
import type { CapacityProviderStrategyItem, SchedulingStrategy } from './ecs/service.ts';
import type { Behaviours } from './ecs/start-plan.ts';
import type { TargetGroup } from './ecs/target-group.ts';
import type { OperatingSystemFamily, TaskDefinition } from './ecs/task-definition.ts';
import type { ArrivalTrace } from './loads/arrival-trace.ts';
import type { Series } from './loads/series.ts';
import type { ScenarioNetwork } from './network.ts';

/** Everything that a scenario says. */
export interface Scenario {
  /** As the user named it; `-` for standard input. */
  readonly fileName: string;
  readonly name: string;
  readonly description: string;
  readonly region: string;
  readonly seed: string;
  readonly durationMs: number;
  /** What instant 0 is, ms since 1970-01-01 UTC. */
  readonly startEpochMs: number;
  readonly clusters: readonly ScenarioCluster[];
  /** Zone by subnet. */
  readonly subnets: Readonly<Record<string, string>>;
  /** What is described of the VPC, and the roles. */
  readonly network: ScenarioNetwork;
  readonly images: ImageSizes;
  readonly instanceTypes: readonly InstanceTypeDefinition[];
  readonly loadBalancers: readonly ScenarioLoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly prices: PriceOverrides;
  readonly timing: ScenarioTiming;
  readonly accountQuotas: AccountQuotas;
  readonly cloudWatch: Omit<CloudWatchInput, 'alarms' | 'containerInsights' | 'hasInstanceInsights'>;
  readonly report: ReportSettings;
  /** What the run must show, of all clusters and services. */
  readonly expectations: readonly Expectation[];
  /** Sections that tell what the scenario could be besides: none of it is in here. */
  readonly alternatives: readonly Alternative[];
}

/** A section that changes fields of the scenario, for a command of its own. */
export type Alternative = 'variants' | 'sweep' | 'plan';

/** Compressed sizes of images. */
export interface ImageSizes {
  /** MiB by name, with or without a tag. */
  readonly compressedMiB: Readonly<Record<string, number>>;
  /** Layers by name of the image, part of its size. */
  readonly layers: Readonly<Record<string, readonly LayerInput[]>>;
  /** Of every other image. */
  readonly defaultMiB: number;
  /** Names of those with a SOCI index. */
  readonly sociIndexed: readonly string[];
  /** On the disk, as a multiple of the compressed size. */
  readonly unpackedRatio: number;
}

/** The engine's times, and those that the compiler turns into others. */
export interface ScenarioTiming extends TimingInput {
  readonly ec2PullMiBPerSecond: number;
  readonly containerStopMs: number;
  readonly initContainerMs: number;
  readonly healthyAfterMs: number;
}

/** How finely a run is recorded. */
export interface ReportSettings {
  readonly bucketMs: number;
  readonly heatBucketMs: number;
  readonly heatInstancesMax: number;
}

/** One cluster. */
export interface ScenarioCluster {
  readonly clusterName: string;
  /** Every zone that its container instances or Fargate tasks may be in. */
  readonly availabilityZones: readonly string[];
  readonly capacityProviders: readonly ScenarioCapacityProvider[];
  readonly services: readonly ScenarioService[];
  readonly taskSources: readonly ScenarioTaskSource[];
  /** CloudWatch alarms beside those of scaling policies. */
  readonly alarms: readonly AlarmInput[];
  /** Its own where it states them, else the account's. */
  readonly limits: LimitsInput;
  readonly fargateLimits: FargateLimitsInput;
  readonly ec2Quotas: readonly ScenarioEc2Quota[];
  /** Keys of those it states itself. */
  readonly ownLimits: readonly string[];
  /** P11.3. */
  readonly containerInsights: CloudWatchInput['containerInsights'];
  readonly hasInstanceInsights: boolean;
  /** What was read and is not simulated, in whole sentences. */
  readonly notes: readonly string[];
  /** What goes wrong, in the order of the scenario. */
  readonly failures: readonly ScenarioFailure[];
  /** What the run must show of the cluster and its services. */
  readonly expectations: readonly Expectation[];
}

/** A quota of vCPUs of EC2 (P10.3). */
export interface ScenarioEc2Quota {
  /** `standard on demand`. */
  readonly name: string;
  readonly group: QuotaGroup;
  readonly purchaseOption: PurchaseOption;
  readonly vcpus: number;
  /** Below `limits`. */
  readonly path: readonly string[];
}

/** Something that goes wrong, by name; see schema/failures.ts. `untilMs` is after `atMs`. */
export type ScenarioFailure =
  | { readonly type: 'zoneOutage'; readonly availabilityZone: string; readonly atMs: number; readonly untilMs: number }
  | {
      readonly type: 'instanceFailure';
      /** null = every Auto Scaling group. */
      readonly capacityProvider: string | null;
      readonly occurs: { readonly perHour: number } | { readonly atMs: number; readonly count: number };
    }
  | {
      readonly type: 'spotInterruption';
      /** null = every provider of Spot capacity. */
      readonly capacityProvider: string | null;
      /** null = as the catalog has it. */
      readonly perHour: number | null;
      readonly withoutNotice: number;
    }
  | {
      readonly type: 'agentDisconnected';
      readonly capacityProvider: string | null;
      readonly share: number;
      readonly atMs: number;
      readonly untilMs: number;
    }
  | { readonly type: 'taskCrash'; readonly service: string; readonly perHour: number; readonly exitCode: number }
  /** `atMs` is when tasks are replaced. */
  | { readonly type: 'fargateRetirement'; readonly atMs: number; readonly createdBeforeMs: number }
  | { readonly type: 'registryUnavailable'; readonly atMs: number; readonly untilMs: number }
  | {
      readonly type: 'capacityUnavailable';
      readonly capacityProvider: string | null;
      readonly instanceType: string | null;
      readonly availabilityZone: string | null;
      readonly atMs: number;
      readonly untilMs: number;
    };

/** A capacity provider by its kind. */
export type ScenarioCapacityProvider =
  | { readonly kind: 'fargate' | 'fargate-spot'; readonly name: string }
  | { readonly kind: 'auto-scaling-group'; readonly name: string; readonly fleet: Fleet }
  | {
      readonly kind: 'managed-instances';
      readonly name: string;
      /** The types that may be launched, and where; nothing at first. */
      readonly fleet: Fleet;
      readonly managed: ScenarioManagedInstances;
    };

/** How ECS Managed Instances come and go. */
export interface ScenarioManagedInstances extends Omit<ManagedInstancesInput, 'zones' | 'types'> {
  /** With its management fee, by instance type. */
  readonly usdPerHour: Readonly<Record<string, number>>;
}

/** The container instances of an Auto Scaling group. */
export interface Fleet {
  readonly instanceTypes: readonly string[];
  readonly availabilityZones: readonly string[];
  readonly desiredCapacity: number;
  readonly purchaseOption: 'on-demand' | 'spot';
  readonly rootVolumeGiB: number;
  readonly rootVolumeType: 'gp2' | 'gp3';
  /** Of it, what the operating system and the agent take. */
  readonly rootVolumeUsedGiB: number;
  readonly hasPublicIpv4: boolean;
  /** Empty: nobody said it. */
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly agentImages: AgentImagesInput;
  /** Name of its instance role; null: nobody said it. */
  readonly role: string | null;
  readonly reservedMemoryMiB: number;
  /** Measured memory, of all types or by type. */
  readonly registeredMemoryMiB: number | Readonly<Record<string, number>> | undefined;
  readonly hasTrunking: boolean;
  /** ECS_ENABLE_SPOT_INSTANCE_DRAINING of its agents (P9.5). */
  readonly drainsOnSpotNotice: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly operatingSystemFamily: OperatingSystemFamily;
  readonly amiId: string;
  readonly vpcId: string;
  readonly agentVersion: string;
  readonly group: ScenarioGroup;
}

/** How the instances of an Auto Scaling group come and go. */
export interface ScenarioGroup {
  readonly minSize: number;
  readonly maxSize: number;
  /** null: of several types each takes its turn, all of the fleet's purchase option. */
  readonly mix: InstancesMix | null;
  readonly launchMs: DistributionInput;
  readonly registrationMs: DistributionInput;
  readonly warmPool: WarmPoolInput | null;
  readonly updates: readonly GroupUpdateInput[];
  readonly managedScaling: ManagedScalingInput | null;
  readonly managedTerminationProtection: boolean;
  /** null: an instance ends without draining. */
  readonly drainTimeoutMs: number | null;
  readonly shortages: readonly CapacityShortage[];
  readonly repack: RepackInput | null;
  readonly spotFallsBackToOnDemand: boolean;
}

/** On demand beside Spot, and which type goes first. */
export interface InstancesMix {
  readonly onDemandBaseCapacity: number;
  readonly onDemandPercentageAboveBaseCapacity: number;
  readonly onDemandByPrice: boolean;
  readonly spotByPrice: boolean;
}

/** EC2 has nothing of these to launch; null = of any. */
export interface CapacityShortage {
  readonly instanceType: string | null;
  readonly availabilityZone: string | null;
  readonly purchaseOption: 'on-demand' | 'spot' | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where tasks may run: any container instance, or what a capacity provider strategy names (P5.2). */
export type ScenarioCapacity =
  | { readonly launchType: 'EC2' }
  | { readonly strategy: readonly CapacityProviderStrategyItem[] };

/** What services and standalone tasks have in common. */
export interface ScenarioWork {
  readonly taskDefinition: TaskDefinition;
  readonly capacity: ScenarioCapacity;
  readonly placementStrategy: readonly PlacementStrategy[];
  readonly placementConstraints: readonly PlacementConstraint[];
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
  /** Of each RUNNING task. */
  readonly logMiBPerHour: number;
  readonly logRetentionMs: number | null;
  /** null: nobody said what it uses. */
  readonly load: Load | null;
  readonly behaviour: Behaviour;
}

/** A service. */
export interface ScenarioService extends ScenarioWork {
  readonly serviceName: string;
  readonly schedulingStrategy: SchedulingStrategy;
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** P3.28, P3.29. */
  readonly rebalancesZones: boolean;
  /** In order of time. */
  readonly updates: readonly { readonly atMs: number; readonly desiredCount: number }[];
  /** In order of time. */
  readonly deployments: readonly ScenarioDeployment[];
  /** null = switched off. */
  readonly circuitBreaker: CircuitBreakerInput | null;
  /** null = rolling updates. */
  readonly trafficShift: TrafficShiftInput | null;
  /** null = none watch its deployments. */
  readonly deploymentAlarms: { readonly alarmNames: readonly string[]; readonly rollback: boolean } | null;
  readonly healthCheckGraceMs: number;
  /** Names; those that nobody describes have the defaults. */
  readonly targetGroups: readonly string[];
  /** By target group: the port of the container, 0 where the service names none. */
  readonly targetPorts: Readonly<Record<string, number>>;
  /** null = nobody said what its requests carry. */
  readonly traffic: ScenarioTraffic | null;
  /** null = nothing but updates moves the desired count. */
  readonly scaling: ServiceScalingInput | null;
}

/** What the requests of a service carry: its answers, and its calls of another service or of the internet (null). */
export interface ScenarioTraffic {
  readonly bytesPerResponse: number;
  /** Bytes both ways, and of these what it sends, for each request that it serves. */
  readonly calls: readonly { readonly service: string | null; readonly bytes: number; readonly bytesOut: number }[];
}

/** update-service with a revision at an instant. */
export interface ScenarioDeployment extends Pick<ScenarioWork, 'taskDefinition' | 'load' | 'behaviour'> {
  readonly atMs: number;
  /** Before production traffic shifts to it; null = none. */
  readonly test: DeploymentTestInput | null;
}

/** An Application Load Balancer. */
export interface ScenarioLoadBalancer extends Omit<LoadBalancerInput, 'nodeZones' | 'publicIpv4Count'> {
  readonly isInternetFacing: boolean;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** []: those of its subnets, or of the cluster. */
  readonly availabilityZones: readonly string[];
}

/** run-task, called over time. */
export interface ScenarioTaskSource extends ScenarioWork {
  readonly name: string;
  readonly group: string;
  readonly count: number;
  readonly arrivals: Arrivals;
  readonly durationMs: DistributionInput;
  readonly retryMs: number;
}

/** When run-task is called. */
export type Arrivals =
  | { readonly kind: 'poisson'; readonly perHour: Series }
  /** Ascending, within the run. */
  | { readonly kind: 'list'; readonly atMs: Float64Array }
  | { readonly kind: 'trace'; readonly trace: ArrivalTrace };

/** What a task really uses. */
export interface Load {
  readonly requestsPerSecond: Series | null;
  readonly cpuSecondsPerRequest: number;
  readonly waitSecondsPerRequest: number;
  readonly cpuFraction: Series | null;
  /** null: as much as it reserves. */
  readonly memoryMiB: number | null;
  readonly memoryMiBPerConcurrentRequest: number;
  readonly requests: RequestsInput;
  readonly concurrentRequestsMax: number;
  readonly queuedRequestsMax: number;
  readonly memoryGrowthMiBPerHour: number;
  /** Multiplies the CPU of requests and cpuFraction. */
  readonly cpuFactor: number;
}

/** What the program in a task does. */
export interface Behaviour {
  readonly startFailureProbability: number;
  readonly exitAfterMs: DistributionInput | null;
  readonly exitCode: number;
  /** From RUNNING until the container health check fails for good; null = it does not. */
  readonly failsHealthCheckAfterMs: number | null;
  /** null: it does not protect itself from scale-in (P3.26). */
  readonly protection: TaskProtectionInput | null;
  readonly containers: Behaviours;
}
