/** A realistic week, made of closed forms: what a report of it looks like can be judged before and beside real runs. */

import type { ClusterResult, RunResult } from '../../src/report/run-result.ts';
import { HEAT_SERIES, type RecordedInstance, type Recording } from '../../src/sim/record/recording.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  pendingTimesOf,
  recordingOf,
  runOf,
  seriesOf,
  serviceEventsOf,
  workloadOf,
} from '../recordings.ts';

const HOUR_MS = 3_600_000;
const BUCKET_MS = HOUR_MS / 4;
const DURATION_MS = 7 * 24 * HOUR_MS;
const BUCKETS = DURATION_MS / BUCKET_MS;
const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** In [0, 1]: low at night, high in the evening, lower on the last two days. */
function traffic(bucket: number): number {
  const hour = (bucket / 4) % 24;
  const day = Math.floor(bucket / 96);
  const daily = 0.5 - 0.42 * Math.cos(((hour - 3) / 24) * 2 * Math.PI) + 0.06 * Math.sin((hour / 24) * 6 * Math.PI);
  const ripple = 0.03 * Math.sin(bucket * 12.9898) * Math.cos(bucket * 4.1414);
  return Math.max(0.04, (daily + ripple) * (day >= 5 ? 0.72 : 1));
}

const perBucket = (value: (bucket: number) => number) => Array.from({ length: BUCKETS }, (_, bucket) => value(bucket));

