import { PointPool } from '../point-pool.ts';
import { shareBundle } from '../point-worker.ts';
import type { Engine, Job } from './engine.ts';

/**
 * Runs under way for each thread: one is computed while the others wait for it, or for the disk to take their outcome.
 */
const UNDER_WAY_PER_THREAD = 16;

/** Does the work on so many threads of this machine. */
export function localEngine(threads: number): Engine {
  return async ({ bundle: text, bundleDigest, jobs }, { signal, onNote, onOutcome }) => {
    const pool = new PointPool(Math.max(1, Math.min(threads, jobs.length)), signal);
    const bundle = shareBundle(bundleDigest, text);
    const queue = jobs.values();
    const runOne = async ({ overrides, row, seed }: Job) => {
      const outcome = await pool.run({ bundle, overrides, seed }).catch((error: unknown) => {
        signal.throwIfAborted();
        onNote(`Row ${row} was given up: ${String(error)}`);
        return undefined;
      });
      if (outcome !== undefined) await onOutcome(row, outcome);
    };
    const runQueue = async () => {
      for (const job of queue) await runOne(job);
    };
    try {
      await Promise.all(Array.from({ length: pool.threads * UNDER_WAY_PER_THREAD }, runQueue));
    } finally {
      await pool.close();
    }
  };
}
