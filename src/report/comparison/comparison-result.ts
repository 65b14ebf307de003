import type { Summary } from '../summary-schema.ts';

/** Everything that the report of a comparison is made of. */
export interface ComparisonResult {
  /** Of the scenario, or of the first. */
  readonly name: string;
  readonly description: string;
  readonly engine: { readonly version: string };
  /** One per replication, the same for every variant. */
  readonly seeds: readonly string[];
  /** The first is what the others are compared with. */
  readonly variants: readonly ComparedVariant[];
}

/** A variant with its runs. */
export interface ComparedVariant {
  readonly name: string;
  readonly description: string;
  /** What differs from the first, `path = value`. */
  readonly changes: readonly string[];
  /** One per seed. */
  readonly summaries: readonly Summary[];
}
