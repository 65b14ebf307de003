/**
 * Inputs in which nothing happens, for placement by itself: what it reads is filled in by who asks, times and loads are
 * of no account.
 */
import { NONE } from '../../../base/units.ts';
import type {
  DistributionInput,
  LaunchTemplateInput,
  SimulationInput,
  TaskDefinitionInput,
  TaskSourceInput,
} from '../input.ts';
import { FARGATE_LIMITS_DEFAULT, NO_FAILURES } from './failures.ts';
import { NO_NETWORK } from './network.ts';

const NEVER: DistributionInput = { kind: 'constant', value: 0 };

/** A cluster without instances and work. */
export const BARE_INPUT: SimulationInput = {
  clusterName: '',
  seed: '',
  durationMs: 1,
  startEpochMs: 0,
  zones: [],
  network: NO_NETWORK,
  images: [],
  layers: [],
  launchTemplates: [],
  capacityProviders: [],
  capacityShortages: [],
  taskDefinitions: [],
  loadBalancers: [],
  targetGroups: [],
  services: [],
  taskSources: [],
  timing: {
    fargateProvisioningMs: NEVER,
    eniAttachMs: NEVER,
    containerStartMs: NEVER,
    deprovisioningMs: NEVER,
    connectionTimeoutMs: NEVER,
    startRefusedMs: NEVER,
    pullRetryMs: 1,
    eniTimeoutMs: 1,
    activatingMs: NEVER,
    targetRegistrationMs: NEVER,
    nodeFailoverMs: 0,
    fargatePullMiBPerSecond: 1,
    fargateSmallPullMiBPerSecond: 1,
    unpackMiBPerSecond: 0,
    schedulerTickMs: 1,
    usageIntervalMs: 1,
  },
  limits: { provisioningTasksMax: 0, serviceLaunchesPerMinute: 0 },
  cloudWatch: {
    metricDelayMs: 0,
    highResolutionMetricDelayMs: 0,
    scaleOutDatapoints: 1,
    scaleInDatapoints: 1,
    highResolutionScaleOutDatapoints: 1,
    highResolutionScaleInDatapoints: 1,
    alarms: [],
    containerInsights: 'disabled',
    hasInstanceInsights: false,
  },
  fargateLimits: FARGATE_LIMITS_DEFAULT,
  failures: NO_FAILURES,
  record: {
    bucketMs: 1,
    heatBucketMs: 1,
    heatInstancesMax: 0,
    keepPlacements: false,
    keepMetrics: false,
    keepUse: false,
    keepTasks: false,
    keepStateChanges: false,
    explain: null,
  },
};

/** A container instance that registers nothing, in no zone. */
export const BARE_LAUNCH_TEMPLATE: LaunchTemplateInput = {
  instanceType: '',
  capacityProvider: NONE,
  zone: 0,
  subnet: NONE,
  cpuUnits: 0,
  memoryMiB: 0,
  gpuCount: 0,
  awsvpcTaskLimit: 0,
  reservedPorts: [],
  attributes: {},
  agentVersion: '',
  architecture: 'x86_64',
  operatingSystem: 'linux',
  purchaseOption: 'on-demand',
  rootVolumeGiB: 0,
  rootVolumeType: 'gp3',
  hasPublicIpv4: false,
  pullMiBPerSecond: 1,
  agentImages: { pullBehavior: 'default', cleanup: null },
};

/** A task definition that reserves and needs nothing. */
export const BARE_TASK_DEFINITION: TaskDefinitionInput = {
  family: '',
  revision: 1,
  cpuUnits: 0,
  memoryMiB: 0,
  fargateCpuUnits: 0,
  fargateMemoryMiB: 0,
  cpuLimitUnits: 0,
  memoryLimitMiB: 0,
  gpuCount: 0,
  isAwsvpc: false,
  roleArn: '',
  hostPorts: [],
  architecture: 'x86_64',
  operatingSystem: 'linux',
  requiredAttributes: [],
  memberOf: [],
  images: [],
  startupMs: 0,
  healthyAfterMs: 0,
  hasHealthCheck: false,
  answersAfterMs: 0,
  failsChecksAfterMs: null,
  unhealthyAfterMs: null,
  stopMs: 0,
  ephemeralStorageGiB: 0,
  behaviour: { startFailureProbability: 0, exitAfterMs: null, exitCode: 0 },
  protection: null,
};

/** Standalone tasks that never come, on any container instance. */
export const BARE_TASK_SOURCE: TaskSourceInput = {
  name: '',
  group: '',
  capacity: { launchType: 'EC2' },
  placementStrategy: [],
  placementConstraints: [],
  zones: [],
  subnets: [],
  startPaths: [],
  hasPublicIpv4: false,
  logMiBPerHour: 0,
  logRetentionMs: null,
  load: null,
  taskDefinition: 0,
  arrivals: { kind: 'list', atMs: new Float64Array(0), durationMs: null, taskDefinition: null },
  count: 1,
  durationMs: NEVER,
  retryMs: 0,
};
