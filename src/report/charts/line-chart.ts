/** Lines over a quantity that is no time: cost against load, cost against a commitment. */
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartLayer, ChartSpec, SpecPart } from '../report.ts';
import { brief } from './time-base.ts';

/** One line: a value for each place on the x axis. */
export interface LineSeries {
  readonly label: string;
  readonly colour: string;
  readonly shape: 'line' | 'dashed';
  readonly values: readonly (number | null)[];
}

export interface LineChart {
  readonly title: string;
  readonly description: string;
  /** Of the x axis, with its unit. */
  readonly xTitle: string;
  /** Of the y axis and the tooltip. */
  readonly unit: string;
  /** Ascending. */
  readonly x: readonly number[];
  readonly series: readonly LineSeries[];
  readonly width: Chart['width'];
  readonly isEssential: boolean;
}

/** A chart with one tooltip for all lines at a place. */
export function lineChart(chart: LineChart): Chart {
  return {
    kind: 'chart',
    title: chart.title,
    subtitle: chart.unit,
    description: chart.description,
    legend: chart.series.map(({ label, colour, shape }) => ({ label, colour, shape })),
    spec: spec(chart),
    datasets: { points: columns(chart) },
    width: chart.width,
    isEssential: chart.isEssential,
  };
}

function columns({ x, series }: LineChart): ChartColumns {
  const lines = series.map(({ values }, i) => [`y${i}`, values.map((value) => (value === null ? null : brief(value)))]);
  return { x: x.map(brief), ...Object.fromEntries(lines) };
}

function spec(chart: LineChart): ChartSpec {
  return {
    data: { name: 'points' },
    height: chart.width === 'full' ? 240 : 190,
    encoding: {
      x: { field: 'x', type: 'quantitative', title: chart.xTitle, scale: { nice: false }, axis: { grid: false } },
    },
    layer: [...chart.series.map((series, i) => lineLayer(chart, series, i)), hoverLayer(chart)],
  };
}

function lineLayer({ series, unit }: LineChart, { label, shape }: LineSeries, i: number): ChartLayer {
  const scale = { domain: series.map((one) => one.label), range: series.map((one) => one.colour) };
  const dash = shape === 'dashed' ? { strokeDash: [5, 3] } : {};
  return {
    mark: { type: 'line', strokeWidth: 1.8, ...dash },
    encoding: {
      y: {
        field: `y${i}`,
        type: 'quantitative',
        title: unit,
        scale: { zero: true, nice: true },
        axis: { tickCount: 5 },
      },
      color: { datum: label, type: 'nominal', scale },
    },
  };
}

/** A rule at the place nearest to the pointer, with every line's value there. */
function hoverLayer({ series, unit, xTitle }: LineChart): ChartLayer {
  const select: SpecPart = { type: 'point', fields: ['x'], nearest: true, on: 'pointerover', clear: 'pointerout' };
  return {
    params: [{ name: 'hover', select }],
    mark: { type: 'rule', color: colour('ink'), aria: false },
    encoding: {
      opacity: { condition: { param: 'hover', empty: false, value: 0.4 }, value: 0 },
      tooltip: [
        { field: 'x', title: xTitle, format: ',.4~f' },
        ...series.map(({ label }, i) => ({ field: `y${i}`, title: `${label} (${unit})`, format: ',.2f' })),
      ],
    },
  };
}
