/** Parallel coordinates: a line per point across all axes and figures, darker where it costs more. */
import { colour, stepColours } from '../palette.ts';
import type { Chart, ChartColumns, ChartLayer, ChartSpec, SpecPart } from '../report.ts';
import { brief } from './time-base.ts';

/** One upright axis. */
export interface ParallelAxis {
  readonly title: string;
  /** Of each line, from 0 at the foot to 1 at the head; null where it has none. */
  readonly shares: readonly (number | null)[];
  /** What stands beside the axis. */
  readonly ticks: readonly { readonly share: number; readonly text: string }[];
}

export interface ParallelChart {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly axes: readonly ParallelAxis[];
  /** One per line. */
  readonly lines: readonly {
    readonly name: string;
    /** In [0, 1]: from the lightest to the darkest. */
    readonly shade: number;
    /** Drawn above the others. */
    readonly isFront: boolean;
  }[];
}

/** More lines than these are no picture: the front whole, of the others each so-many-th. */
const LINES_MAX = 200;

/** A chart as wide as the page. */
export function parallelChart(chart: ParallelChart): Chart {
  const steps = stepColours('reserved').slice(1);
  return {
    kind: 'chart',
    title: chart.title,
    subtitle: chart.subtitle,
    description: chart.description,
    legend: [
      { label: 'no point is better in cost and delay', colour: colour('used'), shape: 'line' },
      { label: 'least cost', colour: steps[0], shape: 'line' },
      { label: 'most cost', colour: steps.at(-1)!, shape: 'line' },
    ],
    spec: spec(chart),
    datasets: { lines: lineColumns(chart), ticks: tickColumns(chart) },
    width: 'full',
    isEssential: true,
  };
}

function shownLines({ lines }: ParallelChart): number[] {
  const others = lines.flatMap(({ isFront }, line) => (isFront ? [] : [line]));
  const step = Math.ceil(others.length / LINES_MAX);
  const front = lines.flatMap(({ isFront }, line) => (isFront ? [line] : []));
  return [...others.filter((_, index) => index % step === 0), ...front];
}

function lineColumns(chart: ParallelChart): ChartColumns {
  const places = shownLines(chart).flatMap((line) =>
    chart.axes.flatMap(({ shares }, axis) => {
      const share = shares[line];
      return share === null ? [] : [{ line, axis, share: brief(share), ...chart.lines[line] }];
    }),
  );
  return {
    line: places.map(({ line }) => line),
    axis: places.map(({ axis }) => axis),
    share: places.map(({ share }) => share),
    shade: places.map(({ shade }) => brief(shade)),
    front: places.map(({ isFront }) => (isFront ? 1 : 0)),
    name: places.map(({ name }) => name),
  };
}

function tickColumns({ axes }: ParallelChart): ChartColumns {
  const ticks = axes.flatMap(({ ticks: own }, axis) => own.map((tick) => ({ axis, ...tick })));
  return {
    axis: ticks.map(({ axis }) => axis),
    share: ticks.map(({ share }) => brief(share)),
    text: ticks.map(({ text }) => text),
  };
}

function spec({ axes }: ParallelChart): ChartSpec {
  const titles = JSON.stringify(axes.map(({ title }) => title));
  const steps = stepColours('reserved').slice(1);
  const shades = { type: 'quantize', domain: [0, 1], range: steps };
  const last = axes.length - 1;
  return {
    height: 300,
    encoding: {
      x: {
        field: 'axis',
        type: 'quantitative',
        title: null,
        scale: { domain: [-0.15, last + 0.35], nice: false },
        axis: {
          values: axes.map((_, axis) => axis),
          labelExpr: `${titles}[datum.value]`,
          orient: 'top',
          grid: true,
          ticks: false,
          domain: false,
          labelPadding: 8,
          labelLimit: 160,
          labelOverlap: false,
        },
      },
      y: { field: 'share', type: 'quantitative', axis: null, scale: { domain: [0, 1] } },
    },
    layer: [
      {
        data: { name: 'lines' },
        transform: [{ filter: 'datum.front === 0' }],
        mark: { type: 'line', strokeWidth: 1, opacity: 0.55, aria: false },
        encoding: {
          detail: { field: 'line' },
          color: { field: 'shade', type: 'quantitative', scale: shades, legend: null },
        },
      },
      {
        data: { name: 'lines' },
        transform: [{ filter: 'datum.front === 1' }],
        mark: { type: 'line', strokeWidth: 2, opacity: 0.9, stroke: colour('used'), point: false },
        encoding: { detail: { field: 'line' }, tooltip: [{ field: 'name', title: ' ' }] },
      },
      tickLayer({ stroke: colour('surface'), strokeWidth: 3, opacity: 0.85 }),
      tickLayer({ color: colour('ink') }),
    ],
  };
}

/** Texts beside the axes; lines behind them are kept off by a rim. */
function tickLayer(look: SpecPart): ChartLayer {
  return {
    data: { name: 'ticks' },
    mark: { type: 'text', align: 'left', dx: 5, fontSize: 10, aria: false, ...look },
    encoding: { text: { field: 'text', type: 'nominal' } },
  };
}
