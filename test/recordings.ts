/** Small builders of hand-made recordings, so that a test shows its whole case in one screen. */

import { NONE } from '../src/base/units.ts';
import type { FargateRates, Rate, RateCard, RateUnit } from '../src/catalog/rates.ts';
import { invoice } from '../src/pricing/invoice.ts';
import type { ClusterResult, RunResult } from '../src/report/run-result.ts';
import { DECISION_VALUES_MAX, type DecisionLog } from '../src/sim/record/decisions.ts';
import {
  COUNTERS,
  type CounterName,
  type Ec2Meter,
  type FargateMeter,
  HEAT_SERIES,
  type InstanceLifetimes,
  MISSING_SERIES,
  type MissingSeriesName,
  PENDING_SERIES,
  type PendingSeriesName,
  type PendingTimes,
  type PlacementLog,
  POOL_SERIES,
  type Pool,
  type PoolSeriesName,
  PROVIDER_SERIES,
  type ProviderSeriesName,
  type QuantityMeter,
  type RecordedDeployment,
  type RecordedRequests,
  type Recording,
  SERVICE_SERIES,
  type Series,
  type ServiceEventLog,
  type ServiceSeriesName,
  type TaskLog,
  type Workload,
} from '../src/sim/record/recording.ts';
import { FAILURE_REASONS } from '../src/sim/state/failure-reasons.ts';
import { NO_ACCOUNT_QUOTAS } from '../src/sim/state/input/account-quotas.ts';
import type { ScenarioFacts } from '../src/sim/state/input/scenario-facts.ts';
import { START_FAILURES } from '../src/sim/state/start-failures.ts';

const HOUR_MS = 3_600_000;

/** Mean level per bucket, by row: `{instances: [[2, 2], [0, 1]]}` are two rows over two buckets. */
export type Levels<Name extends string> = { readonly [name in Name]?: readonly (readonly number[])[] };

export interface RecordingParts
  extends Partial<Omit<Recording, 'poolSeries' | 'workloadSeries' | 'counters' | 'failures' | 'meters'>> {
  readonly poolLevels?: Levels<PoolSeriesName>;
  readonly providerLevels?: Levels<ProviderSeriesName>;
  readonly workloadLevels?: Levels<ServiceSeriesName>;
  readonly pendingLevels?: Levels<PendingSeriesName>;
  readonly missingLevels?: Levels<MissingSeriesName>;
  /** Count by workload. */
  readonly counts?: { readonly [name in CounterName]?: readonly number[] };
  /** Failed placements: [workload, reason, count]. */
  readonly failureCounts?: readonly (readonly [number, number, number])[];
  readonly ec2?: readonly Ec2Meter[];
  readonly fargate?: readonly FargateMeter[];
  readonly quantities?: readonly QuantityMeter[];
}

