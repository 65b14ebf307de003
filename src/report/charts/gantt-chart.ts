/** Lifetimes as bars over the time of the run, each in parts by state. */
import { SECOND_MS } from '../../base/units.ts';
import { colour } from '../palette.ts';
import type { Chart, ChartColumns, ChartLayer, ChartSpec, SpecPart } from '../report.ts';
import { brief, instantExpression, type TimeBase, tickExpression, tickSeconds } from './time-base.ts';

const PLOT_HEIGHT_PX = 360;
const ROW_HEIGHT_PX_MIN = 6;
const ROW_HEIGHT_PX_MAX = 16;
/** Lower rows than this have no room for a name; the tooltip tells it. */
const NAMED_ROW_HEIGHT_PX = 11;
/** Of its row; the rest keeps bars apart. */
const BAR_SHARE = 0.82;

/** A state and its colour, in the order of the legend. */
export interface GanttState {
  readonly label: string;
  readonly colour: string;
}

/** A stretch of a row in one state, by its position in the chart's states. */
export interface GanttPart {
  readonly state: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** What it is a part of, and how that came to its end: a sentence or two. */
  readonly text: string;
}

export interface GanttRow {
  /** Beside the row, a few letters; '' in a chart whose rows have no names. */
  readonly label: string;
  readonly parts: readonly GanttPart[];
}

export interface GanttChart {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly states: readonly GanttState[];
  readonly base: TimeBase;
  readonly rows: readonly GanttRow[];
}

/** A bar for each row, from top to bottom. Parts without length are left out. */
export function ganttChart(chart: GanttChart): Chart {
  return {
    kind: 'chart',
    title: chart.title,
    subtitle: chart.subtitle,
    description: chart.description,
    legend: chart.states.map(({ label, colour }) => ({ label, colour, shape: 'area' })),
    spec: spec(chart),
    datasets: { parts: partColumns(chart) },
    width: 'full',
    isEssential: false,
  };
}

function partColumns({ rows, states }: GanttChart): ChartColumns {
  const parts = rows.flatMap(({ parts }, row) =>
    parts.filter(({ fromMs, toMs }) => toMs > fromMs).map((part) => ({ ...part, row })),
  );
  return {
    row: parts.map(({ row }) => row),
    bottom: parts.map(({ row }) => brief(row + BAR_SHARE)),
    t: parts.map(({ fromMs }) => fromMs / SECOND_MS),
    end: parts.map(({ toMs }) => toMs / SECOND_MS),
    state: parts.map(({ state }) => states[state].label),
    text: parts.map(({ text }) => text),
  };
}

function spec({ base, rows, states }: GanttChart): ChartSpec {
  const ideal = PLOT_HEIGHT_PX / Math.max(1, rows.length);
  const rowHeightPx = Math.min(ROW_HEIGHT_PX_MAX, Math.max(ROW_HEIGHT_PX_MIN, ideal));
  return {
    height: Math.max(1, Math.round(rows.length * rowHeightPx)),
    encoding: {
      y: {
        field: 'row',
        type: 'quantitative',
        title: null,
        scale: { domain: [0, Math.max(1, rows.length)], reverse: true, nice: false },
        axis: nameAxis(rows, rowHeightPx),
      },
    },
    layer: [partLayer(base, states)],
  };
}

function nameAxis(rows: readonly GanttRow[], rowHeightPx: number): SpecPart | null {
  if (rowHeightPx < NAMED_ROW_HEIGHT_PX || rows.every(({ label }) => label === '')) return null;
  const centres = rows.map((_, row) => brief(row + BAR_SHARE / 2));
  const labels = JSON.stringify(rows.map(({ label }) => label));
  return {
    values: centres,
    labelExpr: `${labels}[indexof(${JSON.stringify(centres)}, datum.value)]`,
    labelLimit: 110,
    labelFontSize: 9,
    labelOverlap: false,
    grid: false,
  };
}

function partLayer(base: TimeBase, states: readonly GanttState[]): ChartLayer {
  const scale = { domain: states.map(({ label }) => label), range: states.map((state) => state.colour) };
  return {
    data: { name: 'parts' },
    transform: [
      { calculate: instantExpression('datum.t', base), as: 'from' },
      { calculate: instantExpression('datum.end', base), as: 'to' },
    ],
    mark: { type: 'rect', aria: false, stroke: colour('surface'), strokeWidth: 0.3 },
    encoding: {
      x: {
        field: 't',
        type: 'quantitative',
        title: null,
        scale: { domain: [0, base.durationMs / SECOND_MS], nice: false },
        axis: { values: tickSeconds(base), labelExpr: tickExpression(base), grid: false },
      },
      x2: { field: 'end' },
      y2: { field: 'bottom' },
      color: { field: 'state', type: 'nominal', scale },
      tooltip: [
        { field: 'text', title: ' ' },
        { field: 'state', title: 'state' },
        { field: 'from', title: 'from' },
        { field: 'to', title: 'to' },
      ],
    },
  };
}
