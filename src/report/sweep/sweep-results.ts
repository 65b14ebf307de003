/** The table of a sweep, as its report looks at it: by point, a mean over the replications for each figure. */
import { type Sample, sampleOf } from '../../base/statistics.ts';
import { figureText } from '../comparison/comparison-format.ts';
import type { FigureUnit } from '../figures/figure-facts.ts';
import * as format from '../format.ts';

/** A cell of the table. */
export type SweepCell = string | number | boolean | null;

/** What a report is made of. */
export interface SweepResults {
  readonly name: string;
  /** '' where the scenario has none. */
  readonly description: string;
  readonly engineVersion: string;
  /** The columns that say what is varied. */
  readonly axes: readonly string[];
  /** Every column of the table, `point` and `status` among them. */
  readonly columns: readonly { readonly name: string; readonly cells: readonly SweepCell[] }[];
}

/** A point with the rows of its replications that have figures. */
export interface SweepPoint {
  readonly point: number;
  readonly labels: readonly SweepCell[];
  readonly rows: readonly number[];
}

/** A figure that points are judged by: less is better. */
export interface Objective {
  /** Its column. */
  readonly name: string;
  readonly label: string;
  readonly unit: FigureUnit;
  /** The figure is what its column leaves of 100. */
  readonly isComplement?: boolean;
}

/** What a point costs. */
export const COST: Objective = { name: 'usdPerMonth', label: 'Cost per month', unit: 'usd' };

const BURDENS: readonly Objective[] = [
  { name: 'latencyMsP99', label: 'Latency p99', unit: 'ms' },
  { name: 'availabilityPercent', label: 'Unavailability', unit: 'percent', isComplement: true },
  { name: 'pendingSecondsP95', label: 'Pending time p95', unit: 'seconds' },
];

/** Below so many percent it is the digits behind that tell points apart. */
const FINE_PERCENT = 0.1;

/** The column of that name, where the table has one. */
export function cellsOf({ columns }: SweepResults, name: string): readonly SweepCell[] | undefined {
  return columns.find((column) => column.name === name)?.cells;
}

/** The points that have figures, in their order. */
export function sweepPoints(results: SweepResults): SweepPoint[] {
  const statuses = cellsOf(results, 'status') ?? [];
  const axes = results.axes.map((axis) => cellsOf(results, axis) ?? []);
  const points = new Map<number, { labels: readonly SweepCell[]; rows: number[] }>();
  for (const [row, point] of (cellsOf(results, 'point') ?? []).entries()) {
    if (statuses[row] !== 'done') continue;
    const known = points.get(Number(point));
    if (known === undefined) points.set(Number(point), { labels: axes.map((cells) => cells[row]), rows: [row] });
    else known.rows.push(row);
  }
  return [...points].map(([point, rest]) => ({ point, ...rest }));
}

/** A figure of each point over its replications; null where none has it. */
export function estimates(
  results: SweepResults,
  points: readonly SweepPoint[],
  { isComplement = false, name }: Pick<Objective, 'isComplement' | 'name'>,
): (Sample | null)[] {
  const cells = cellsOf(results, name) ?? [];
  const figures = cells.map((cell) => (isComplement && typeof cell === 'number' ? 100 - cell : cell));
  return points.map(({ rows }) => {
    const values = rows.flatMap((row) => (typeof figures[row] === 'number' ? [figures[row]] : []));
    return values.length === 0 ? null : sampleOf(values);
  });
}

/** What users have to bear, of which the points have any: latency, what is not served, pending time. */
export function burdens(results: SweepResults, points: readonly SweepPoint[]): Objective[] {
  return BURDENS.filter((burden) =>
    estimates(results, points, burden).some(
      (estimate) => estimate !== null && (estimate.mean > 0 || burden.isComplement !== true),
    ),
  );
}

/** A figure in words: `$412.10`, `18.4 ms`, `0.012%`. */
export function objectiveText(value: number, { unit }: Objective): string {
  const isFine = unit === 'percent' && value > 0 && value < FINE_PERCENT;
  return isFine ? format.percent(value, 3) : figureText(value, unit);
}

/** A label as it is read; `-` where the point leaves the field as it is. */
export function labelText(label: SweepCell): string {
  return label === null ? '-' : String(label);
}

/** `tasks 4, strategy spread`. */
export function pointText(axes: readonly string[], { labels }: SweepPoint): string {
  return axes.map((axis, index) => `${axis} ${labelText(labels[index])}`).join(', ');
}
