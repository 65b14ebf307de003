import { BucketIntegrals } from './bucket-integrals.ts';

/** Gauges by name, a row in each for everything that is gauged. */
export type Gauges<Name extends string> = Readonly<Record<Name, BucketIntegrals>>;

/** Gauges of these names with `rowCount` rows each. */
export function gauges<Name extends string>(
  names: readonly Name[],
  rowCount: number,
  bucketMs: number,
  durationMs: number,
): Gauges<Name> {
  const entries = names.map((name) => [name, new BucketIntegrals(rowCount, bucketMs, durationMs)] as const);
  return Object.fromEntries(entries) as Record<Name, BucketIntegrals>;
}
