/** A recording's logs as objects, in words: what a test compares. */

import { DECISION_KINDS, DECISION_VALUES_MAX } from '../../src/sim/record/decisions.ts';
import { type Recording, SERVICE_EVENTS } from '../../src/sim/record/recording.ts';
import { FAILURE_REASONS } from '../../src/sim/state/failure-reasons.ts';
import { START_FAILURES } from '../../src/sim/state/start-failures.ts';
import { STOP_CAUSES } from '../../src/sim/state/stop-causes.ts';

export interface TaskRow {
  readonly number: number;
  readonly workload: string;
  readonly instance: number;
  readonly zone: number;
  readonly provider: string | undefined;
  readonly createdAtMs: number;
  readonly pullStartedAtMs: number;
  readonly startedAtMs: number;
  readonly stoppedAtMs: number;
  readonly cause: string | undefined;
  readonly startFailure: string | undefined;
  readonly exitCode: number;
  readonly deployment: number;
}

/** The tasks in order of creation. */
export function tasksOf({ tasks, workloads, capacityProviders }: Recording): TaskRow[] {
  const log = tasks!;
  return Array.from({ length: log.length }, (_, row) => ({
    number: log.taskNumber[row]!,
    workload: workloads[log.workload[row]!]!.name,
    instance: log.containerInstance[row]!,
    zone: log.zone[row]!,
    provider: capacityProviders[log.capacityProvider[row]!],
    createdAtMs: log.createdAtMs[row]!,
    pullStartedAtMs: log.pullStartedAtMs[row]!,
    startedAtMs: log.startedAtMs[row]!,
    stoppedAtMs: log.stoppedAtMs[row]!,
    cause: STOP_CAUSES[log.stopCause[row]!],
    startFailure: START_FAILURES[log.startFailure[row]!]?.name,
    exitCode: log.exitCode[row]!,
    deployment: log.deployment[row]!,
  })).sort((one, other) => one.number - other.number);
}

/** `[instant, event, detail]`, the detail of a placement failure in words. */
export function eventsOf({ serviceEvents }: Recording, workload = 0): (readonly [number, string, number | string])[] {
  const rows = [...serviceEvents.atMs.keys()].filter((row) => serviceEvents.workload[row] === workload);
  return rows.map((row) => {
    const event = SERVICE_EVENTS[serviceEvents.event[row]!]!;
    const detail = serviceEvents.detail[row]!;
    return [serviceEvents.atMs[row]!, event, event === 'PLACEMENT_FAILURE' ? FAILURE_REASONS[detail]! : detail];
  });
}

/** What control loops decided, each with its values by name. */
export function decisionsOf({ decisions }: Recording) {
  return Array.from({ length: decisions.length }, (_, row) => {
    const { name, values } = DECISION_KINDS[decisions.kind[row]!]!;
    const own = values.map((value, i) => [value, decisions.values[row * DECISION_VALUES_MAX + i]!] as const);
    const named: Record<string, number> = Object.fromEntries(own);
    return { kind: name, atMs: decisions.atMs[row]!, subject: decisions.subject[row]!, values: named };
  });
}

/** `[reason, count]` of the placements that failed. */
export function failuresOf({ failures }: Recording, workload = 0): (readonly [string, number])[] {
  return FAILURE_REASONS.flatMap((reason, index) => {
    const count = failures[workload * FAILURE_REASONS.length + index]!;
    return count === 0 ? [] : [[reason, count] as const];
  });
}

/** Mean level of a series over the whole run. */
export function meanOf(series: Float64Array, { bucketCount, durationMs }: Recording, row = 0): number {
  return (
    series.subarray(row * bucketCount, (row + 1) * bucketCount).reduce((sum, value) => sum + value, 0) / durationMs
  );
}
