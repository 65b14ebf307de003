/** What a figure counts. A month has 730 hours; percentages run from 0 to 100 and beyond. */
export type FigureUnit = 'usd' | 'percent' | 'ms' | 'seconds' | 'vcpu-hours' | 'vcpu' | 'gib' | 'count';

/** A figure that any part of a run has, and how it is read from what the summary says of that part. */
export interface FigureFacts<Part> {
  /** Its unit closes the name: `latencyMsP99`. */
  readonly name: string;
  /** In words, without what it is of: `Latency p99`. */
  readonly label: string;
  readonly unit: FigureUnit;
  read(part: Part): number | null;
}

/** The sum of what is known; null where nothing is. */
export function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** The largest of what is known; null where nothing is. */
export function largestKnown(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? null : known.reduce((largest, value) => Math.max(largest, value));
}

/** The mean of what is known, each by its weight; null where nothing weighs anything. */
export function weightedMean(values: readonly { readonly value: number | null; readonly weight: number }[]) {
  const known = values.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  return weights > 0 ? known.reduce((sum, { value, weight }) => sum + value * weight, 0) / weights : null;
}
