/** Container instances over time: a row for each, grouped by zone, darker where a larger share is taken. */
import { SECOND_MS } from '../../base/units.ts';
import { colour, stepColours } from '../palette.ts';
import type { Chart, ChartColumns, ChartLayer, ChartSpec, SpecPart } from '../report.ts';
import {
  brief,
  formatWidth,
  instantExpression,
  pointMs,
  type TimeBase,
  tickExpression,
  tickSeconds,
} from './time-base.ts';

/** Upper ends of all steps but the last, as shares of what is registered. */
const STEP_ENDS: readonly number[] = [0.2, 0.4, 0.6, 0.8, 0.95];
const STEP_LABELS: readonly string[] = ['under 20%', '20–40%', '40–60%', '60–80%', '80–95%', 'over 95%'];

const PLOT_HEIGHT_PX = 420;
const ROW_HEIGHT_PX_MIN = 5;
const ROW_HEIGHT_PX_MAX = 15;
const ZONE_HEIGHT_PX = 20;
/** Lower rows than this have no room for a name; the tooltip tells it. */
const NAMED_ROW_HEIGHT_PX = 11;

/** Letters of a name that have room beside a row. */
const SHORT_NAME = 9;

/** One container instance; the shares are of what it registered, one for each point of the time base. */
export interface HeatRow {
  readonly name: string;
  readonly zone: string;
  /** Of the time base: earlier there was no such instance. */
  readonly firstPoint: number;
  readonly reservedCpu: readonly number[];
  readonly reservedMemory: readonly number[];
  readonly usedCpu: readonly number[];
  readonly tasks: readonly number[];
}

export interface HeatMap {
  readonly title: string;
  readonly description: string;
  readonly shown: 'reserved' | 'used';
  readonly base: TimeBase;
  /** Sorted by zone. */
  readonly rows: readonly HeatRow[];
  readonly isEssential: boolean;
}

/** A cell for each instance and stretch of time in which its whole percentages stay the same. */
export function heatMap(map: HeatMap): Chart {
  const colours = stepColours(map.shown);
  const layout = layOut(map.rows);
  return {
    kind: 'chart',
    title: map.title,
    subtitle: `percent of the registered, means of ${formatWidth(pointMs(map.base))}`,
    description: map.description,
    legend: STEP_LABELS.map((label, step) => ({ label, colour: colours[step], shape: 'area' })),
    spec: spec(map, layout),
    datasets: { cells: cellColumns(map, layout), zones: layout.zones },
    width: 'full',
    isEssential: map.isEssential,
  };
}

/** The columns of the cells, by what is shown: a tooltip tells no more than its chart. */
const MEASURES = {
  reserved: ['reservedCpu', 'reservedMemory', 'tasks'],
  used: ['usedCpu'],
} as const satisfies Record<HeatMap['shown'], readonly (keyof HeatRow)[]>;

function cellColumns({ rows, base, shown }: HeatMap, { tops }: Layout): ChartColumns {
  const measures: readonly (typeof MEASURES)[HeatMap['shown']][number][] = MEASURES[shown];
  const columns: Record<string, number[]> = { row: [], instance: [], t: [], end: [] };
  for (const measure of measures) columns[measure] = [];
  const startS = (point: number) => (point * pointMs(base)) / SECOND_MS;
  rows.forEach((row, instance) => {
    let before = '';
    for (let point = row.firstPoint; point < base.pointCount; point++) {
      const values = measures.map((measure) => Math.round(row[measure][point] * 100) / 100);
      const key = values.join(' ');
      if (key === before) columns.end.pop();
      columns.end.push(Math.min(startS(point + 1), base.durationMs / SECOND_MS));
      if (key === before) continue;
      before = key;
      columns.row.push(brief(tops[instance]));
      columns.instance.push(instance);
      columns.t.push(startS(point));
      measures.forEach((measure, i) => {
        columns[measure].push(values[i]);
      });
    }
  });
  return columns;
}

interface Layout {
  readonly rowHeightPx: number;
  /** Upper edge of each row, in rows. */
  readonly tops: readonly number[];
  readonly end: number;
  readonly zones: ChartColumns;
}