/** A recording; two buckets of an hour unless said otherwise, zero where nothing is said. */
export function recordingOf(parts: RecordingParts = {}): Recording {
  const {
    poolLevels,
    providerLevels,
    workloadLevels,
    pendingLevels,
    missingLevels,
    counts,
    failureCounts,
    ec2,
    fargate,
    quantities,
    ...given
  } = parts;
  const bucketMs = given.bucketMs ?? HOUR_MS;
  const durationMs = given.durationMs ?? 2 * HOUR_MS;
  const bucketCount = given.bucketCount ?? Math.ceil(durationMs / bucketMs);
  const pools = given.pools ?? [];
  const workloads = given.workloads ?? [];
  const widths = { bucketMs, durationMs, bucketCount };
  const poolSeries = seriesOf(POOL_SERIES, pools.length, widths, poolLevels ?? {});
  return {
    clusterName: 'shop',
    seed: '42',
    bucketMs,
    durationMs,
    bucketCount,
    zones: ['us-east-1a', 'us-east-1b'],
    capacityProviders: [...new Set(pools.map((pool) => pool.capacityProvider))],
    targetGroups: [],
    taskDefinitions: [...new Set(workloads.map((workload) => workload.taskDefinition))],
    definitionNames: workloads.map(() => ({ containers: ['web'], image: 'shop/web', role: 'exec' })),
    pools,
    poolSeries,
    providerSeries: seriesOf(
      PROVIDER_SERIES,
      new Set(pools.map((pool) => pool.capacityProvider)).size,
      widths,
      providerLevels ?? {},
    ),
    targetCapacities: [...new Set(pools.map((pool) => pool.capacityProvider))].map(() => null),
    workloads,
    workloadSeries: seriesOf(SERVICE_SERIES, workloads.length, widths, workloadLevels ?? {}),
    pendingSeries: seriesOf(PENDING_SERIES, workloads.length, widths, pendingLevels ?? {}),
    missingSeries: seriesOf(MISSING_SERIES, workloads.length, widths, missingLevels ?? {}),
    poolWorkloads: soleWorkload(poolSeries, pools.length, workloads.length, bucketCount),
    counters: countersOf(workloads.length, counts ?? {}),
    failures: failuresOf(workloads.length, failureCounts ?? []),
    startFailures: startFailuresOf(workloads.length, counts?.startFailures ?? []),
    pendingTimes: workloads.map(() => pendingTimesOf()),
    requests: workloads.map(() => null),
    serviceLevels: {
      desiredTaskMs: new Float64Array(workloads.length),
      missingTaskMs: new Float64Array(workloads.length),
      healthyTasksMin: new Float64Array(workloads.length),
      pendingMaxMs: new Float64Array(workloads.length),
    },
    meters: { ec2: ec2 ?? [], fargate: fargate ?? [], quantities: quantities ?? [] },
    network: { subnets: [], gateways: [], ecrPulledMiB: 0, otherPulledMiB: 0, ecrStoredMiB: 0 },
    containerInstanceNames: [],
    containerInstances: lifetimesOf(0),
    heatInstances: [],
    heatBucketMs: bucketMs,
    heatBucketCount: bucketCount,
    heatSeries: seriesOf(HEAT_SERIES, given.heatInstances?.length ?? 0, widths, {}),
    serviceEvents: serviceEventsOf([]),
    alarms: [],
    decisions: decisionsOf([]),
    stateTold: null,
    deployments: [],
    incidents: [],
    placements: null,
    placementStages: workloads.map(() => []),
    tasks: null,
    metrics: null,
    ec2Quotas: [],
    sharedUse: null,
    stateChanges: null,
    eventCount: 1000,
    ...given,
  };
}

/** That many container instances of the first pool and zone, there from the start to the end. */
export function lifetimesOf(length: number): InstanceLifetimes {
  return lifetimesLogOf(
    Array.from({ length }, (_, row) => ({ launchedAtMs: 0, registeredAtMs: 0, containerInstance: row })),
  );
}

/** One EC2 instance per entry; of the first pool and zone, never registered, drained or ended, unless said. */
export function lifetimesLogOf(
  rows: readonly (Partial<Record<keyof Omit<InstanceLifetimes, 'length'>, number>> & {
    readonly launchedAtMs: number;
  })[],
): InstanceLifetimes {
  const column = (name: keyof Omit<InstanceLifetimes, 'length'>, missing: number) =>
    rows.map((row) => row[name] ?? missing);
  return {
    length: rows.length,
    containerInstance: Int32Array.from(column('containerInstance', NONE)),
    pool: Int32Array.from(column('pool', 0)),
    zone: Int32Array.from(column('zone', 0)),
    launchedAtMs: Float64Array.from(column('launchedAtMs', 0)),
    joinedAtMs: Float64Array.from(rows.map(({ joinedAtMs, launchedAtMs }) => joinedAtMs ?? launchedAtMs)),
    registeredAtMs: Float64Array.from(column('registeredAtMs', Number.NaN)),
    drainingAtMs: Float64Array.from(column('drainingAtMs', Number.NaN)),
    terminatedAtMs: Float64Array.from(column('terminatedAtMs', Number.NaN)),
    cause: Int32Array.from(column('cause', NONE)),
  };
}

/** Columns of integrals (level × ms of the bucket); 0 where no level is given. The last bucket may be short. */
export function seriesOf<Name extends string>(
  names: readonly Name[],
  rowCount: number,
  widths: { readonly bucketMs: number; readonly durationMs: number; readonly bucketCount: number },
  levels: Levels<Name>,
): Series<Name> {
  const { bucketMs, durationMs, bucketCount } = widths;
  const column = (name: Name) =>
    Float64Array.from({ length: rowCount * bucketCount }, (_, entry) => {
      const bucket = entry % bucketCount;
      const widthMs = Math.min(bucketMs, durationMs - bucket * bucketMs);
      return (levels[name]?.[Math.floor(entry / bucketCount)]?.[bucket] ?? 0) * widthMs;
    });
  return Object.fromEntries(names.map((name) => [name, column(name)])) as Record<Name, Float64Array>;
}

