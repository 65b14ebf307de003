/**
 * Variants of a scenario under the same traffic and the same failures: every variant runs with the same seeds, one per
 * replication. Results stand by variant and replication, so one thread and many give the same.
 */
import { availableParallelism } from 'node:os';
import { packageVersion } from '../base/version.ts';
import type { ComparisonResult } from '../report/comparison/comparison-result.ts';
import type { Summary } from '../report/summary-schema.ts';
import type { Variant } from '../scenario/variants.ts';
import { replicationSeeds } from './replications.ts';
import { SummaryPool } from './summary-pool.ts';
import type { SummaryTask } from './summary-worker.ts';

export interface CompareOptions {
  /** Runs of each variant, from 1. */
  readonly replications: number;
  /** Of the first replication, in place of the first variant's own. */
  readonly seed?: string | undefined;
  /** Worker threads at most; 1 runs in this thread. As many as the machine runs at once unless given. */
  readonly threads?: number | undefined;
  /** Aborting it ends every run; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each run. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Runs every variant in every replication. The first is what the others are compared with. */
export async function compare(
  variants: readonly [Variant, ...Variant[]],
  options: CompareOptions,
): Promise<ComparisonResult> {
  const [baseline] = variants;
  const seeds = replicationSeeds(options.seed ?? baseline.scenario.seed, options.replications);
  const tasks = variants.flatMap(({ scenario }) => seeds.map((seed) => ({ scenario, seed })));
  const summaries = await runAll(tasks, options);
  return {
    name: baseline.scenario.name,
    description: baseline.scenario.description,
    engine: { version: packageVersion() },
    seeds,
    variants: variants.map(({ name, description, changes }, index) => ({
      name,
      description,
      changes,
      summaries: summaries.slice(index * seeds.length, (index + 1) * seeds.length),
    })),
  };
}

async function runAll(tasks: readonly SummaryTask[], options: CompareOptions): Promise<Summary[]> {
  const threads = Math.min(options.threads ?? availableParallelism(), tasks.length);
  const pool = new SummaryPool({ threads, signal: options.signal });
  let done = 0;
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        const { summary } = await pool.run(task);
        done += 1;
        options.onProgress?.(done, tasks.length);
        return summary;
      }),
    );
  } finally {
    await pool.close();
  }
}