/** Rows from top to bottom with room for the name of a zone before its first. */
function layOut(rows: readonly HeatRow[]): Layout {
  const ideal = PLOT_HEIGHT_PX / Math.max(1, rows.length);
  const rowHeightPx = Math.min(ROW_HEIGHT_PX_MAX, Math.max(ROW_HEIGHT_PX_MIN, ideal));
  const tops: number[] = [];
  const zones: { row: number; zone: string }[] = [];
  let next = 0;
  rows.forEach(({ zone }, i) => {
    if (zone !== rows[i - 1]?.zone) {
      zones.push({ row: brief(next), zone });
      next += ZONE_HEIGHT_PX / rowHeightPx;
    }
    tops.push(next++);
  });
  const columns = { row: zones.map(({ row }) => row), zone: zones.map(({ zone }) => zone) };
  return { rowHeightPx, tops, end: next, zones: columns };
}

function spec(map: HeatMap, layout: Layout): ChartSpec {
  const y = { field: 'row', type: 'quantitative', scale: { domain: [0, layout.end], reverse: true, nice: false } };
  return {
    height: Math.max(1, Math.round(layout.end * layout.rowHeightPx)),
    encoding: { y: { ...y, title: null, axis: nameAxis(map.rows, layout) } },
    layer: [cellLayer(map), zoneLayer()],
  };
}

/** Names beside their rows where there is room for them. */
function nameAxis(rows: readonly HeatRow[], { rowHeightPx, tops }: Layout): SpecPart | null {
  if (rowHeightPx < NAMED_ROW_HEIGHT_PX) return null;
  const centres = tops.map((top) => brief(top + 0.5));
  return {
    values: centres,
    labelExpr: `${JSON.stringify(rows.map(({ name }) => shortName(name)))}[indexof(${JSON.stringify(centres)}, datum.value)]`,
    labelLimit: 84,
    labelFontSize: 9,
    labelOverlap: false,
    grid: false,
  };
}

/** Instances differ in the last digits of their ids. */
function shortName(name: string): string {
  return name.length <= SHORT_NAME ? name : `…${name.slice(1 - SHORT_NAME)}`;
}

const TOOLTIPS = {
  reserved: [
    { field: 'reservedCpu', title: 'CPU reserved', format: '.0%' },
    { field: 'reservedMemory', title: 'memory reserved', format: '.0%' },
    { field: 'tasks', title: 'tasks', format: '.1~f' },
  ],
  used: [{ field: 'usedCpu', title: 'CPU used', format: '.0%' }],
} as const;

function cellLayer({ base, shown, rows }: HeatMap): ChartLayer {
  return {
    data: { name: 'cells' },
    transform: [
      { calculate: instantExpression('datum.t', base), as: 'from' },
      { calculate: instantExpression('datum.end', base), as: 'to' },
      { calculate: `${JSON.stringify(rows.map(({ name, zone }) => `${name}, ${zone}`))}[datum.instance]`, as: 'name' },
      { calculate: 'datum.row + 0.88', as: 'bottom' },
      {
        calculate: shown === 'reserved' ? 'max(datum.reservedCpu, datum.reservedMemory)' : 'datum.usedCpu',
        as: 'shown',
      },
    ],
    mark: { type: 'rect', aria: false },
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
      color: {
        field: 'shown',
        type: 'quantitative',
        scale: { type: 'threshold', domain: STEP_ENDS, range: stepColours(shown) },
        legend: { format: '.0%', gradientLength: 240, labelOverlap: false },
      },
      tooltip: [
        { field: 'name', title: 'instance' },
        { field: 'from', title: 'from' },
        { field: 'to', title: 'to' },
        ...TOOLTIPS[shown],
      ],
    },
  };
}

function zoneLayer(): ChartLayer {
  return {
    data: { name: 'zones' },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'middle',
      x: 0,
      yOffset: ZONE_HEIGHT_PX / 2,
      fontSize: 11,
      fontWeight: 600,
      color: colour('ink'),
    },
    encoding: { text: { field: 'zone', type: 'nominal' } },
  };
}