/** The first workload reserves all of every pool: the default of a recording. */
function soleWorkload(series: Series<PoolSeriesName>, pools: number, workloads: number, bucketCount: number) {
  const column = (name: PoolSeriesName) => {
    const sums = new Float64Array(pools * workloads);
    for (let pool = 0; pool < pools && workloads > 0; pool++) {
      const row = series[name].subarray(pool * bucketCount, (pool + 1) * bucketCount);
      sums[pool * workloads] = row.reduce((sum, value) => sum + value, 0);
    }
    return sums;
  };
  return {
    reservedCpuUnits: column('reservedCpuUnits'),
    reservedMemoryMiB: column('reservedMemoryMiB'),
    reservedGpus: column('reservedGpus'),
  };
}

function countersOf(workloadCount: number, counts: NonNullable<RecordingParts['counts']>) {
  const column = (name: CounterName) =>
    Float64Array.from({ length: workloadCount }, (_, workload) => counts[name]?.[workload] ?? 0);
  return Object.fromEntries(COUNTERS.map((name) => [name, column(name)])) as Record<CounterName, Float64Array>;
}

function failuresOf(workloadCount: number, counts: NonNullable<RecordingParts['failureCounts']>): Float64Array {
  const failures = new Float64Array(workloadCount * FAILURE_REASONS.length);
  for (const [workload, reason, count] of counts) failures[workload * FAILURE_REASONS.length + reason] = count;
  return failures;
}

/** Pending times of no task, unless said otherwise. */
export function pendingTimesOf(given: Partial<PendingTimes> = {}): PendingTimes {
  return { count: 0, meanMs: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0, ...given };
}

/** The second deployment of the first workload: COMPLETED in a minute at 4 tasks, 8 at most. */
/** 100 requests, all served. Two buckets with nothing said of their response times. */
export function recordedRequests(given: Partial<RecordedRequests> = {}): RecordedRequests {
  const unknown = Float64Array.of(Number.NaN, Number.NaN);
  return {
    arrived: 100,
    served: 100,
    rejected: 0,
    failed: 0,
    inFlight: 0,
    latencyMs: { mean: 20, p50: 15, p95: 50, p99: 90 },
    latencyMsP50: unknown,
    latencyMsP95: unknown,
    latencyMsP99: unknown,
    ...given,
  };
}

export function deploymentOf(given: Partial<RecordedDeployment> = {}): RecordedDeployment {
  return {
    workload: 0,
    number: 2,
    taskDefinition: 'web:1',
    status: 'PRIMARY',
    rolloutState: 'COMPLETED',
    rollbackTo: null,
    failure: null,
    startedAtMs: 0,
    endedAtMs: 60_000,
    failedTasks: 0,
    tasksMax: 8,
    healthyTasksMin: 4,
    ...given,
  };
}

/** Rows of [atMs, workload, event, detail, containerInstance]. */
export function serviceEventsOf(rows: readonly (readonly [number, number, number, number, number])[]): ServiceEventLog {
  const int32 = (column: 1 | 2 | 3 | 4) => Int32Array.from(rows, (row) => row[column]);
  return {
    length: rows.length,
    atMs: Float64Array.from(rows, (row) => row[0]),
    workload: int32(1),
    event: int32(2),
    detail: int32(3),
    containerInstance: int32(4),
    older: 0,
  };
}

/** Rows of [atMs, kind, subject, ...values]. */
export function decisionsOf(rows: readonly (readonly [number, number, number, ...number[]])[]): DecisionLog {
  const values = rows.flatMap((row) => Array.from({ length: DECISION_VALUES_MAX }, (_, i) => row[3 + i] ?? Number.NaN));
  return {
    length: rows.length,
    atMs: Float64Array.from(rows, ([atMs]) => atMs),
    kind: Int32Array.from(rows, ([, kind]) => kind),
    subject: Int32Array.from(rows, ([, , subject]) => subject),
    values: Float64Array.from(values),
  };
}

