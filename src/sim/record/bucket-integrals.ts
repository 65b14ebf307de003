import type { OpenPeriod } from './open-period.ts';

/** The integrals of one clock's periods: what has come together in the open one until when, and the last that ended. */
interface Window {
  readonly period: OpenPeriod;
  readonly open: Float64Array;
  readonly untilMs: Float64Array;
  readonly closed: Float64Array;
  readonly closedAtMs: Float64Array;
}

/**
 * Gauges integrated exactly over time: a row per gauge, a column per bucket, in unit·ms. Nothing is sampled: a gauge
 * costs work only when it changes, and integer values stay exact.
 */
export class BucketIntegrals {
  readonly bucketCount: number;
  /** Row-major: row × bucketCount + bucket. */
  readonly integrals: Float64Array<ArrayBuffer>;
  private readonly bucketMs: number;
  private readonly values: Float64Array;
  private readonly sinceMs: Float64Array;
  private readonly windows: Window[] = [];
  /** The bucket of the latest change, and the time that it covers: most changes stay in one. */
  private openBucket = 0;
  private openStartMs = 0;
  private openEndMs: number;

  constructor(rowCount: number, bucketMs: number, durationMs: number) {
    this.bucketMs = bucketMs;
    this.openEndMs = bucketMs;
    this.bucketCount = Math.max(1, Math.ceil(durationMs / bucketMs));
    this.integrals = new Float64Array(rowCount * this.bucketCount);
    this.values = new Float64Array(rowCount);
    this.sinceMs = new Float64Array(rowCount);
  }

  value(row: number): number {
    return this.values[row];
  }

  /** The gauge goes up or down by `change` from now on. O(buckets since its last change). */
  add(row: number, change: number, nowMs: number): void {
    this.flush(row, nowMs);
    this.values[row] += change;
  }

  set(row: number, value: number, nowMs: number): void {
    this.flush(row, nowMs);
    this.values[row] = value;
  }

  /** Adds `amount` (unit·ms) to one bucket, over no time. */
  addToBucketOf(row: number, amount: number, atMs: number): void {
    this.addToBucket(row, Math.min(Math.floor(atMs / this.bucketMs), this.bucketCount - 1), amount);
  }

  /** The same to a bucket by its number. */
  addToBucket(row: number, bucket: number, amount: number): void {
    this.integrals[row * this.bucketCount + bucket] += amount;
  }

  /** Adds a level that held from one instant to another, whenever that was. O(buckets between them). */
  addSpan(row: number, level: number, fromMs: number, toMs: number): void {
    if (level === 0 || fromMs >= toMs) return;
    const { bucketMs, integrals } = this;
    let from = fromMs;
    let bucket = Math.floor(from / bucketMs);
    const base = row * this.bucketCount;
    for (let end = (bucket + 1) * bucketMs; end < toMs; end += bucketMs) {
      integrals[base + bucket++] += level * (end - from);
      from = end;
    }
    integrals[base + bucket] += level * (toMs - from);
  }

  /** Integrates every gauge by the periods of a clock as well, from the start; returns the window's number. */
  openWindow(period: OpenPeriod): number {
    const column = () => new Float64Array(this.values.length);
    const window = { period, open: column(), untilMs: column(), closed: column(), closedAtMs: column() };
    return this.windows.push(window) - 1;
  }

  /**
   * Integral of the period that ends now, exact and in O(1); the same for whoever asks again at this instant. A period
   * in which a gauge stood still need not be asked for.
   */
  closeWindow(window: number, row: number, nowMs: number): number {
    const { open, closed, closedAtMs } = this.windows[window];
    if (closedAtMs[row] === nowMs) return closed[row];
    this.integrate(this.windows[window], row, nowMs);
    closedAtMs[row] = nowMs;
    closed[row] = open[row];
    open[row] = 0;
    return closed[row];
  }

  /** Integrates every gauge up to the end. */
  finish(endMs: number): void {
    for (let row = 0; row < this.values.length; row++) this.flush(row, endMs);
  }

  private flush(row: number, nowMs: number): void {
    const sinceMs = this.sinceMs[row];
    this.sinceMs[row] = nowMs;
    for (let i = 0; i < this.windows.length; i++) {
      this.integrate(this.windows[i], row, nowMs);
      this.windows[i].period.move(row);
    }
    const value = this.values[row];
    if (value === 0 || sinceMs === nowMs) return;
    if (nowMs > this.openEndMs) this.moveTo(nowMs);
    if (sinceMs >= this.openStartMs) {
      this.integrals[row * this.bucketCount + this.openBucket] += value * (nowMs - sinceMs);
    } else {
      this.addSpan(row, value, sinceMs, nowMs);
    }
  }

  /** An instant at the edge of two buckets ends the first of them. */
  private moveTo(nowMs: number): void {
    this.openBucket = Math.ceil(nowMs / this.bucketMs) - 1;
    this.openStartMs = this.openBucket * this.bucketMs;
    this.openEndMs = this.openStartMs + this.bucketMs;
  }

  private integrate({ period, open, untilMs }: Window, row: number, nowMs: number): void {
    const fromMs = untilMs[row];
    untilMs[row] = nowMs;
    // What was not asked for belonged to periods that are over.
    if (fromMs < period.startMs) open[row] = this.values[row] * (nowMs - period.startMs);
    else open[row] += this.values[row] * (nowMs - fromMs);
  }
}
