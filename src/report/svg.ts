/**
 * Charts as SVG text, drawn without a browser, on a thread of their own: the caller writes its tables meanwhile, and
 * what Vega leaves in the global scope stays there. The same chart gives the same bytes on every machine.
 */
import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Chart } from './report.ts';
import type { DrawingTask } from './svg-worker.ts';

/** One SVG text for each chart, in their order, in the light theme on its own background. */
export async function drawSvgs(charts: readonly Chart[]): Promise<string[]> {
  if (charts.length === 0) return [];
  const task: DrawingTask = { charts, compileCache: getCompileCacheDir() };
  const worker = new Worker(workerModule(), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that draws charts ended without a word')));
  });
}

/** The worker beside this file: source when this is source, built when this is built. */
function workerModule(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./svg-worker.${extension}`, import.meta.url);
}
