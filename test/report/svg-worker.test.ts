import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { buildReport } from '../../src/report/registry.ts';
import { summarise } from '../../src/report/summary.ts';
import { sideBySideRun } from './weeks.ts';

const run = sideBySideRun();
const charts = buildReport(run, summarise(run)).sections.flatMap(({ blocks }) =>
  blocks.filter((block) => block.kind === 'chart'),
);

async function draw(workerData: unknown): Promise<string[]> {
  const worker = new Worker(new URL('../../src/report/svg-worker.ts', import.meta.url), { workerData });
  const [svgs] = await once(worker, 'message');
  await worker.terminate();
  return svgs as string[];
}

describe('the thread that draws charts', () => {
  it('answers once with an SVG for each chart, in their order', async () => {
    const svgs = await draw({ charts: charts.slice(0, 3), compileCache: undefined });
    expect(svgs).toHaveLength(3);
    svgs.forEach((svg, i) => {
      expect(svg).toContain(charts[i].title);
    });
  });

  it('ends with an error where a chart cannot be drawn', async () => {
    await expect(draw({ charts: [null], compileCache: undefined })).rejects.toThrow();
  });
});
