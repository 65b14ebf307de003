import type { TaskPrices } from '../../pricing/launch-type-prices.ts';
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
  /** Where the variants are the launch types: what a task of each size costs on each of them. */
  readonly launchTypes?: readonly TaskPrices[] | undefined;
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