/** One task per entry; of `web` in the first zone on the first capacity provider, never started, unless said. */
export function taskLogOf(
  rows: readonly (Partial<Record<keyof Omit<TaskLog, 'length'>, number>> & { readonly taskNumber: number })[],
): TaskLog {
  const column = (name: keyof Omit<TaskLog, 'length'>, missing: number) => rows.map((row) => row[name] ?? missing);
  return {
    length: rows.length,
    taskNumber: Float64Array.from(column('taskNumber', -1)),
    workload: Int32Array.from(column('workload', 0)),
    taskDefinition: Int32Array.from(column('taskDefinition', 0)),
    capacityProvider: Int32Array.from(column('capacityProvider', 0)),
    containerInstance: Int32Array.from(column('containerInstance', -1)),
    zone: Int32Array.from(column('zone', 0)),
    createdAtMs: Float64Array.from(column('createdAtMs', 0)),
    pullStartedAtMs: Float64Array.from(column('pullStartedAtMs', Number.NaN)),
    startedAtMs: Float64Array.from(column('startedAtMs', Number.NaN)),
    stoppedAtMs: Float64Array.from(column('stoppedAtMs', Number.NaN)),
    stopCause: Int32Array.from(column('stopCause', -1)),
    exitCode: Int32Array.from(column('exitCode', -1)),
    startFailure: Int32Array.from(column('startFailure', -1)),
    deployment: Int32Array.from(column('deployment', 1)),
    pullStoppedAtMs: Float64Array.from(column('pullStoppedAtMs', Number.NaN)),
  };
}

/** A placement decision: `candidates` after each stage that was reached. */
export interface PlacementRow {
  readonly atMs: number;
  readonly workload: number;
  readonly taskNumber: number;
  readonly containerInstance: number;
  readonly failure: number;
  readonly candidates: readonly number[];
}

/** Room for 16 stages per row, as the recorder has. */
export function placementLogOf(rows: readonly PlacementRow[]): PlacementLog {
  const stagesMax = 16;
  const candidates = rows.flatMap((row) =>
    Array.from({ length: stagesMax }, (_, stage) => row.candidates[stage] ?? -1),
  );
  return {
    length: rows.length,
    atMs: Float64Array.from(rows, (row) => row.atMs),
    workload: Int32Array.from(rows, (row) => row.workload),
    taskNumber: Float64Array.from(rows, (row) => row.taskNumber),
    containerInstance: Int32Array.from(rows, (row) => row.containerInstance),
    failure: Int32Array.from(rows, (row) => row.failure),
    candidates: Int32Array.from(candidates),
    stagesMax,
  };
}

/** m5.xlarge on demand with round registered resources: 4 vCPU, 16 GiB. */
export function ec2PoolOf(given: Partial<Pool> = {}): Pool {
  return {
    capacityProvider: 'general',
    kind: 'auto-scaling-group',
    instanceType: 'm5.xlarge',
    purchaseOption: 'on-demand',
    instanceCpuUnits: 4096,
    instanceMemoryMiB: 16384,
    instanceGpuCount: 0,
    managementFeePercent: 0,
    ...given,
  };
}

export function fargatePoolOf(given: Partial<Pool> = {}): Pool {
  return {
    capacityProvider: 'FARGATE',
    kind: 'fargate',
    instanceType: null,
    purchaseOption: 'on-demand',
    instanceCpuUnits: 0,
    instanceMemoryMiB: 0,
    instanceGpuCount: 0,
    managementFeePercent: 0,
    ...given,
  };
}

export function workloadOf(given: Partial<Workload> = {}): Workload {
  return {
    name: 'web',
    kind: 'service',
    schedulingStrategy: 'REPLICA',
    taskDefinition: 'web:3',
    hasLoad: true,
    scalingPolicies: [],
    ...given,
  };
}

/** A meter of that quantity, in the first of two buckets. */
export function quantityOf(kind: QuantityMeter['kind'], quantity: number, workload = -1): QuantityMeter {
  return { kind, quantity, workload, byBucket: Float64Array.of(quantity, 0) };
}

/** One m5.xlarge per entry of `secondsByBucket`'s hour, with a 30 GiB gp3 root volume and no public address. */
export function ec2MeterOf(secondsByBucket: readonly number[], given: Partial<Ec2Meter> = {}): Ec2Meter {
  return {
    pool: 0,
    instanceType: 'm5.xlarge',
    operatingSystem: 'linux',
    purchaseOption: 'on-demand',
    rootVolumeGiB: 30,
    rootVolumeType: 'gp3',
    hasPublicIpv4: false,
    instances: 1,
    instanceSeconds: sum(secondsByBucket),
    stoppedSeconds: 0,
    instanceSecondsByBucket: Float64Array.from(secondsByBucket),
    ...given,
  };
}

/** Tasks of 1 vCPU and 2 GB on Linux/X86_64. */
export function fargateMeterOf(secondsByBucket: readonly number[], given: Partial<FargateMeter> = {}): FargateMeter {
  return {
    pool: 0,
    workload: 0,
    operatingSystem: 'linux',
    architecture: 'x86_64',
    capacity: 'on-demand',
    cpuUnits: 1024,
    memoryMiB: 2048,
    ephemeralStorageGiB: 20,
    tasks: 1,
    taskSeconds: sum(secondsByBucket),
    taskSecondsByBucket: Float64Array.from(secondsByBucket),
    publicIpv4Seconds: 0,
    ...given,
  };
}

