/** What the drawing thread does: the charts come as its data, their SVG texts go back as one message. */
import { enableCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { standaloneSpec } from './charts/theme.ts';
import { resolveColours } from './palette.ts';
import type { Chart } from './report.ts';
import { runStandalone } from './vega-files.ts';

export interface DrawingTask {
  readonly charts: readonly Chart[];
  /** Where this process keeps compiled code, if it does; a worker does not know by itself. */
  readonly compileCache: string | undefined;
}

const { charts, compileCache } = workerData as DrawingTask;
// Node puts a directory of its own version into the one that it is given.
if (compileCache !== undefined) enableCompileCache(dirname(compileCache));
const vega = runStandalone<typeof import('vega')>('vega');
const vegaLite = runStandalone<typeof import('vega-lite')>('vega-lite');
// Widths of text are estimated, never measured, even where a canvas is installed.
(vega as unknown as UntypedVega).textMetrics.canvas(false);
void drawAll();

/** One after the other; an error ends the thread, which its starter is told of. */
async function drawAll(): Promise<void> {
  const svgs: string[] = [];
  for (const chart of charts) svgs.push(await draw(chart));
  parentPort?.postMessage(svgs);
}

async function draw(chart: Chart): Promise<string> {
  const spec: unknown = JSON.parse(resolveColours(JSON.stringify(standaloneSpec(chart))));
  const { spec: compiled } = vegaLite.compile(spec as Parameters<typeof vegaLite.compile>[0]);
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
  return shorten(await view.toSVG());
}

/** Two decimals of a pixel are enough: half the bytes. Words are left as they are. */
function shorten(svg: string): string {
  return svg.replace(/ (?:d|transform|[xy][12]?|width|height)="[^"]*"/g, (attribute) =>
    attribute.replace(/(\d\.\d\d)\d+/g, '$1'),
  );
}

/** Exported by vega-scenegraph, and not in Vega's types. */
interface UntypedVega {
  readonly textMetrics: { canvas(isUsed: boolean): void };
}
