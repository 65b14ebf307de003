import { NONE } from '../../../base/units.ts';
import type { Curve } from './curve.ts';

/** When RunTask is called for a source of standalone tasks, and what each call starts. */
export type ArrivalsInput =
  | { readonly kind: 'poisson'; readonly perHour: Curve }
  | {
      readonly kind: 'list';
      /** Ascending. */
      readonly atMs: Float64Array;
      /** Per arrival, or null for the source's distribution. */
      readonly durationMs: Float64Array | null;
      /** Per arrival, row in taskDefinitions, or null for the source's. */
      readonly taskDefinition: Int32Array | null;
    }
  | ArrivalFileInput;

/** A list too long to be held: it is read while the run goes on, so memory does not grow with it. */
export interface ArrivalFileInput {
  readonly kind: 'file';
  /** Rows of ARRIVAL_ROW_VALUES doubles of this machine: arrival, duration (ms), size. */
  readonly path: string;
  /** Rows in each of its runs, one after the other; every run is in order of arrival. */
  readonly runs: readonly number[];
  /** The arrival that is instant 0. */
  readonly firstMs: number;
  /** False: durations are the source's. */
  readonly isTimed: boolean;
  /** Row in taskDefinitions by size, NONE for a size that does not arrive within the run; null for the source's. */
  readonly taskDefinitionOfSize: Int32Array | null;
}

export const ARRIVAL_ROW_VALUES = 3;

/** Rows in taskDefinitions that arrivals bring with them, in order of appearance. */
export function definitionsOfArrivals(arrivals: ArrivalsInput): Set<number> {
  if (arrivals.kind === 'list') return new Set(arrivals.taskDefinition);
  const rows = new Set(arrivals.kind === 'file' ? arrivals.taskDefinitionOfSize : null);
  rows.delete(NONE);
  return rows;
}