/** EC2 for three services, Fargate for batch tasks. */
export function ec2Cluster(instances = 24): ClusterResult {
  const web = 30;
  const api = 16;
  const burst = (bucket: number) => (bucket % 96 > 8 && bucket % 96 < 30 ? 6 + 4 * Math.sin(bucket) : 0);
  const registered = instances * 4096;
  const reservedCpu = (bucket: number) => web * 1024 + api * 2048 + (bucket > 300 ? 4 * 512 : 0);
  const recording = recordingOf({
    clusterName: 'shop',
    durationMs: DURATION_MS,
    bucketMs: BUCKET_MS,
    zones: ZONES,
    pools: [ec2PoolOf(), fargatePoolOf(), fargatePoolOf({ capacityProvider: 'FARGATE_SPOT', kind: 'fargate-spot' })],
    poolLevels: {
      instances: [perBucket(() => instances), perBucket(() => 0), perBucket(() => 0)],
      runningTasks: [perBucket(() => web + api), perBucket(burst), perBucket((b) => burst(b + 30))],
      pendingTasks: [
        perBucket((b) => (b === 0 || b === 300 ? 3 : 0)),
        perBucket((b) => burst(b) / 12),
        perBucket(() => 0),
      ],
      registeredCpuUnits: [
        perBucket(() => registered),
        perBucket((b) => burst(b) * 1024),
        perBucket((b) => burst(b + 30) * 1024),
      ],
      registeredMemoryMiB: [
        perBucket(() => instances * 15_600),
        perBucket((b) => burst(b) * 2048),
        perBucket((b) => burst(b + 30) * 2048),
      ],
      reservedCpuUnits: [
        perBucket(reservedCpu),
        perBucket((b) => burst(b) * 1024),
        perBucket((b) => burst(b + 30) * 1024),
      ],
      reservedMemoryMiB: [
        perBucket((b) => (web * 2048 + api * 8192) * (b > 300 ? 1.05 : 1)),
        perBucket((b) => burst(b) * 2048),
        perBucket((b) => burst(b + 30) * 2048),
      ],
      measuredCpuUnits: [perBucket(reservedCpu), perBucket(() => 0), perBucket(() => 0)],
      measuredMemoryMiB: [perBucket(() => web * 2048 + api * 8192), perBucket(() => 0), perBucket(() => 0)],
      usedCpuUnits: [perBucket((b) => 48_000 * traffic(b) + 4000), perBucket(() => 0), perBucket(() => 0)],
      usedMemoryMiB: [perBucket((b) => 92_000 + 21_000 * traffic(b)), perBucket(() => 0), perBucket(() => 0)],
      unservedCpuUnits: [perBucket((b) => (traffic(b) > 0.93 ? 900 : 0))],
    },
    workloads: [
      workloadOf({ taskDefinition: 'web:14' }),
      workloadOf({ name: 'api', taskDefinition: 'api:3' }),
      workloadOf({ name: 'log-router', schedulingStrategy: 'DAEMON', taskDefinition: 'log-router:2', hasLoad: false }),
      workloadOf({
        name: 'etl',
        kind: 'standalone',
        schedulingStrategy: null,
        taskDefinition: 'etl:1',
        hasLoad: false,
      }),
    ],
    workloadLevels: {
      desiredTasks: [perBucket(() => web), perBucket((b) => (b > 300 ? api + 4 : api)), perBucket(() => instances)],
      runningTasks: [
        perBucket((b) => (b % 180 === 60 ? web - 2 : web)),
        perBucket(() => api),
        perBucket(() => instances),
        perBucket((b) => burst(b) + burst(b + 30)),
      ],
      pendingTasks: [
        perBucket((b) => (b % 180 === 60 ? 2 : 0)),
        perBucket((b) => (b > 300 ? 4 : 0)),
        perBucket(() => 0),
        perBucket((b) => burst(b) / 12),
      ],
      reservedCpuUnits: [
        perBucket(() => web * 1024),
        perBucket(() => api * 2048),
        perBucket(() => instances * 64),
        perBucket((b) => burst(b) * 1024),
      ],
      reservedMemoryMiB: [
        perBucket(() => web * 2048),
        perBucket(() => api * 8192),
        perBucket(() => instances * 128),
        perBucket((b) => burst(b) * 2048),
      ],
      usedCpuUnits: [perBucket((b) => 28_000 * traffic(b)), perBucket((b) => 20_000 * traffic(b) + 4000)],
      usedMemoryMiB: [perBucket((b) => 30_000 + 15_000 * traffic(b)), perBucket((b) => 62_000 + 6000 * traffic(b))],
      requestsPerSecond: [perBucket((b) => 2200 * traffic(b)), perBucket((b) => 900 * traffic(b))],
    },
    poolWorkloads: shares(BUCKETS * BUCKET_MS, instances),
    counts: {
      tasksCreated: [41, 22, 24, 1240],
      tasksStarted: [38, 16, 24, 1236],
      tasksStopped: [8, 0, 0, 1230],
      outOfMemoryKills: [3, 0, 0, 0],
      essentialContainerExits: [0, 0, 0, 1230],
      scaleInStops: [5, 0, 0, 0],
      placementFailures: [0, 188, 0, 0],
    },
    failureCounts: [
      [1, 1, 181],
      [1, 4, 7],
    ],
    pendingTimes: [
      pendingTimesOf({ count: 38, meanMs: 14_200, p50Ms: 11_900, p95Ms: 31_000, p99Ms: 44_000, maxMs: 47_300 }),
      pendingTimesOf({ count: 16, meanMs: 24_000, p50Ms: 22_500, p95Ms: 40_100, p99Ms: 41_000, maxMs: 41_700 }),
      pendingTimesOf({ count: 24, meanMs: 6200, p50Ms: 6100, p95Ms: 7900, p99Ms: 8100, maxMs: 8200 }),
      pendingTimesOf({ count: 1236, meanMs: 46_000, p50Ms: 42_000, p95Ms: 81_000, p99Ms: 112_000, maxMs: 143_000 }),
    ],
    ec2: [
      ec2MeterOf(
        perBucket(() => instances * 900),
        { instances, hasPublicIpv4: true },
      ),
    ],
    fargate: [
      fargateMeterOf(
        perBucket((b) => Math.round(burst(b) * 900)),
        { pool: 1, workload: 3, tasks: 620 },
      ),
      fargateMeterOf(
        perBucket((b) => Math.round(burst(b + 30) * 900)),
        { pool: 2, workload: 3, tasks: 620, capacity: 'spot' },
      ),
    ],
    serviceEvents: serviceEventsOf([
      [0, 0, 0, 30, -1],
      [12_000, 1, 0, 16, -1],
      [60_000, 0, 2, 0, -1],
      [270_000_000, 1, 3, 1, 4],
      [291_600_000, 1, 3, 4, 7],
      [300_000_000, 0, 0, 2, -1],
    ]),
    ...heat(instances),
  });
  return clusterResultOf(recording, {
    notes: ['The image cache of container instances is warm after the first pull.'],
  });
}

/** Of the first pool all but the batch tasks, in their sizes; of the Fargate pools the batch tasks. */
function shares(durationMs: number, instances: number): Recording['poolWorkloads'] {
  const column = (web: number, api: number, router: number) =>
    Float64Array.from([web, api, router, 0, 0, 0, 0, 1, 0, 0, 0, 1], (amount) => amount * durationMs);
  return {
    reservedCpuUnits: column(30 * 1024, 16 * 2048, instances * 64),
    reservedMemoryMiB: column(30 * 2048, 16 * 8192, instances * 128),
    reservedGpus: column(0, 0, 0),
  };
}

