/** A figure at every value of one axis: its mean over all points that have it. */
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartSpec } from '../report.ts';
import { brief } from './time-base.ts';
import { isWideRange } from './wide-range.ts';

export interface EffectChart {
  /** The axis. */
  readonly title: string;
  readonly description: string;
  /** Of the figure, with its unit. */
  readonly yTitle: string;
  readonly effects: readonly {
    readonly label: string;
    readonly mean: number;
    readonly least: number;
    readonly most: number;
  }[];
  /** Both ends of the y axis, to compare axes with each other. */
  readonly domain: readonly [number, number];
}

/** Half a page wide: they stand side by side. */
export function effectChart(chart: EffectChart): Chart {
  return {
    kind: 'chart',
    title: chart.title,
    subtitle: `${chart.yTitle}: mean of all points with that value`,
    description: chart.description,
    legend: [],
    spec: spec(chart),
    datasets: { effects: columns(chart) },
    width: 'half',
    isEssential: true,
  };
}

function columns({ effects }: EffectChart): ChartColumns {
  return {
    label: effects.map(({ label }) => label),
    mean: effects.map(({ mean }) => brief(mean)),
    least: effects.map(({ least }) => brief(least)),
    most: effects.map(({ most }) => brief(most)),
  };
}

/** So many letters stand side by side below a chart of half a page. */
const LETTERS_MAX = 40;

function isLong(labels: readonly string[]): boolean {
  return Math.max(...labels.map(({ length }) => length)) * labels.length > LETTERS_MAX;
}

function spec({ domain, effects, yTitle }: EffectChart): ChartSpec {
  const isWide = isWideRange(...domain);
  const scale = isWide ? { type: 'log', domain, nice: true } : { domain, nice: true, zero: false };
  const y = { type: 'quantitative', title: yTitle, scale, axis: { tickCount: 5, grid: !isWide } };
  const tooltip = [
    { field: 'label', title: ' ' },
    { field: 'mean', title: 'mean', format: ',.2f' },
    { field: 'least', title: 'least', format: ',.2f' },
    { field: 'most', title: 'most', format: ',.2f' },
  ];
  return {
    data: { name: 'effects' },
    height: 190,
    encoding: {
      x: {
        field: 'label',
        type: 'ordinal',
        sort: effects.map(({ label }) => label),
        title: null,
        axis: {
          grid: false,
          labelAngle: isLong(effects.map(({ label }) => label)) ? -20 : 0,
          labelLimit: 130,
          labelOverlap: false,
        },
        scale: { type: 'point', padding: 0.5 },
      },
    },
    layer: [
      {
        mark: { type: 'line', color: colour('reserved'), strokeWidth: 1.5, aria: false },
        encoding: { y: { field: 'mean', ...y } },
      },
      {
        mark: { type: 'point', filled: true, size: 60, opacity: 1, color: colour('reserved') },
        encoding: { y: { field: 'mean', ...y }, tooltip },
      },
    ],
  };
}
