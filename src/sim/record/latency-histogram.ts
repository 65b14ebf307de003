/**
 * How long requests took: a high-dynamic-range histogram, whose cells are as wide as 1/128 of where they lie. The cell
 * of a time is the upper part of its single-precision number: its exponent and seven bits behind it. Finding it costs a
 * store and a load, a tenth of what the package that keeps pending times takes (docs/decisions/0013), and a request
 * is counted in each of three nanoseconds. Weights may be fractions: fluid traffic adds parts of requests.
 */

const MANTISSA_BITS = 7;
const SHIFT = 23 - MANTISSA_BITS;
/** From 2^-14 ms (61 ns) to 2^34 ms (198 days); what lies beyond counts in the first or last cell. */
const LOWEST_CELL = (127 - 14) << MANTISSA_BITS;
const CELLS = 48 << MANTISSA_BITS;

const asNumber = new Float32Array(1);
const asBits = new Int32Array(asNumber.buffer);

export class LatencyHistogram {
  /** Requests, and the sum of their times in ms. */
  count = 0;
  sumMs = 0;
  private readonly cells = new Float64Array(CELLS);
  private lowest = CELLS;
  private highest = 0;

  add(ms: number, weight: number): void {
    asNumber[0] = ms;
    let cell = (asBits[0] >> SHIFT) - LOWEST_CELL;
    if (cell < 0) cell = 0;
    if (cell >= CELLS) cell = CELLS - 1;
    if (cell < this.lowest) this.lowest = cell;
    if (cell > this.highest) this.highest = cell;
    this.cells[cell] += weight;
    this.count += weight;
    this.sumMs += ms * weight;
  }

  /** The time that a share of `portion` in (0, 1) does not exceed, in its cell by proportion; NaN with no request. */
  quantile(portion: number): number {
    if (this.count === 0) return Number.NaN;
    let left = this.count * portion;
    let cell = this.lowest;
    while (cell < this.highest && left > this.cells[cell]) left -= this.cells[cell++];
    const fromMs = startOf(cell);
    return fromMs + (startOf(cell + 1) - fromMs) * Math.min(1, left / this.cells[cell]);
  }

  meanMs(): number {
    return this.sumMs / this.count;
  }

  /** Adds all of another one. */
  addAll(other: LatencyHistogram): void {
    for (let cell = other.lowest; cell <= other.highest; cell++) this.cells[cell] += other.cells[cell];
    this.lowest = Math.min(this.lowest, other.lowest);
    this.highest = Math.max(this.highest, other.highest);
    this.count += other.count;
    this.sumMs += other.sumMs;
  }

  /** Forgets everything; costs what was used. */
  clear(): void {
    if (this.lowest <= this.highest) this.cells.fill(0, this.lowest, this.highest + 1);
    this.lowest = CELLS;
    this.highest = 0;
    this.count = 0;
    this.sumMs = 0;
  }
}

/** Where a cell starts, ms. */
function startOf(cell: number): number {
  asBits[0] = (cell + LOWEST_CELL) << SHIFT;
  return asNumber[0];
}
