import { SECOND_MS } from '../../base/units.ts';
import { sumOf } from '../../pricing/buckets.ts';
import { MISSING_SERIES, PENDING_SERIES, type Recording } from '../../sim/record/recording.ts';
import type { MissingSummary, PendingSummary } from '../summary-schema.ts';
import { roundAmount } from './rounding.ts';

/** Task-seconds that tasks of the workload were pending, by what they waited for. */
export function pendingSummary(recording: Recording, row: number): PendingSummary {
  return secondsOf(recording, recording.pendingSeries, PENDING_SERIES, row) as PendingSummary;
}

/** Task-seconds that tasks of the service did not exist, by why; null for standalone tasks and daemons. */
export function missingSummary(recording: Recording, row: number): MissingSummary | null {
  if (recording.workloads[row].schedulingStrategy !== 'REPLICA') return null;
  return secondsOf(recording, recording.missingSeries, MISSING_SERIES, row) as MissingSummary;
}

function secondsOf<Name extends string>(
  { bucketCount }: Recording,
  series: Readonly<Record<Name, Float64Array>>,
  names: readonly Name[],
  row: number,
): Record<string, number> {
  const ofRow = (name: Name) => series[name].subarray(row * bucketCount, (row + 1) * bucketCount);
  return Object.fromEntries(names.map((name) => [name, roundAmount(sumOf(ofRow(name)) / SECOND_MS)]));
}
