/** Small builders of a SimulationInput: a test names what its case is about, the rest is plain and without chance. */
import { HOUR_MS, MINUTE_MS, NONE } from '../../src/base/units.ts';
import type { ManagedScalingInput } from '../../src/sim/state/input/auto-scaling-groups.ts';
import { FARGATE_LIMITS_DEFAULT, NO_FAILURES } from '../../src/sim/state/input/failures.ts';
import type { ImageInput } from '../../src/sim/state/input/images.ts';
import type { LoadBalancerInput, TargetGroupInput } from '../../src/sim/state/input/load-balancing.ts';
import { NO_NETWORK } from '../../src/sim/state/input/network.ts';
import type { CloudWatchInput } from '../../src/sim/state/input/service-scaling.ts';
import type {
  AutoScalingGroupInput,
  CapacityProviderInput,
  Curve,
  DistributionInput,
  LaunchTemplateInput,
  LoadInput,
  ServiceInput,
  SimulationInput,
  TaskDefinitionInput,
  TaskSourceInput,
  TimingInput,
} from '../../src/sim/state/input.ts';

export const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

export function constant(value: number): DistributionInput {
  return { kind: 'constant', value };
}

/** A step per [atMs, value]; for ever, or again after periodMs. */
export function curve(steps: readonly (readonly [number, number])[], periodMs = 0): Curve {
  return { atMs: Float64Array.from(steps, ([at]) => at), values: Float64Array.from(steps, ([, v]) => v), periodMs };
}

/** An instance of 2 vCPU and 4,000 MiB in zone `zone` of provider 0. */
export function template(parts: Partial<LaunchTemplateInput> = {}): LaunchTemplateInput {
  const zone = parts.zone ?? 0;
  return {
    instanceType: 'm6i.large',
    capacityProvider: 0,
    zone,
    subnet: NONE,
    cpuUnits: 2048,
    memoryMiB: 4000,
    gpuCount: 0,
    awsvpcTaskLimit: 2,
    reservedPorts: [],
    attributes: { 'ecs.availability-zone': ZONES[zone]!, 'ecs.instance-type': 'm6i.large' },
    agentVersion: '1.90.0',
    architecture: 'x86_64',
    operatingSystem: 'linux',
    purchaseOption: 'on-demand',
    rootVolumeGiB: 30,
    rootVolumeType: 'gp3',
    hasPublicIpv4: false,
    pullMiBPerSecond: 100,
    agentImages: { pullBehavior: 'default', cleanup: null },
    imageStorageMiB: Number.POSITIVE_INFINITY,
    ...parts,
  };
}

/** An image of ECR that shares no layer. */
export function image(name: string, compressedMiB: number, parts: Partial<ImageInput> = {}): ImageInput {
  return { name, compressedMiB, sharedLayers: [], isInEcr: true, isLazy: false, ...parts };
}

/** A task of 256 units and 512 MiB, on Fargate the same, without an image, healthy at once, stopped in 5 s. */
export function definition(parts: Partial<TaskDefinitionInput> = {}): TaskDefinitionInput {
  return {
    family: 'web',
    revision: 1,
    cpuUnits: 256,
    memoryMiB: 512,
    fargateCpuUnits: 256,
    fargateMemoryMiB: 512,
    cpuLimitUnits: 0,
    memoryLimitMiB: 0,
    gpuCount: 0,
    isAwsvpc: false,
    containers: ['web'],
    roleArn: '',
    hostPorts: [],
    architecture: 'x86_64',
    operatingSystem: 'linux',
    requiredAttributes: [],
    memberOf: [],
    images: [],
    startupMs: 0,
    healthyAfterMs: 40_000,
    hasHealthCheck: false,
    answersAfterMs: 0,
    failsChecksAfterMs: null,
    unhealthyAfterMs: null,
    stopMs: 5_000,
    ephemeralStorageGiB: 20,
    imageStorageMiB: Number.POSITIVE_INFINITY,
    restartPolicy: null,
    protection: null,
    ...parts,
    behaviour: { startFailureProbability: 0, exitAfterMs: null, exitCode: 0, ...parts.behaviour },
  };
}

