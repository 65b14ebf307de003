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

/** Metrics of one period. */
interface MetricClock {
  readonly periodMs: number;
  /** Number of the period that ended last; -1 before the first. */
  newest: number;
}

/** Datapoints that are kept of a metric unless more are asked for. A power of two. */
const DATAPOINTS_KEPT = 64;

/**
 * The datapoints of CloudWatch: one row per metric, opened while the engine is wired and never closed. Whoever opens a
 * metric under a name that is known gets its row. A period without a sample has the datapoint NaN (P11.1): none. Of a
 * metric that is held only datapoints that differ from the one before need to be put.
 */
export class MetricTable {
  readonly specs: MetricSpec[] = [];
  /** Metrics of Container Insights that exist, whether anybody opened them or not: they are billed. */
  insightCount = 0;
  private readonly rows = new Map<string, number>();
  /** By row: its datapoints, entry (number of the period mod length). Lengths are powers of two. */
  private readonly values: Float64Array[] = [];
  /** By row: number of the period of the newest datapoint that was put; -1 before the first. */
  private readonly newest: number[] = [];
  /** By row: whether it is held, its clock, and the newest period with another datapoint than the one before. */
  private readonly isHeld: boolean[] = [];
  private readonly clockOf: MetricClock[] = [];
  private readonly changedIn: number[] = [];
  private readonly clocks: MetricClock[] = [];
  /** Rows whose datapoint has changed since `takeChanged` was asked last. */
  private readonly changed: number[] = [];
  private readonly isChanged: boolean[] = [];
  private changedCount = 0;
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
    this.isHeld.push(false);
    this.clockOf.push(this.openClock(spec.periodMs));
    this.changedIn.push(-1);
    this.changed.push(0);
    this.isChanged.push(false);
    return row;
  }

  /** From its first datapoint on, the metric has the same in every period that ends until it has another one. */
  hold(row: number): void {
    this.isHeld[row] = true;
  }

  /** A period of that length is over: held metrics have its datapoint. */
  endPeriod(periodMs: number, nowMs: number): void {
    for (let i = 0; i < this.clocks.length; i++) {
      if (this.clocks[i].periodMs === periodMs) this.clocks[i].newest = nowMs / periodMs - 1;
    }
  }

  /** Number of the period of the newest datapoint; -1 before the first. */
  newestPeriod(row: number): number {
    const newest = this.newest[row];
    return this.isHeld[row] && newest >= 0 ? Math.max(newest, this.clockOf[row].newest) : newest;
  }

  /** The newest period whose datapoint is another than the one before; -1 before the first datapoint. */
  changedPeriod(row: number): number {
    return this.changedIn[row];
  }

  /** A metric whose datapoint has changed since it was last returned here; -1 when there is none (any more). */
  takeChanged(): number {
    if (this.changedCount === 0) return -1;
    const row = this.changed[--this.changedCount];
    this.isChanged[row] = false;
    return row;
  }

  /** At least so many datapoints of the metric are kept. */
  keepLatest(row: number, count: number): void {
    assert(this.newest[row] === -1, 'a metric is asked to keep more after its first datapoint');
    let { length } = this.values[row];
    while (length < count) length *= 2;
    if (length > this.values[row].length) this.values[row] = new Float64Array(length).fill(Number.NaN);
  }

  /** The datapoint of the period that ends now; NaN = none. Periods that were left out have none, or what is held. */
  put(row: number, value: number, nowMs: number): void {
    const period = nowMs / this.specs[row].periodMs - 1;
    const before = this.newest[row];
    assert(Number.isInteger(period) && period > before, 'a datapoint is put twice, or inside a period');
    const last = before < 0 ? Number.NaN : this.values[row][before & (this.values[row].length - 1)];
    if (this.keepsAll) this.ensure(row, period + 1);
    const between = this.isHeld[row] ? last : Number.NaN;
    this.fill(row, before + 1, period, between);
    this.values[row][period & (this.values[row].length - 1)] = value;
    this.newest[row] = period;
    const isAsBefore = Object.is(value, last) && (period === before + 1 || Object.is(between, last));
    if (!isAsBefore) this.markChanged(row, period);
  }

  /** The datapoint `back` periods before the newest one; NaN where there is none (any more). */
  last(row: number, back: number): number {
    const period = this.newestPeriod(row) - back;
    const values = this.values[row];
    if (period < 0 || back >= values.length) return Number.NaN;
    return values[Math.min(period, this.newest[row]) & (values.length - 1)];
  }

  /** Every datapoint from the start, where all are kept. */
  all(row: number): Float64Array {
    assert(this.keepsAll, 'only the latest datapoints are kept');
    const length = this.newestPeriod(row) + 1;
    const values = this.values[row].slice(0, this.newest[row] + 1);
    const held = growFloat64(values, length);
    if (values.length > 0) held.fill(values[values.length - 1], values.length);
    return held;
  }

  /** Puts that value into the periods from the one to before the other, those of them that are still kept. */
  private fill(row: number, from: number, to: number, value: number): void {
    const values = this.values[row];
    const mask = values.length - 1;
    for (let period = Math.max(from, to - mask); period < to; period++) values[period & mask] = value;
  }

  private markChanged(row: number, period: number): void {
    this.changedIn[row] = period;
    if (this.isChanged[row]) return;
    this.isChanged[row] = true;
    this.changed[this.changedCount++] = row;
  }

  private openClock(periodMs: number): MetricClock {
    const known = this.clocks.find((clock) => clock.periodMs === periodMs);
    if (known !== undefined) return known;
    const clock = { periodMs, newest: -1 };
    this.clocks.push(clock);
    return clock;
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
