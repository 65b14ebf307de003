/** Lines and areas over the time of the run. Every point is a mean, so it is drawn as a step as wide as its time. */
import { SECOND_MS } from '../../base/units.ts';
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartLayer, ChartSpec, SpecPart } from '../report.ts';
import { legibleMarks, markColumns, markLayers, markLegend, type TimeMark } from './marks.ts';
import {
  brief,
  formatWidth,
  instantExpression,
  pointMs,
  pointSeconds,
  type TimeBase,
  tickExpression,
  tickSeconds,
} from './time-base.ts';

/** One line or area: a value for each point of the time base. */
export interface TimeSeries {
  readonly label: string;
  readonly colour: string;
  readonly shape: 'area' | 'line' | 'dashed';
  readonly values: readonly (number | null)[];
}

export interface TimeChart {
  readonly title: string;
  readonly description: string;
  /** Of the y axis and the tooltip, e.g. `vCPU`. */
  readonly unit: string;
  /** Counted things have whole ticks. */
  readonly isCount?: boolean;
  /** Areas one upon the other; absent: in front of each other, the largest first. */
  readonly isStacked?: boolean;
  /** Upper end of the y axis, to compare small multiples; absent: as the data has it. */
  readonly yMax?: number;
  readonly base: TimeBase;
  readonly series: readonly TimeSeries[];
  /** Signs above the chart, with what happened then. */
  readonly marks?: readonly TimeMark[];
  readonly width: Chart['width'];
  readonly isEssential: boolean;
}

/** A chart over time with one tooltip for all series at an instant. */
export function timeChart(given: TimeChart): Chart {
  const { left, marks } = legibleMarks(given.marks ?? [], given.base);
  const chart = { ...given, marks };
  const unmarked = left === 0 ? '' : `; ${left} scaling actions are not marked`;
  return {
    kind: 'chart',
    title: chart.title,
    subtitle: `${chart.unit}, means of ${formatWidth(pointMs(chart.base))}${unmarked}`,
    description: chart.description,
    legend: [...chart.series.map(({ label, colour, shape }) => ({ label, colour, shape })), ...markLegend(marks)],
    spec: spec(chart),
    datasets: {
      points: columns(chart),
      ...(marks.length === 0 ? {} : { marks: markColumns(marks, chart.base) }),
    },
    width: chart.width,
    isEssential: chart.isEssential,
  };
}

/** `t` and `end` of each point in seconds; a column for each series, and the edges of its area where it has one. */
function columns(chart: TimeChart): ChartColumns {
  const starts = pointSeconds(chart.base);
  const durationS = chart.base.durationMs / SECOND_MS;
  const data: Record<string, readonly (number | null)[]> = { t: starts, end: [...starts.slice(1), durationS] };
  chart.series.forEach(({ values }, i) => {
    data[`y${i}`] = values;
  });
  return { ...data, ...(chart.isStacked === true ? stackedEdges(chart) : nestedEdges(chart)) };
}

/** Each area stands on the sum of those before it. */
function stackedEdges({ base, series }: TimeChart): ChartColumns {
  const edges: Record<string, number[]> = {};
  let floor = new Array<number>(base.pointCount).fill(0);
  series.forEach(({ values, shape }, i) => {
    if (shape !== 'area') return;
    edges[`low${i}`] = floor;
    floor = floor.map((low, point) => brief(low + (values[point] ?? 0)));
    edges[`high${i}`] = floor;
  });
  return edges;
}

/** Each area reaches down to the next one in front of it, so that no colour shines through another. */
function nestedEdges({ series }: TimeChart): ChartColumns {
  const edges: Record<string, number[]> = {};
  series.forEach(({ values, shape }, i) => {
    if (shape !== 'area') return;
    const front = series.slice(i + 1).find((other) => other.shape === 'area');
    edges[`low${i}`] = values.map((value, point) => Math.min(value ?? 0, front?.values[point] ?? 0));
  });
  return edges;
}

function spec(chart: TimeChart): ChartSpec {
  return {
    data: { name: 'points' },
    height: chart.width === 'full' ? 240 : 190,
    transform: [{ calculate: instantExpression('datum.t', chart.base), as: 'at' }],
    encoding: { x: xEncoding(chart.base) },
    layer: [
      ...chart.series.map((series, i) => layer(chart, series, i)),
      hoverLayer(chart),
      ...markLayers(chart.marks ?? [], chart.base),
    ],
  };
}

function xEncoding(base: TimeBase): SpecPart {
  return {
    field: 't',
    type: 'quantitative',
    title: null,
    scale: { domain: [0, base.durationMs / SECOND_MS], nice: false },
    axis: { values: tickSeconds(base), labelExpr: tickExpression(base), grid: false },
  };
}

function yScale({ unit, isCount, yMax }: TimeChart): SpecPart {
  return {
    type: 'quantitative',
    title: unit,
    scale: { zero: true, nice: true, ...(yMax === undefined ? {} : { domainMax: yMax }) },
    axis: { tickCount: 5, ...(isCount === true ? { tickMinStep: 1 } : {}) },
  };
}

/** The last step would end where it begins: each row is drawn at its begin and, once more, the last at its end. */
function stepEnds(): SpecPart[] {
  return [{ calculate: '[datum.t, datum.end]', as: 'edge' }, { flatten: ['edge'] }];
}

function layer(chart: TimeChart, series: TimeSeries, i: number): ChartLayer {
  const isArea = series.shape === 'area';
  const isStacked = isArea && chart.isStacked === true;
  return {
    transform: stepEnds(),
    mark: isArea ? areaMark(series, isStacked) : lineMark(series),
    encoding: {
      x: { ...xEncoding(chart.base), field: 'edge' },
      y: { field: isStacked ? `high${i}` : `y${i}`, stack: null, ...yScale(chart) },
      ...(isArea ? { y2: { field: `low${i}` } } : {}),
      color: colourEncoding(chart, series),
    },
  };
}

function areaMark(series: TimeSeries, isStacked: boolean): SpecPart {
  const look = isStacked
    ? { fillOpacity: 0.9 }
    : { fillOpacity: 0.35, line: { color: series.colour, strokeWidth: 1.5 } };
  return { type: 'area', ...look };
}

function lineMark(series: TimeSeries): SpecPart {
  const dash = series.shape === 'dashed' ? { strokeDash: [5, 3] } : {};
  return { type: 'line', strokeWidth: series.shape === 'dashed' ? 1.5 : 1.8, ...dash };
}

function colourEncoding({ series }: TimeChart, { label }: TimeSeries): SpecPart {
  const scale = { domain: series.map((one) => one.label), range: series.map((one) => one.colour) };
  return { datum: label, type: 'nominal', scale };
}

/** A band for each point, seen only under the pointer, that carries the tooltip: no search for the nearest point. */
function hoverLayer({ series, unit, isCount }: TimeChart): ChartLayer {
  const format = isCount === true ? ',.1~f' : ',.2~f';
  return {
    params: [{ name: 'hover', select: { type: 'point', on: 'pointerover', clear: 'pointerout' } }],
    mark: { type: 'rect', color: colour('ink'), aria: false },
    encoding: {
      x2: { field: 'end' },
      y: { value: 0 },
      y2: { value: 'height' },
      opacity: { condition: { param: 'hover', empty: false, value: 0.14 }, value: 0 },
      tooltip: [
        { field: 'at', title: 'from' },
        ...series.map(({ label }, i) => ({ field: `y${i}`, title: `${label} (${unit})`, format })),
      ],
    },
  };
}
