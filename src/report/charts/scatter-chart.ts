/** Points by two figures, those that no other is better than joined by a line. */
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartSpec, SpecPart } from '../report.ts';
import { brief } from './time-base.ts';
import { isWideRange } from './wide-range.ts';

/** One point. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly isFront: boolean;
}

export interface ScatterChart {
  readonly title: string;
  readonly description: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly ScatterPoint[];
}

/** More points than these are drawn as a part of them: the front whole, of the others each so-many-th. */
const POINTS_MAX = 1500;

/** A scatter chart with its Pareto front. */
export function scatterChart(chart: ScatterChart): Chart {
  return {
    kind: 'chart',
    title: chart.title,
    subtitle: `${chart.xTitle} against ${chart.yTitle}`,
    description: chart.description,
    legend: [
      { label: 'no point is better in both', colour: colour('used'), shape: 'line' },
      { label: 'other points', colour: colour('registered'), shape: 'area' },
    ],
    spec: spec(chart),
    datasets: {
      front: columns(front(chart)),
      others: columns(thinned(chart.points.filter(({ isFront }) => !isFront))),
    },
    width: 'full',
    isEssential: true,
  };
}

function front({ points }: ScatterChart): ScatterPoint[] {
  return points.filter(({ isFront }) => isFront).sort((a, b) => a.x - b.x || a.y - b.y);
}

function thinned(points: readonly ScatterPoint[]): readonly ScatterPoint[] {
  const step = Math.ceil(points.length / POINTS_MAX);
  return points.filter((_, index) => index % step === 0);
}

function columns(points: readonly ScatterPoint[]): ChartColumns {
  return {
    x: points.map(({ x }) => brief(x)),
    y: points.map(({ y }) => brief(y)),
    name: points.map(({ name }) => name),
  };
}

function scaleOf(values: readonly number[]): SpecPart {
  const isWide = isWideRange(Math.min(...values), Math.max(...values));
  return isWide ? { type: 'log', nice: true } : { zero: false, nice: true };
}

function spec({ points, xTitle, yTitle }: ScatterChart): ChartSpec {
  const tooltip = [
    { field: 'name', title: ' ' },
    { field: 'x', title: xTitle, format: ',.2f' },
    { field: 'y', title: yTitle, format: ',.2f' },
  ];
  const [x, y] = [scaleOf(points.map((point) => point.x)), scaleOf(points.map((point) => point.y))];
  const encoding: SpecPart = {
    x: { field: 'x', type: 'quantitative', title: xTitle, scale: x, axis: { grid: false } },
    y: { field: 'y', type: 'quantitative', title: yTitle, scale: y, axis: { tickCount: 5, grid: y.type !== 'log' } },
  };
  return {
    height: 320,
    encoding,
    layer: [
      {
        data: { name: 'others' },
        mark: { type: 'point', filled: true, size: 30, opacity: 0.5, color: colour('registered'), aria: false },
        encoding: { tooltip },
      },
      {
        data: { name: 'front' },
        mark: { type: 'line', interpolate: 'step-after', color: colour('used'), strokeWidth: 1.5, aria: false },
        encoding: {},
      },
      {
        data: { name: 'front' },
        mark: { type: 'point', filled: true, size: 70, opacity: 1, color: colour('used') },
        encoding: { tooltip },
      },
    ],
  };
}
