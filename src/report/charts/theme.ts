/** How every chart looks: one Vega-Lite configuration, and the joining of a specification with its data. */
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartSpec } from '../report.ts';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
/** Without a canvas Vega knows the widths of no font: files that stand alone ask for the plainest. */
const STANDALONE_FONT = 'Helvetica, Arial, sans-serif';

/** Width of a chart in a file of its own. */
export const STANDALONE_WIDTH_PX = { full: 820, half: 560 } as const;

/** Colours and type of axes and text; the legend is the page's own where `hasLegend` is false. */
export function chartConfig(options: { readonly hasLegend: boolean; readonly font?: string }): ChartSpec {
  const text = { labelColor: colour('muted'), titleColor: colour('muted'), titleFontWeight: 'normal' };
  return {
    font: options.font ?? FONT,
    background: 'transparent',
    view: { stroke: null },
    axis: { ...text, labelFontSize: 11, titleFontSize: 11, gridColor: colour('grid'), domainColor: colour('grid') },
    axisX: {
      tickColor: colour('grid'),
      labelPadding: 4,
      labelFlush: false,
      labelOverlap: 'parity',
      labelSeparation: 6,
    },
    axisY: { ticks: false, domain: false, labelPadding: 6, titlePadding: 8 },
    legend: options.hasLegend
      ? {
          ...text,
          labelFontSize: 11,
          title: null,
          symbolType: 'square',
          orient: 'top',
          direction: 'horizontal',
          columns: 4,
          labelLimit: 180,
          offset: 8,
        }
      : { disable: true },
    text: { color: colour('ink') },
  };
}

/** The whole specification for a page: as wide as its container, legend left to the page, data named but absent. */
export function pageSpec(chart: Chart): ChartSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: chart.description,
    ...chart.spec,
    width: 'container',
    autosize: { type: 'fit-x', contains: 'padding' },
    config: chartConfig({ hasLegend: false }),
  };
}

/** The whole specification for a file of its own, with data and legend. */
export function standaloneSpec(chart: Chart): ChartSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: chart.description,
    ...withoutPointer(chart.spec),
    width: STANDALONE_WIDTH_PX[chart.width],
    padding: 12,
    background: colour('surface'),
    title: { text: chart.title, subtitle: chart.subtitle, anchor: 'start', color: colour('ink'), fontSize: 14 },
    datasets: Object.fromEntries(Object.entries(chart.datasets).map(([name, columns]) => [name, toRows(columns)])),
    config: chartConfig({ hasLegend: true, font: STANDALONE_FONT }),
  };
}

/** Layers that wait for a pointer have none in a file. */
function withoutPointer(spec: ChartSpec): ChartSpec {
  const layers = spec.layer as readonly ChartSpec[];
  return { ...spec, layer: layers.filter((layer) => !('params' in layer)) };
}

/** Columns as the list of objects that Vega-Lite reads. */
export function toRows(columns: ChartColumns): Record<string, number | string | null>[] {
  const names = Object.keys(columns);
  const length = names.length === 0 ? 0 : columns[names[0]].length;
  return Array.from({ length }, (_, row) => Object.fromEntries(names.map((name) => [name, columns[name][row]])));
}
