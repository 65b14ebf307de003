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

  constructor(rowCount: number, bucketMs: number, durationMs: number) {
    this.bucketMs = bucketMs;
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
    const bucket = Math.min(Math.floor(atMs / this.bucketMs), this.bucketCount - 1);
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

  /** Integrates every gauge up to the end. */
  finish(endMs: number): void {
    for (let row = 0; row < this.values.length; row++) this.flush(row, endMs);
  }

  private flush(row: number, nowMs: number): void {
    const sinceMs = this.sinceMs[row];
    this.sinceMs[row] = nowMs;
    this.addSpan(row, this.values[row], sinceMs, nowMs);
  }
}