const EC2_USD: Readonly<Record<string, number>> = { 'm5.xlarge': 0.192, 'c5.large': 0.085, 'g4dn.xlarge': 0.526 };

/** The prices of the sheet (P8.2, P9.3, P9.6, P9.7), each times `factor`. */
export function sheetRates(factor = 1): RateCard {
  const rate = (usd: number, unit: RateUnit, estimate = false): Rate => ({
    usd: usd * factor,
    unit,
    source: 'sheet',
    asOf: '2026-09-28',
    estimate,
  });
  const fargateRates = (vcpu: number, gb: number, fee: number): FargateRates => ({
    vcpuHour: rate(vcpu, 'vcpu-hour'),
    gbHour: rate(gb, 'gb-hour'),
    ephemeralGbHour: rate(0.000111, 'gb-hour'),
    osFeeVcpuHour: rate(fee, 'vcpu-hour'),
  });
  const others: Readonly<Record<string, Rate>> = {
    'public-ipv4': rate(0.005, 'hour'),
    gateway: rate(0.045, 'hour'),
    'data-processed': rate(0.045, 'gb'),
    'interface-endpoint': rate(0.01, 'hour'),
    'interface-endpoint-data': rate(0.01, 'gb'),
    'cross-az-each-direction': rate(0.01, 'gb'),
    'internet-out-first-10tb': rate(0.09, 'gb'),
    storage: rate(0.1, 'gb-month'),
    'load-balancer': rate(0.0225, 'hour'),
    lcu: rate(0.008, 'lcu-hour'),
    'gp3-storage': rate(0.08, 'gb-month'),
    'gp2-storage': rate(0.1, 'gb-month'),
    'alarm-standard': rate(0.1, 'alarm-month'),
    'custom-metric-first-10k': rate(0.3, 'metric-month'),
    'container-insights-enhanced': rate(0.07, 'metric-month'),
    'logs-ingestion-standard': rate(0.5, 'gb'),
    'logs-storage': rate(0.03, 'gb-month'),
  };
  return {
    region: 'us-east-1',
    ec2OnDemand: (type) => (type in EC2_USD ? rate(EC2_USD[type], 'hour') : undefined),
    ec2Spot: (type) =>
      type in EC2_USD ? { rate: rate(EC2_USD[type] * 0.4, 'hour'), savings: 0.6, interruption: null } : undefined,
    fargate: ({ operatingSystem, architecture, capacity }) => {
      const spot = capacity === 'spot' ? 0.3 : 1;
      if (operatingSystem === 'windows') {
        return architecture === 'arm64' || capacity === 'spot' ? undefined : fargateRates(0.09148, 0.01005, 0.046);
      }
      return architecture === 'arm64'
        ? fargateRates(0.03238 * spot, 0.00356 * spot, 0)
        : fargateRates(0.04048 * spot, 0.004445 * spot, 0);
    },
    other: (_service, item) => {
      const found = others[item];
      if (found === undefined) throw new Error(`the test's rate card has no ${item}`);
      return found;
    },
  };
}

export function clusterResultOf(
  recording: Recording,
  given: { readonly rates?: RateCard; readonly notes?: string[] } = {},
): ClusterResult {
  return { recording, invoice: invoice(recording, given.rates ?? sheetRates()), notes: given.notes ?? [] };
}

/** A run over these clusters, from 2026-03-02 (a Monday), as long as the first of them. */
export function runOf(clusters: readonly ClusterResult[], given: Partial<ScenarioFacts> = {}): RunResult {
  return {
    scenario: {
      name: 'web-shop',
      description: 'A web shop over two hours',
      region: 'us-east-1',
      seed: '42',
      durationMs: clusters[0]?.recording.durationMs ?? 2 * HOUR_MS,
      startEpochMs: Date.UTC(2026, 2, 2),
      expectations: [],
      accountQuotas: NO_ACCOUNT_QUOTAS,
      ...given,
    },
    engine: { version: '0.1.0' },
    clusters,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** All of them for the first reason: the program did not start. */
function startFailuresOf(workloadCount: number, counts: readonly number[]): Float64Array {
  const column = new Float64Array(workloadCount * START_FAILURES.length);
  for (const [workload, count] of counts.entries()) column[workload * START_FAILURES.length] = count;
  return column;
}