const work = {
  capacity: { strategy: [{ capacityProvider: 0, base: 0, weight: 1 }] },
  taskDefinition: 0,
  placementStrategy: [],
  placementConstraints: [],
  zones: [],
  subnets: [],
  startPaths: [],
  hasPublicIpv4: false,
  logMiBPerHour: 0,
  logRetentionMs: null,
  load: null,
};

/** A REPLICA service of one task on provider 0. */
export function service(parts: Partial<ServiceInput> = {}): ServiceInput {
  return {
    ...work,
    serviceName: 'web',
    schedulingStrategy: 'REPLICA',
    desiredCount: 1,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    rebalancesZones: false,
    updates: [],
    deployments: [],
    circuitBreaker: null,
    trafficShift: null,
    deploymentAlarms: null,
    healthCheckGraceMs: 0,
    targetGroups: [],
    scaling: null,
    traffic: null,
    ...parts,
  };
}

/** RunTask of one task at instant 0 on provider 0, running for a minute. */
export function source(parts: Partial<TaskSourceInput> = {}): TaskSourceInput {
  return {
    ...work,
    name: 'etl',
    group: 'family:web',
    arrivals: listed(0),
    count: 1,
    durationMs: constant(MINUTE_MS),
    retryMs: 0,
    ...parts,
  };
}

/** RunTask at these instants. */
export function listed(...atMs: number[]): TaskSourceInput['arrivals'] {
  return { kind: 'list', atMs: Float64Array.from(atMs), durationMs: null, taskDefinition: null };
}

/** A load that uses nothing. */
export function load(parts: Partial<LoadInput> = {}): LoadInput {
  return {
    requestsPerSecond: null,
    cpuSecondsPerRequest: 0,
    waitSecondsPerRequest: 0,
    cpuFraction: null,
    memoryMiB: 0,
    memoryMiBPerConcurrentRequest: 0,
    requests: { detail: 'fluid', arrivals: 'poisson', times: { kind: 'exponential', deviation: 1 } },
    concurrentRequestsMax: 100,
    queuedRequestsMax: 1000,
    memoryGrowthMiBPerHour: 0,
    ...parts,
  };
}

/** A target group whose checks come every 30 s, the first at once, with a delay of 300 s; each as elbv2's default. */
export function targetGroup(parts: Partial<TargetGroupInput> = {}): TargetGroupInput {
  return {
    name: 'web',
    loadBalancer: NONE,
    checkIntervalMs: 30_000,
    checkTimeoutMs: 5_000,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
    deregistrationDelayMs: 300_000,
    slowStartMs: 0,
    algorithm: 'round_robin',
    isCrossZone: true,
    failsChecksWhenOverloaded: false,
    ...parts,
  };
}

/** A load balancer whose requests take nothing of any dimension. */
export function loadBalancer(parts: Partial<LoadBalancerInput> = {}): LoadBalancerInput {
  return {
    name: 'front',
    nodeZones: [],
    publicIpv4Count: 0,
    bytesPerRequest: 0,
    connectionsPerRequest: 0,
    connectionMs: 0,
    ruleCount: 1,
    ...parts,
  };
}

/** The service's tasks are targets of the group in that row. */
export const TARGETS: ServiceInput['targetGroups'] = [{ targetGroup: 0, isReachable: true }];

export const FARGATE: CapacityProviderInput = {
  name: 'FARGATE',
  kind: 'fargate',
  instances: new Int32Array(0),
  autoScalingGroup: null,
  managedInstances: null,
};
export const FARGATE_SPOT: CapacityProviderInput = {
  name: 'FARGATE_SPOT',
  kind: 'fargate-spot',
  instances: new Int32Array(0),
  autoScalingGroup: null,
  managedInstances: null,
};

/** A fixed fleet: rows in launchTemplates, one per instance. */
export function fleet(instances: readonly number[], name = 'general'): CapacityProviderInput {
  return {
    name,
    kind: 'auto-scaling-group',
    instances: Int32Array.from(instances),
    autoScalingGroup: null,
    managedInstances: null,
  };
}

/**
 * An Auto Scaling group on demand: launch template 0, in zone 0, up to 1000 instances; launched in 60 s and registered
 * 20 s later.
 */
