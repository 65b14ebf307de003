import type { CaseResult, PackingScore } from './compare-chains.ts';

/** Of values over seeds; null where no seed has one. */
export interface Range {
  readonly mean: number | null;
  readonly least: number | null;
  readonly most: number | null;
}

/** Mean, least and most of the values that are there. */
export function rangeOf(values: readonly (number | null)[]): Range {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { mean: null, least: null, most: null };
  const sum = known.reduce((total, value) => total + value, 0);
  return { mean: sum / known.length, least: Math.min(...known), most: Math.max(...known) };
}

/** Machines used above the least possible; null where not all tasks are placed, for fewer tasks need fewer machines. */
export function gapPercent({ placedTasks, machinesUsed }: PackingScore, result: CaseResult): number | null {
  if (placedTasks < result.given.tasks.length) return null;
  return 100 * (machinesUsed / result.machinesAtLeast - 1);
}
