/**
 * Horizontal bars, each in segments; name and value stand above the bar, so that a phone has the whole width for it.
 */
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartLayer, ChartSpec, SpecPart } from '../report.ts';
import { brief } from './time-base.ts';

const ROW_HEIGHT_PX = 42;
const BAR_HEIGHT_PX = 14;

/** A part of every bar, with its value in each row. */
export interface BarSegment {
  readonly label: string;
  readonly colour: string;
  readonly values: readonly number[];
}

export interface BarChart {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly rows: readonly {
    readonly label: string;
    /** The sum, formatted. */
    readonly value: string;
  }[];
  readonly segments: readonly BarSegment[];
  /** Right end of the bars, to compare small multiples; absent: the longest. */
  readonly xMax?: number;
  readonly width: Chart['width'];
  readonly isEssential: boolean;
}

/** A bar chart; segments too short to be seen are left out. */
export function barChart(chart: BarChart): Chart {
  const longest = Math.max(0, ...chart.segments.flatMap(({ values }) => values));
  const segments = chart.segments.filter(({ values }) => values.some((value) => value > longest / 2000));
  const hasLegend = segments.length > 1;
  return {
    kind: 'chart',
    title: chart.title,
    subtitle: chart.unit,
    description: chart.description,
    legend: hasLegend ? segments.map(({ label, colour }) => ({ label, colour, shape: 'area' })) : [],
    spec: spec(chart, segments),
    datasets: { rows: rowColumns(chart), segments: segmentColumns(chart, segments) },
    width: chart.width,
    isEssential: chart.isEssential,
  };
}

function rowColumns({ rows }: BarChart): ChartColumns {
  return {
    row: rows.map((_, row) => row),
    label: rows.map(({ label }) => label),
    value: rows.map(({ value }) => value),
  };
}

function segmentColumns({ rows }: BarChart, segments: readonly BarSegment[]): ChartColumns {
  const lows = rows.map(() => 0);
  const entries = segments.flatMap(({ label, values }) =>
    values.map((value, row) => {
      const low = lows[row]!;
      lows[row] = low + value;
      return {
        row,
        name: rows[row]!.label,
        segment: label,
        value: brief(value),
        low: brief(low),
        high: brief(low + value),
      };
    }),
  );
  const column = <Key extends keyof (typeof entries)[number]>(key: Key) => entries.map((entry) => entry[key]);
  return {
    row: column('row'),
    name: column('name'),
    segment: column('segment'),
    value: column('value'),
    low: column('low'),
    high: column('high'),
  };
}

function spec(chart: BarChart, segments: readonly BarSegment[]): ChartSpec {
  const xMax = chart.xMax === undefined ? {} : { domainMax: chart.xMax };
  return {
    height: Math.max(1, chart.rows.length) * ROW_HEIGHT_PX,
    encoding: {
      y: { field: 'row', type: 'ordinal', axis: null, scale: { padding: 0 } },
    },
    layer: [
      {
        data: { name: 'segments' },
        mark: { type: 'bar', height: BAR_HEIGHT_PX, yOffset: 9 },
        encoding: {
          x: { field: 'low', type: 'quantitative', axis: null, scale: { zero: true, nice: false, ...xMax } },
          x2: { field: 'high' },
          color: segmentColour(segments),
          tooltip: [
            { field: 'name', title: ' ' },
            { field: 'segment', title: 'part' },
            { field: 'value', title: chart.unit, format: ',.2f' },
          ],
        },
      },
      textLayer('label', { align: 'left', x: 0, color: colour('ink') }),
      textLayer('value', { align: 'right', x: { expr: 'width' }, color: colour('ink'), fontWeight: 600 }),
    ],
  };
}

function segmentColour(segments: readonly BarSegment[]): SpecPart {
  const scale = { domain: segments.map(({ label }) => label), range: segments.map((segment) => segment.colour) };
  return { field: 'segment', type: 'nominal', scale, ...(segments.length > 1 ? {} : { legend: null }) };
}

function textLayer(field: 'label' | 'value', mark: SpecPart): ChartLayer {
  return {
    data: { name: 'rows' },
    mark: { type: 'text', baseline: 'middle', yOffset: -9, fontSize: 12, limit: { expr: 'width - 80' }, ...mark },
    encoding: { text: { field, type: 'nominal' } },
  };
}
