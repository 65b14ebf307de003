import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';

/**
 * So many threads that run the worker of that name in this folder: its source when this is source, built when this is
 * built. piscina is loaded when the first pool is opened.
 *
 * @param signal what the tasks are run with
 */
export async function openThreadPool<Task, Result>(
  worker: string,
  threads: number,
  signal: AbortSignal | undefined,
): Promise<Piscina<Task, Result>> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina<Task, Result>({ filename: fileOf(worker), minThreads: threads, maxThreads: threads });
  // The result of a task that was aborted as it ended comes to a pool that knows the task no more: an error to it.
  pool.on('error', (error: Error) => {
    if (signal?.aborted !== true) throw error;
  });
  return pool;
}

function fileOf(worker: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./${worker}.${extension}`, import.meta.url));
}
