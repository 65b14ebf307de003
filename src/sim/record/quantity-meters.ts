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
 */
export function cloudWatchMeters(
  input: SimulationInput,
  { metrics, alarms }: CloudWatch,
  runningTasks: BucketIntegrals,
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
    ...(containerInsights === 'disabled'
      ? []
      : overTheRun(input, `${containerInsights}InsightMetricSeconds`, metrics.insightCount)),
    ...logMeters(input, runningTasks),
  ];
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
  return [...input.services, ...input.taskSources].flatMap(({ logMiBPerHour }, workload) => {
    if (logMiBPerHour === 0) return [];
    const taskMs = runningTasks.integrals.subarray(workload * bucketCount, (workload + 1) * bucketCount);
    const byBucket = Float64Array.from(taskMs, (ms) => (ms * logMiBPerHour) / HOUR_MS);
    const quantity = byBucket.reduce((sum, value) => sum + value, 0);
    return quantity === 0 ? [] : [{ kind: 'logMiB' as const, quantity, workload, byBucket }];
  });
}
