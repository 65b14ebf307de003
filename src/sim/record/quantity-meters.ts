import { HOUR_MS, NONE, SECOND_MS } from '../../base/units.ts';
import type { AlarmTable } from '../state/alarms.ts';
import type { SimulationInput } from '../state/input.ts';
import { STANDARD_PERIOD_MS } from '../state/metric-names.ts';
import type { MetricTable } from '../state/metrics.ts';
import type { BucketIntegrals } from './bucket-integrals.ts';
import type { QuantityMeter } from './recording.ts';

/** CloudWatch of one run: what there was of metrics and alarms. */
export interface CloudWatch {
  readonly metrics: MetricTable;
  readonly alarms: AlarmTable;
}

/**
 * What CloudWatch bills: alarms and custom metrics for as long as they were there, which is the whole run, and the
 * volume of the logs. Metrics of ECS itself are free at one minute (P9.8).
 *
 * @param runningTasks by workload
 * @param instances by pool
 */
export function cloudWatchMeters(
  input: SimulationInput,
  { metrics, alarms }: CloudWatch,
  runningTasks: BucketIntegrals,
  instances: BucketIntegrals,
): QuantityMeter[] {
  const isHighResolution = ({ metric }: { readonly metric: number }) =>
    metrics.specs[metric].periodMs < STANDARD_PERIOD_MS;
  const highResolution = alarms.specs.filter(isHighResolution).length;
  const fineMetrics = metrics.specs.filter(({ periodMs }) => periodMs < STANDARD_PERIOD_MS).length;
  const { containerInsights } = input.cloudWatch;
  return [
    ...overTheRun(input, 'alarmSeconds', alarms.count - highResolution),
    ...overTheRun(input, 'highResolutionAlarmSeconds', highResolution),
    ...overTheRun(input, 'customMetricSeconds', fineMetrics),
    ...(containerInsights === 'disabled' ? [] : insightMeters(input, containerInsights, metrics, instances)),
    ...logMeters(input, runningTasks),
  ];
}

/** Metrics of each container instance, where the CloudWatch agent runs (P11.3): as long as the instance lives. */
const METRICS_PER_INSTANCE = 4;

function insightMeters(
  input: SimulationInput,
  insights: 'enabled' | 'enhanced',
  { insightCount }: MetricTable,
  { integrals, bucketCount }: BucketIntegrals,
): QuantityMeter[] {
  const kind = `${insights}InsightMetricSeconds` as const;
  const [ofCluster] = overTheRun(input, kind, insightCount);
  if (ofCluster === undefined || !input.cloudWatch.hasInstanceInsights)
    return ofCluster === undefined ? [] : [ofCluster];
  const byBucket = Float64Array.from(ofCluster.byBucket, (seconds, bucket) => {
    let instanceMs = 0;
    for (let at = bucket; at < integrals.length; at += bucketCount) instanceMs += integrals[at];
    return seconds + (METRICS_PER_INSTANCE * instanceMs) / SECOND_MS;
  });
  return [{ ...ofCluster, byBucket, quantity: sumOf(byBucket) }];
}

/** So many of something, from the start to the end. */
function overTheRun(input: SimulationInput, kind: QuantityMeter['kind'], count: number): QuantityMeter[] {
  const { durationMs } = input;
  const { bucketMs } = input.record;
  if (count === 0) return [];
  const bucketCount = Math.max(1, Math.ceil(durationMs / bucketMs));
  const widthMs = (bucket: number) => Math.min(bucketMs, durationMs - bucket * bucketMs);
  const byBucket = Float64Array.from({ length: bucketCount }, (_, bucket) => (count * widthMs(bucket)) / SECOND_MS);
  return [{ kind, quantity: (count * durationMs) / SECOND_MS, workload: NONE, byBucket }];
}

/** Running tasks write their logs at an even rate. */
function logMeters(input: SimulationInput, runningTasks: BucketIntegrals): QuantityMeter[] {
  const { bucketCount } = runningTasks;
  return [...input.services, ...input.taskSources].flatMap(({ logMiBPerHour, logRetentionMs }, workload) => {
    if (logMiBPerHour === 0) return [];
    const taskMs = runningTasks.integrals.subarray(workload * bucketCount, (workload + 1) * bucketCount);
    const byBucket = Float64Array.from(taskMs, (ms) => (ms * logMiBPerHour) / HOUR_MS);
    const quantity = sumOf(byBucket);
    if (quantity === 0) return [];
    const stored = storedByBucket(byBucket, logRetentionMs ?? Number.POSITIVE_INFINITY, input);
    return [
      { kind: 'logMiB' as const, quantity, workload, byBucket },
      { kind: 'logStoredMiBSeconds' as const, quantity: sumOf(stored), workload, byBucket: stored },
    ];
  });
}

/** MiB·s that lie in the log group bucket by bucket: what was written, evenly within its bucket, and is still kept. */
function storedByBucket(
  written: Float64Array,
  retentionMs: number,
  { durationMs, record: { bucketMs } }: SimulationInput,
): Float64Array {
  const endOf = (bucket: number) => Math.min(durationMs, (bucket + 1) * bucketMs);
  // By bucket: MiB written before it, and the integral of that up to its start, MiB·s.
  const before = new Float64Array(written.length);
  const integral = new Float64Array(written.length);
  for (let bucket = 1; bucket < written.length; bucket++) {
    const seconds = bucketMs / SECOND_MS;
    before[bucket] = before[bucket - 1] + written[bucket - 1];
    integral[bucket] = integral[bucket - 1] + seconds * (before[bucket - 1] + written[bucket - 1] / 2);
  }
  const integralAt = (atMs: number) => {
    if (!(atMs > 0)) return 0;
    const bucket = Math.min(written.length - 1, Math.floor(atMs / bucketMs));
    const seconds = (atMs - bucket * bucketMs) / SECOND_MS;
    const perSecond = (written[bucket] * SECOND_MS) / (endOf(bucket) - bucket * bucketMs);
    return integral[bucket] + seconds * before[bucket] + (perSecond * seconds ** 2) / 2;
  };
  const storedUntil = (atMs: number) => integralAt(atMs) - integralAt(atMs - retentionMs);
  return written.map((_, bucket) => storedUntil(endOf(bucket)) - storedUntil(bucket * bucketMs));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
