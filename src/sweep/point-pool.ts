import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Outcome } from './outcome.ts';
import type { PointTask } from './point-worker.ts';

/**
 * Threads that run points, so that the thread which hands them out stays free: it writes results, answers Ctrl-C, and
 * in a worker of a queue keeps the locks of its points.
 */
export class PointPool {
  readonly threads: number;
  private readonly pool: Piscina<PointTask, Outcome>;

  constructor(threads: number) {
    this.threads = threads;
    this.pool = new Piscina({ filename: workerFile(), minThreads: threads, maxThreads: threads });
  }

  /** Rejects where a thread dies, of want of memory for instance; the pool has another then. */
  run(task: PointTask, signal?: AbortSignal): Promise<Outcome> {
    return this.pool.run(task, signal === undefined ? {} : { signal });
  }

  /** Ends every thread, whatever it is at. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** The worker beside this file: source when this is source, built when this is built. */
function workerFile(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./point-worker.${extension}`, import.meta.url));
}
