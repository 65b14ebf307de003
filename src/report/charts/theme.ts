/** How every chart looks: one Vega-Lite configuration, and the joining of a specification with its data. */
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartLayer, ChartSpec, SpecPart } from '../report.ts';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
/** Without a canvas Vega knows the widths of no font: files that stand alone ask for the plainest. */
const STANDALONE_FONT = 'Helvetica, Arial, sans-serif';

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Width of a chart in a file of its own. */
const STANDALONE_WIDTH_PX = { full: 820, half: 560 } as const;

/** Colours and type of axes, legends and text. */
function chartConfig(font: string): SpecPart {
  const text = {
    labelColor: colour('muted'),
    titleColor: colour('muted'),
    titleFontWeight: 'normal',
    labelFontSize: 11,
  };
  return {
    font,
    background: 'transparent',
    view: { stroke: null },
    axis: { ...text, titleFontSize: 11, gridColor: colour('grid'), domainColor: colour('grid') },
    axisX: {
      tickColor: colour('grid'),
      labelPadding: 4,
      labelFlush: false,
      labelOverlap: 'parity',
      labelSeparation: 6,
    },
    axisY: { ticks: false, domain: false, labelPadding: 6, titlePadding: 8 },
    legend: {
      ...text,
      title: null,
      symbolType: 'square',
      orient: 'top',
      direction: 'horizontal',
      columns: 4,
      labelLimit: 0,
    },
    text: { color: colour('ink') },
  };
}

/** The whole specification for a page: as wide as its container, data named but absent; the page has its own legend. */
export function pageSpec(chart: Chart): SpecPart {
  return {
    $schema: SCHEMA,
    description: chart.description,
    ...mapLayers(chart.spec, (layers) => layers.map(withoutLegend)),
    width: 'container',
    autosize: { type: 'fit-x', contains: 'padding' },
    config: chartConfig(FONT),
  };
}

/** The whole specification for a file of its own, with data, legend and background. */
export function standaloneSpec(chart: Chart): SpecPart {
  const title = { text: chart.title, subtitle: chart.subtitle, anchor: 'start', fontSize: 14 };
  return {
    $schema: SCHEMA,
    description: chart.description,
    ...mapLayers(chart.spec, (layers) => layers.filter(isForPaper)),
    width: STANDALONE_WIDTH_PX[chart.width],
    padding: 12,
    background: colour('surface'),
    title: { ...title, color: colour('ink'), subtitleColor: colour('muted') },
    datasets: Object.fromEntries(Object.entries(chart.datasets).map(([name, columns]) => [name, toRows(columns)])),
    config: chartConfig(STANDALONE_FONT),
  };
}

function mapLayers(spec: ChartSpec, map: (layers: readonly ChartLayer[]) => readonly ChartLayer[]): SpecPart {
  return { ...spec, layer: map(spec.layer) };
}

function withoutLegend(layer: ChartLayer): ChartLayer {
  const { color } = layer.encoding;
  return color === undefined ? layer : { ...layer, encoding: { ...layer.encoding, color: { ...color, legend: null } } };
}

/** A layer with parameters waits for a pointer; a file has none. */
function isForPaper(layer: ChartLayer): boolean {
  return layer.params === undefined;
}

/** Columns as the list of objects that Vega-Lite reads. */
export function toRows(columns: ChartColumns): Record<string, number | string | null>[] {
  const names = Object.keys(columns);
  const length = names.length === 0 ? 0 : columns[names[0]].length;
  return Array.from({ length }, (_, row) => Object.fromEntries(names.map((name) => [name, columns[name][row]])));
}
