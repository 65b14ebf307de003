/**
 * Charts as SVG text, drawn without a browser. Vega is 0.3 s of loading, so it is imported when the first chart is
 * asked for. The same chart gives the same bytes on every machine: widths of text are estimated, never measured.
 */
import { standaloneSpec } from './charts/theme.ts';
import { resolveColours } from './palette.ts';
import type { Chart } from './report.ts';

/** One SVG text for each chart, in their order, in the light theme on its own background. */
export async function drawSvgs(charts: readonly Chart[]): Promise<string[]> {
  if (charts.length === 0) return [];
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  (vega as unknown as UntypedVega).textMetrics.canvas(false);
  const svgs: string[] = [];
  for (const chart of charts) {
    const spec: unknown = JSON.parse(resolveColours(JSON.stringify(standaloneSpec(chart))));
    const view = new vega.View(vega.parse(compile(spec as Parameters<typeof compile>[0]).spec), { renderer: 'none' });
    svgs.push(shorten(await view.toSVG()));
    view.finalize();
  }
  return svgs;
}

/** Two decimals of a pixel are enough: half the bytes. Words are left as they are. */
function shorten(svg: string): string {
  return svg.replace(/ (?:d|transform|[xy][12]?|width|height)="[^"]*"/g, (attribute) =>
    attribute.replace(/(\d\.\d\d)\d+/g, '$1'),
  );
}

/** Exported by vega-scenegraph, and not in Vega's types: false makes it estimate even where a canvas is installed. */
interface UntypedVega {
  readonly textMetrics: { canvas(isUsed: boolean): void };
}
