import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Piscina } from 'piscina';
import runReplication, { type RunFigures, type SummaryTask } from './summary-worker.ts';
import { openThreadPool } from './thread-pool.ts';

export interface SummaryPoolOptions {
  /** Worker threads at most; 1 runs in this thread. As many as the machine runs at once unless given. */
  readonly threads?: number | undefined;
  /** Aborting it ends every run; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** Threads that run whole scenarios and hand back their figures; they are started at the first run. */
export class SummaryPool {
  private readonly threads: number;
  private readonly signal: AbortSignal | undefined;
  private pool: Promise<Piscina<SummaryTask, RunFigures>> | undefined;

  constructor({ threads = availableParallelism(), signal }: SummaryPoolOptions = {}) {
    this.threads = threads;
    this.signal = signal;
  }

  async run(task: SummaryTask): Promise<RunFigures> {
    const { signal } = this;
    if (this.threads === 1) {
      await nextTurn();
      signal?.throwIfAborted();
      return runReplication(task);
    }
    this.pool ??= openThreadPool('summary-worker', this.threads, signal);
    try {
      return await (await this.pool).run(task, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.pool)?.destroy();
  }
}
