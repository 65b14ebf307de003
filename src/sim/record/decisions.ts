/**
 * What control loops decided, and on what grounds: the log behind the report's markers and `--explain`. A kind names
 * its subject and what its numbers mean; sentences are made of them in report/.
 */

/** Whose row `subject` is. */
export type DecisionSubject = 'service' | 'capacity-provider' | 'container-instance' | 'cluster';

export interface DecisionKind {
  readonly name: string;
  readonly subject: DecisionSubject;
  /** Meaning of the numbers of a row, at most DECISION_VALUES_MAX; a unit closes each name. */
  readonly values: readonly string[];
  /** Told only inside the span that `--explain` asks about: what was looked at and left as it is. */
  readonly isEvaluation: boolean;
}

export const DECISION_VALUES_MAX = 5;

/** The kinds of decision; index = the number in the log. A new kind goes to the end. */
export const DECISION_KINDS: readonly DecisionKind[] = [
  {
    name: 'DESIRED_COUNT_UPDATED',
    subject: 'service',
    values: ['fromTasks', 'toTasks'],
    isEvaluation: false,
  },
  { name: 'INSTANCE_DRAINING', subject: 'container-instance', values: ['cause'], isEvaluation: false },
  { name: 'INSTANCE_TERMINATED', subject: 'container-instance', values: ['cause'], isEvaluation: false },
  {
    name: 'TARGET_TURNED_HEALTHY',
    subject: 'service',
    values: ['targetGroup', 'taskNumber', 'runningSeconds', 'healthyTargets', 'unhealthyTargets'],
    isEvaluation: true,
  },
  {
    name: 'TARGET_TURNED_UNHEALTHY',
    subject: 'service',
    values: ['targetGroup', 'taskNumber', 'runningSeconds', 'healthyTargets', 'unhealthyTargets'],
    isEvaluation: false,
  },
];
export const DESIRED_COUNT_UPDATED = 0;
/** `cause` is an index into INSTANCE_CAUSES (state/instance-causes.ts). */
export const INSTANCE_DRAINING = 1;
export const INSTANCE_TERMINATED = 2;
export const TARGET_TURNED_HEALTHY = 3;
export const TARGET_TURNED_UNHEALTHY = 4;

/** Columns of the log; `length` rows are filled. */
export interface DecisionLog {
  readonly length: number;
  readonly atMs: Float64Array;
  /** Index into DECISION_KINDS. */
  readonly kind: Int32Array;
  /** Row in the table that the kind names. */
  readonly subject: Int32Array;
  /** Entry `row * DECISION_VALUES_MAX + value`, NaN where the kind has no such value. */
  readonly values: Float64Array;
}