function heat(instances: number): Partial<Recording> {
  const heatBucketCount = 7 * 24 * 2;
  const widths = { bucketMs: HOUR_MS / 2, durationMs: DURATION_MS, bucketCount: heatBucketCount };
  const heatInstances = Array.from({ length: instances }, (_, row): RecordedInstance => {
    const launchedAtMs = row % 9 === 8 ? 50 * HOUR_MS : 0;
    return {
      name: `i-0${(row * 7919 + 4096).toString(16)}`,
      pool: 0,
      zone: ZONES[row % 3],
      cpuUnits: 4096,
      memoryMiB: 15_600,
      launchedAtMs,
    };
  });
  const levels = (value: (row: number, bucket: number) => number) =>
    heatInstances.map((_, row) => Array.from({ length: heatBucketCount }, (_, bucket) => value(row, bucket)));
  const reserved = (row: number, bucket: number) =>
    Math.min(4096, 1024 + ((row * 5 + (bucket > 150 ? 2 : 0)) % 4) * 1024);
  const heatSeries = seriesOf(HEAT_SERIES, instances, widths, {
    reservedCpuUnits: levels(reserved),
    reservedMemoryMiB: levels((row, bucket) => reserved(row, bucket) * (2 + (row % 3) * 0.8)),
    usedCpuUnits: levels(
      (row, bucket) => reserved(row, bucket) * Math.min(0.97, traffic(bucket * 2) * (0.6 + (row % 4) * 0.12)),
    ),
    tasks: levels((row, bucket) => reserved(row, bucket) / 1024),
  });
  return {
    heatInstances,
    heatSeries,
    heatBucketMs: widths.bucketMs,
    heatBucketCount,
    containerInstanceNames: heatInstances.map(({ name }) => name),
  };
}

/** The same services on Fargate alone. */
export function fargateCluster(): ClusterResult {
  const tasks = (bucket: number) => Math.ceil(10 + 30 * traffic(bucket));
  const recording = recordingOf({
    clusterName: 'shop-fargate',
    durationMs: DURATION_MS,
    bucketMs: BUCKET_MS,
    pools: [fargatePoolOf()],
    poolLevels: {
      runningTasks: [perBucket(tasks)],
      registeredCpuUnits: [perBucket((b) => tasks(b) * 1024)],
      registeredMemoryMiB: [perBucket((b) => tasks(b) * 2048)],
      reservedCpuUnits: [perBucket((b) => tasks(b) * 1024)],
      reservedMemoryMiB: [perBucket((b) => tasks(b) * 2048)],
      measuredCpuUnits: [perBucket((b) => tasks(b) * 1024)],
      measuredMemoryMiB: [perBucket((b) => tasks(b) * 2048)],
      usedCpuUnits: [perBucket((b) => tasks(b) * 620)],
      usedMemoryMiB: [perBucket((b) => tasks(b) * 1500)],
    },
    workloads: [workloadOf({ taskDefinition: 'web:14' })],
    workloadLevels: {
      desiredTasks: [perBucket(tasks)],
      runningTasks: [perBucket(tasks)],
      reservedCpuUnits: [perBucket((b) => tasks(b) * 1024)],
      reservedMemoryMiB: [perBucket((b) => tasks(b) * 2048)],
      usedCpuUnits: [perBucket((b) => tasks(b) * 620)],
      usedMemoryMiB: [perBucket((b) => tasks(b) * 1500)],
    },
    counts: { tasksCreated: [310], tasksStarted: [310], tasksStopped: [282], scaleInStops: [282] },
    pendingTimes: [
      pendingTimesOf({ count: 310, meanMs: 38_000, p50Ms: 36_000, p95Ms: 55_000, p99Ms: 61_000, maxMs: 66_000 }),
    ],
    fargate: [
      fargateMeterOf(
        perBucket((b) => tasks(b) * 900),
        { tasks: 310 },
      ),
    ],
  });
  return clusterResultOf(recording);
}

/** One cluster of three services and batch tasks over a week. */
export function weekRun(instances = 24): RunResult {
  return runOf([ec2Cluster(instances)], { description: 'A web shop over one week of real traffic' });
}

/** EC2 and Fargate beside each other over a week. */
export function sideBySideRun(): RunResult {
  return runOf([ec2Cluster(), fargateCluster()], { name: 'ec2-or-fargate', description: 'The same shop twice' });
}
