import { assert } from '../../base/assert.ts';
import { growFloat64 } from './rows.ts';

/** How the samples of a period become one datapoint, as `get-metric-data` names it. */
export type MetricStatistic = 'Average' | 'Sum' | 'Minimum' | 'Maximum';
export type MetricUnit = 'Percent' | 'Count' | 'Count/Second' | 'Seconds' | 'Megabytes' | 'Bytes' | 'None';

export interface MetricDimension {
  readonly name: string;
  readonly value: string;
}

/** What CloudWatch knows a metric by (P11), with the period and the statistic it is published with. */
export interface MetricSpec {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly MetricDimension[];
  readonly periodMs: number;
  readonly unit: MetricUnit;
  readonly statistic: MetricStatistic;
}

/** Datapoints that are kept of a metric unless more are asked for. A power of two. */
const DATAPOINTS_KEPT = 64;

/**
 * The datapoints of CloudWatch: one row per metric, opened while the engine is wired and never closed. Whoever opens a
 * metric under a name that is known gets its row. A period without a sample has the datapoint NaN (P11.1): none.
 */
export class MetricTable {
  readonly specs: MetricSpec[] = [];
  /** Metrics of Container Insights that exist, whether anybody opened them or not: they are billed. */
  insightCount = 0;
  private readonly rows = new Map<string, number>();
  /** By row: its datapoints, entry (number of the period mod length). Lengths are powers of two. */
  private readonly values: Float64Array[] = [];
  /** By row: number of the period of its newest datapoint; -1 before the first. */
  private readonly newest: number[] = [];
  private readonly keepsAll: boolean;

  /** @param keepsAll keep every datapoint of the run, for `--metrics`; else the latest of each */
  constructor(keepsAll: boolean) {
    this.keepsAll = keepsAll;
  }

  get count(): number {
    return this.specs.length;
  }

  /** The metric's row. */
  open(spec: MetricSpec): number {
    const key = keyOf(spec);
    const known = this.rows.get(key);
    if (known !== undefined) return known;
    const row = this.specs.push(spec) - 1;
    this.rows.set(key, row);
    this.values.push(new Float64Array(DATAPOINTS_KEPT).fill(Number.NaN));
    this.newest.push(-1);
    return row;
  }

  /** At least so many datapoints of the metric are kept. */
  keepLatest(row: number, count: number): void {
    assert(this.newest[row] === -1, 'a metric is asked to keep more after its first datapoint');
    let { length } = this.values[row];
    while (length < count) length *= 2;
    if (length > this.values[row].length) this.values[row] = new Float64Array(length).fill(Number.NaN);
  }

  /** The datapoint of the period that ends now; NaN = none. Periods that were left out have none. */
  put(row: number, value: number, nowMs: number): void {
    const period = nowMs / this.specs[row].periodMs - 1;
    const before = this.newest[row];
    assert(Number.isInteger(period) && period > before, 'a datapoint is put twice, or inside a period');
    if (this.keepsAll) this.ensure(row, period + 1);
    const values = this.values[row];
    const mask = values.length - 1;
    for (let skipped = Math.max(before + 1, period - mask); skipped < period; skipped++) {
      values[skipped & mask] = Number.NaN;
    }
    values[period & mask] = value;
    this.newest[row] = period;
  }

  /** The datapoint `back` periods before the newest one; NaN where there is none (any more). */
  last(row: number, back: number): number {
    const period = this.newest[row] - back;
    const values = this.values[row];
    if (period < 0 || back >= values.length) return Number.NaN;
    return values[period & (values.length - 1)];
  }

  /** Every datapoint from the start, where all are kept. */
  all(row: number): Float64Array {
    assert(this.keepsAll, 'only the latest datapoints are kept');
    return this.values[row].slice(0, this.newest[row] + 1);
  }

  private ensure(row: number, length: number): void {
    const before = this.values[row];
    if (length <= before.length) return;
    let grownLength = before.length;
    while (grownLength < length) grownLength *= 2;
    this.values[row] = growFloat64(before, grownLength);
  }
}

/** What a metric is told apart by, whatever its period. */
export function metricKey({ namespace, name, dimensions, statistic }: MetricSpec): string {
  const named = dimensions.map((dimension) => [dimension.name, dimension.value]);
  return JSON.stringify([namespace, name, named, statistic]);
}

function keyOf(spec: MetricSpec): string {
  return `${spec.periodMs} ${metricKey(spec)}`;
}