export function group(parts: Partial<AutoScalingGroupInput> = {}): AutoScalingGroupInput {
  return {
    minSize: 0,
    maxSize: 1000,
    desiredCapacity: 0,
    zones: [0],
    onDemandTypes: [Int32Array.of(0)],
    spotTypes: [],
    takesTurns: false,
    onDemandBaseCapacity: 0,
    onDemandPercentageAboveBaseCapacity: 100,
    launchMs: constant(60_000),
    registrationMs: constant(20_000),
    warmPool: null,
    updates: [],
    managedScaling: null,
    managedTerminationProtection: false,
    drainTimeoutMs: 48 * HOUR_MS,
    repack: null,
    ...parts,
  };
}

/** Managed scaling with ECS's defaults, its alarms evaluated when the datapoint is there. */
export function managedScaling(parts: Partial<ManagedScalingInput> = {}): ManagedScalingInput {
  return {
    targetCapacity: 100,
    minimumScalingStepSize: 1,
    maximumScalingStepSize: 10_000,
    instanceWarmupMs: 300_000,
    lowAlarmMinutes: 15,
    alarmDelayMs: 0,
    ...parts,
  };
}

/** A capacity provider with that group, and its instances at time 0. */
export function scaled(
  instances: readonly number[],
  parts: Partial<AutoScalingGroupInput> = {},
): CapacityProviderInput {
  const autoScalingGroup = group({ desiredCapacity: instances.length, ...parts });
  return { ...fleet(instances), autoScalingGroup };
}

/** Every time is 0 but the ones given; the scheduler looks every 10 s (P4.8), use every 60 s. */
export function timing(parts: Partial<TimingInput> = {}): TimingInput {
  return {
    fargateProvisioningMs: constant(0),
    eniAttachMs: constant(0),
    containerStartMs: constant(1000),
    deprovisioningMs: constant(0),
    connectionTimeoutMs: constant(180_000),
    startRefusedMs: constant(2_000),
    pullRetryMs: 15_000,
    eniTimeoutMs: 180_000,
    activatingMs: constant(0),
    targetRegistrationMs: constant(0),
    nodeFailoverMs: 0,
    fargatePullMiBPerSecond: 60,
    fargateSmallPullMiBPerSecond: 30,
    sociPulledPortion: 0.1,
    unpackMiBPerSecond: 0,
    schedulerTickMs: 10_000,
    usageIntervalMs: MINUTE_MS,
    ...parts,
  };
}

/** Alarms see a datapoint at the end of its period; the windows are those of P6.3. */
export function cloudWatch(parts: Partial<CloudWatchInput> = {}): CloudWatchInput {
  return {
    metricDelayMs: 0,
    highResolutionMetricDelayMs: 0,
    scaleOutDatapoints: 3,
    scaleInDatapoints: 15,
    highResolutionScaleOutDatapoints: 3,
    highResolutionScaleInDatapoints: 15,
    alarms: [],
    containerInsights: 'disabled',
    hasInstanceInsights: false,
    ...parts,
  };
}

/** A cluster of one instance and no work for an hour; tasks and placements are kept. */
export function input(parts: Partial<SimulationInput> = {}): SimulationInput {
  return {
    clusterName: 'shop',
    seed: '42',
    durationMs: HOUR_MS,
    startEpochMs: 0,
    zones: ZONES,
    network: NO_NETWORK,
    images: [],
    layers: [],
    launchTemplates: [template()],
    capacityProviders: [fleet([0])],
    capacityShortages: [],
    taskDefinitions: [definition()],
    loadBalancers: [],
    targetGroups: [],
    services: [],
    taskSources: [],
    timing: timing(),
    limits: { provisioningTasksMax: 500, serviceLaunchesPerMinute: 500 },
    cloudWatch: cloudWatch(),
    fargateLimits: FARGATE_LIMITS_DEFAULT,
    ec2Quotas: [],
    failures: NO_FAILURES,
    ...parts,
    record: {
      bucketMs: 5 * MINUTE_MS,
      heatBucketMs: HOUR_MS,
      heatInstancesMax: 10,
      keepPlacements: true,
      keepMetrics: false,
      keepUse: false,
      keepTasks: true,
      keepStateChanges: false,
      explain: null,
      ...parts.record,
    },
  };
}
