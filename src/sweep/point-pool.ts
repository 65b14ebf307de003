import type { Piscina } from 'piscina';
import type { Outcome } from './outcome.ts';
import type { PointTask } from './point-worker.ts';
import { openThreadPool } from './thread-pool.ts';

/**
 * Threads that run points, so that the thread which hands them out stays free: it writes results, answers Ctrl-C, and
 * in a worker of a queue keeps the locks of its points. They are started at the first run.
 */
export class PointPool {
  readonly threads: number;
  private readonly signal: AbortSignal | undefined;
  private pool: Promise<Piscina<PointTask, Outcome>> | undefined;

  /** @param signal what every run is run with */
  constructor(threads: number, signal?: AbortSignal) {
    this.threads = threads;
    this.signal = signal;
  }

  /** Rejects where a thread dies, of want of memory for instance; the pool has another then. */
  async run(task: PointTask): Promise<Outcome> {
    const { signal } = this;
    this.pool ??= openThreadPool('point-worker', this.threads, signal);
    return (await this.pool).run(task, signal === undefined ? {} : { signal });
  }

  /** Ends every thread, whatever it is at. */
  async close(): Promise<void> {
    await (await this.pool)?.destroy();
  }
}
