import { CPU_UNITS_PER_VCPU, HOUR_MS, SECOND_MS } from '../../base/units.ts';
import { usdPerTaskHour } from '../../pricing/allocation.ts';
import { sumOf } from '../../pricing/buckets.ts';
import { COUNTERS, type PendingTimes, type Recording, type ServiceSeriesName } from '../../sim/record/recording.ts';
import { FAILURE_REASONS } from '../../sim/state/failure-reasons.ts';
import { START_FAILURES } from '../../sim/state/start-failures.ts';
import type {
  CountersSummary,
  FailureSummary,
  PendingTimeSummary,
  WorkloadResourceSummary,
  WorkloadSummary,
} from '../summary-schema.ts';
import { placementFailureMessage, runTaskFailure, startFailureText } from '../texts.ts';
import { availability } from './availability.ts';
import { type CostScale, costOf } from './costs.ts';
import { requestsSummary } from './requests.ts';
import { percentOf, roundAmount, roundUsd } from './rounding.ts';
import { GIB, peakPercent, rangeOf, sumOfRows, VCPU } from './utilization.ts';
import { missingSummary, pendingSummary } from './waits.ts';

/** One service or source of standalone tasks; `usd` is its share of the bill. */
export function workloadSummary(recording: Recording, row: number, usd: number, scale: CostScale): WorkloadSummary {
  const { scalingPolicies: _, ...facts } = recording.workloads[row];
  const column = (name: ServiceSeriesName) => sumOfRows(recording.workloadSeries[name], [row], recording.bucketCount);
  const running = column('runningTasks');
  const requests = requestsSummary(recording, row);
  const resource = (of: typeof VCPU | typeof GIB, reserved: Float64Array, used: Float64Array) =>
    resourceSummary(of, recording.durationMs, reserved, facts.hasLoad ? used : null);
  return {
    ...facts,
    ...costOf(usd, scale),
    usdPerTaskHour: roundUsd(usdPerTaskHour(usd, sumOf(running) / HOUR_MS)),
    desiredTasks: facts.kind === 'service' ? rangeOf(recording, column('desiredTasks')) : null,
    runningTasks: rangeOf(recording, running),
    pendingTasks: rangeOf(recording, column('pendingTasks')),
    cpu: resource(VCPU, column('reservedCpuUnits'), column('usedCpuUnits')),
    memory: resource(GIB, column('reservedMemoryMiB'), column('usedMemoryMiB')),
    unservedVcpuHours: roundAmount(sumOf(column('unservedCpuUnits')) / CPU_UNITS_PER_VCPU / HOUR_MS),
    availabilityPercent: availabilityPercent(recording, row),
    pendingSeconds: pendingSeconds(recording.pendingTimes[row]),
    pendingTaskSeconds: pendingSummary(recording, row),
    missingTaskSeconds: missingSummary(recording, row),
    counters: countersSummary(recording, [row]),
    placementFailures: placementFailures(recording, row),
    startFailures: startFailures(recording, row),
    ...(requests === undefined ? {} : { requests }),
  };
}

function resourceSummary(
  { unit, perUnit }: typeof VCPU | typeof GIB,
  durationMs: number,
  reserved: Float64Array,
  used: Float64Array | null,
): WorkloadResourceSummary {
  const mean = (column: Float64Array) => roundAmount(sumOf(column) / perUnit / durationMs);
  return {
    unit,
    reservedMean: mean(reserved),
    usedMean: used && mean(used),
    usedPercent: used && percentOf(sumOf(used), sumOf(reserved)),
    usedPeakPercent: used && peakPercent(used, reserved),
  };
}

/** Of services only: standalone tasks come and go. */
function availabilityPercent(recording: Recording, row: number): number | null {
  const percent = recording.workloads[row].kind === 'service' ? availability(recording, row) : null;
  return percent === null ? null : roundAmount(percent);
}

function pendingSeconds(times: PendingTimes): PendingTimeSummary | null {
  if (times.count === 0) return null;
  const seconds = (ms: number) => roundAmount(ms / SECOND_MS);
  return {
    tasks: times.count,
    mean: seconds(times.meanMs),
    p50: seconds(times.p50Ms),
    p95: seconds(times.p95Ms),
    p99: seconds(times.p99Ms),
    max: seconds(times.maxMs),
  };
}

/** The counters of these workloads together. */
export function countersSummary({ counters }: Recording, rows: readonly number[]): CountersSummary {
  const total = (column: Float64Array) => rows.reduce((sum, row) => sum + column[row], 0);
  return Object.fromEntries(COUNTERS.map((name) => [name, total(counters[name])])) as CountersSummary;
}

/** Why its tasks found no instance, the most frequent reason first. */
function placementFailures({ failures, workloads }: Recording, row: number): FailureSummary[] {
  const { kind, name } = workloads[row];
  const text = (reason: number) =>
    kind === 'service' ? placementFailureMessage(name, reason) : runTaskFailure(reason);
  return FAILURE_REASONS.map((reason, index) => ({
    reason,
    text: text(index),
    count: failures[row * FAILURE_REASONS.length + index],
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** Why its tasks failed to start, the most frequent reason first. */
function startFailures(recording: Recording, row: number): FailureSummary[] {
  const { definitionNames, taskDefinitions, workloads } = recording;
  const names = definitionNames[taskDefinitions.indexOf(workloads[row].taskDefinition)];
  return START_FAILURES.flatMap(({ name }, index) => {
    const count = recording.startFailures[row * START_FAILURES.length + index];
    return count === 0 ? [] : [{ reason: name, text: startFailureText(index, names), count }];
  }).sort((a, b) => b.count - a.count);
}
