/** A small cluster with chance in it: a service with load, and batch tasks that arrive at random. */
import { HOUR_MS, MINUTE_MS, NONE } from '../../src/base/units.ts';
import type { LaunchTemplateInput, SimulationInput, TaskDefinitionInput } from '../../src/sim/state/input.ts';

const launchTemplate: LaunchTemplateInput = {
  instanceType: 'm6i.large',
  capacityProvider: 0,
  zone: 0,
  cpuUnits: 2048,
  memoryMiB: 7600,
  gpuCount: 0,
  awsvpcTaskLimit: 2,
  reservedPorts: [],
  attributes: { 'ecs.availability-zone': 'us-east-1a', 'ecs.instance-type': 'm6i.large' },
  agentVersion: '1.90.0',
  architecture: 'x86_64',
  operatingSystem: 'linux',
  purchaseOption: 'on-demand',
  rootVolumeGiB: 30,
  rootVolumeType: 'gp3',
  hasPublicIpv4: false,
  pullMiBPerSecond: 100,
};

const taskDefinition: TaskDefinitionInput = {
  family: 'web',
  revision: 1,
  cpuUnits: 256,
  memoryMiB: 512,
  fargateCpuUnits: 0,
  fargateMemoryMiB: 0,
  cpuLimitUnits: 0,
  memoryLimitMiB: 512,
  gpuCount: 0,
  isAwsvpc: false,
  hostPorts: [],
  architecture: 'x86_64',
  operatingSystem: 'linux',
  requiredAttributes: [],
  memberOf: [],
  images: [0],
  startupMs: 0,
  healthyAfterMs: 40_000,
  stopMs: 5_000,
  ephemeralStorageGiB: 20,
  behaviour: { startFailureProbability: 0.05, exitAfterMs: null, exitCode: 0 },
};

const work = {
  capacity: { strategy: [{ capacityProvider: 0, base: 0, weight: 1 }] },
  placementStrategy: [{ type: 'random' as const }],
  placementConstraints: [],
  zones: [],
  hasPublicIpv4: false,
};

/** Clusters of one name and different seeds differ in every random choice. */
export function smallInput(clusterName: string, seed: string): SimulationInput {
  return {
    clusterName,
    seed,
    durationMs: 6 * HOUR_MS,
    startEpochMs: 0,
    zones: ['us-east-1a'],
    images: [{ name: 'web', compressedMiB: 120 }],
    launchTemplates: [launchTemplate],
    capacityProviders: [
      { name: 'general', kind: 'auto-scaling-group', instances: Int32Array.from({ length: 5 }, () => 0) },
    ],
    taskDefinitions: [taskDefinition, { ...taskDefinition, family: 'etl' }],
    services: [
      {
        ...work,
        serviceName: 'web',
        taskDefinition: 0,
        schedulingStrategy: 'REPLICA',
        desiredCount: 6,
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        updates: [{ atMs: HOUR_MS, desiredCount: 9 }],
        load: {
          requestsPerSecond: {
            atMs: Float64Array.of(0, HOUR_MS),
            values: Float64Array.of(20, 60),
            periodMs: 2 * HOUR_MS,
          },
          cpuSecondsPerRequest: 0.02,
          waitSecondsPerRequest: 0,
          cpuFraction: null,
          memoryMiB: 200,
          memoryMiBPerConcurrentRequest: 1,
          concurrentRequestsMax: 100,
          memoryGrowthMiBPerHour: 0,
        },
      },
    ],
    taskSources: [
      {
        ...work,
        name: 'etl',
        group: 'family:etl',
        taskDefinition: 1,
        arrivals: {
          kind: 'poisson',
          perHour: { atMs: Float64Array.of(0), values: Float64Array.of(30), periodMs: 0 },
        },
        count: 1,
        durationMs: { kind: 'exponential', mean: 5 * MINUTE_MS },
        retryMs: 0,
        load: null,
      },
    ],
    timing: {
      fargateProvisioningMs: { kind: 'constant', value: 15_000 },
      eniAttachMs: { kind: 'constant', value: 3_000 },
      containerStartMs: { kind: 'uniform', min: 1_000, max: 3_000 },
      deprovisioningMs: { kind: 'constant', value: 10_000 },
      fargatePullMiBPerSecond: 60,
      fargateSmallPullMiBPerSecond: 30,
      unpackMiBPerSecond: 0,
      schedulerTickMs: 10_000,
      usageIntervalMs: MINUTE_MS,
    },
    limits: { provisioningTasksMax: 500, serviceLaunchesPerMinute: 500 },
    record: {
      bucketMs: 5 * MINUTE_MS,
      heatBucketMs: HOUR_MS,
      heatInstancesMax: 10,
      keepPlacements: true,
      keepTasks: true,
    },
  };
}

/** An input on which the engine fails at its start: the task definition is in no table. */
export function brokenInput(): SimulationInput {
  const input = smallInput('broken', '7');
  return { ...input, services: [{ ...input.services[0]!, taskDefinition: NONE }] };
}
