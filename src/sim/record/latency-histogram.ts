/**
 * How long requests took: a high-dynamic-range histogram, whose cells are as wide as 1/128 of where they lie. The cell
 * of a time is the upper part of its single-precision number: its exponent and seven bits behind it. Finding it costs a
 * store and a load, a tenth of what a package takes (docs/decisions/0013), and a request is counted in each of three
 * nanoseconds. Weights may be fractions: fluid traffic adds parts of requests.
 *
 * A bit per cell says which are used, so reading, adding up and forgetting cost what is used, not what lies between;
 * memory is that of the octaves between the shortest and the longest time.
 */

const MANTISSA_BITS = 7;
const SHIFT = 23 - MANTISSA_BITS;
const OCTAVE_CELLS = 1 << MANTISSA_BITS;
/** From 2^-14 ms (61 ns) to 2^34 ms (198 days); what lies beyond counts in the first or last cell. */
const LOWEST_CELL = (127 - 14) << MANTISSA_BITS;
const CELLS = 48 << MANTISSA_BITS;

const asNumber = new Float32Array(1);
const asBits = new Int32Array(asNumber.buffer);

/** Times that stand for a distribution: where each lies, in steps that grow as it does, and their weighted mean. */
export interface LaidTimes {
  readonly places: Int32Array;
  readonly meanMs: number;
}

/** @param weights of each time; together they are 1 */
export function layTimes(timesMs: Float64Array, weights: Float64Array): LaidTimes {
  const places = new Int32Array(timesMs.length);
  let meanMs = 0;
  for (let i = 0; i < timesMs.length; i++) {
    asNumber[0] = timesMs[i];
    places[i] = asBits[0];
    meanMs += weights[i] * timesMs[i];
  }
  return { places, meanMs };
}

export class LatencyHistogram {
  /** Requests, and the sum of their times in ms. */
  count = 0;
  sumMs = 0;
  /** Whole octaves from that cell on; those in use by their bits. */
  private start = 0;
  private cells = new Float64Array(0);
  private used = new Int32Array(0);
  /** Scratch of `quantiles`. */
  private left = new Float64Array(0);

  add(ms: number, weight: number): void {
    asNumber[0] = ms;
    const at = (asBits[0] >> SHIFT) - LOWEST_CELL - this.start;
    this.count += weight;
    this.sumMs += ms * weight;
    if (at >= 0 && at < this.cells.length) this.addAt(at, weight);
    else this.addOutside(at + this.start, weight);
  }

  /** So many times at once, each later by `laterMs`, with its weight times a factor and another. */
  addAll(timesMs: Float64Array, laterMs: number, weights: Float64Array, factor: number, other: number): void {
    let { count, sumMs } = this;
    for (let i = 0; i < timesMs.length; i++) {
      const ms = laterMs + timesMs[i];
      const weight = factor * weights[i] * other;
      count += weight;
      sumMs += ms * weight;
      asNumber[0] = ms;
      const at = (asBits[0] >> SHIFT) - LOWEST_CELL - this.start;
      if (at >= 0 && at < this.cells.length) this.addAt(at, weight);
      else this.addOutside(at + this.start, weight);
    }
    this.count = count;
    this.sumMs = sumMs;
  }

  /** So many requests, each time of one distribution moved by that part of its way to that of the other. */
  addBetween(lower: LaidTimes, upper: LaidTimes, part: number, weights: Float64Array, requests: number): void {
    const from = lower.places;
    const to = upper.places;
    this.count += requests;
    this.sumMs += requests * (lower.meanMs + part * (upper.meanMs - lower.meanMs));
    for (let i = 0; i < from.length; i++) {
      const place = from[i] + part * (to[i] - from[i]);
      const at = (place >> SHIFT) - LOWEST_CELL - this.start;
      const weight = requests * weights[i];
      if (at >= 0 && at < this.cells.length) this.addAt(at, weight);
      else this.addOutside(at + this.start, weight);
    }
  }

  /** The time that a share of `portion` in (0, 1) does not exceed, in its cell by proportion; NaN with no request. */
  quantile(portion: number): number {
    const one = new Float64Array(1);
    this.quantiles(Float64Array.of(portion), one, 0, 1);
    return one[0];
  }

  /** The same for several portions, in ascending order, in one go: into `to` from `at` on, `stride` apart. */
  quantiles(portions: Float64Array, to: Float64Array, at: number, stride: number): void {
    if (this.left.length < portions.length) this.left = new Float64Array(portions.length);
    const { left, cells, used, count } = this;
    for (let i = 0; i < portions.length; i++) {
      left[i] = count * portions[i];
      to[at + i * stride] = Number.NaN;
    }
    if (count === 0) return;
    let next = 0;
    let last = 0;
    for (let word = 0; word < used.length && next < portions.length; word++) {
      for (let bits = used[word]; bits !== 0; bits &= bits - 1) {
        last = (word << 5) + 31 - Math.clz32(bits & -bits);
        const weight = cells[last];
        while (next < portions.length && left[next] <= weight) {
          to[at + next * stride] = this.timeIn(last, left[next] / weight);
          next++;
        }
        for (let i = next; i < portions.length; i++) left[i] -= weight;
      }
    }
    // What rounding leaves over is in the last cell.
    for (; next < portions.length; next++) to[at + next * stride] = this.timeIn(last, 1);
  }

  meanMs(): number {
    return this.sumMs / this.count;
  }

  /** Gives all it has to another one, so many times over, and has nothing any more. */
  moveInto(other: LatencyHistogram, times: number): void {
    const { cells, used, start } = this;
    for (let word = 0; word < used.length; word++) {
      for (let bits = used[word]; bits !== 0; bits &= bits - 1) {
        const at = (word << 5) + 31 - Math.clz32(bits & -bits);
        other.addToCell(start + at, cells[at], times);
        cells[at] = 0;
      }
      used[word] = 0;
    }
    // One by one, as if each had been added when it came: a product would round in another way.
    for (let i = 0; i < times; i++) {
      other.count += this.count;
      other.sumMs += this.sumMs;
    }
    this.count = 0;
    this.sumMs = 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.cells.fill(0);
    this.used.fill(0);
    this.count = 0;
    this.sumMs = 0;
  }

  private addToCell(cell: number, weight: number, times: number): void {
    const at = cell - this.start;
    if (at >= 0 && at < this.cells.length) this.addAt(at, weight);
    else this.addOutside(cell, weight);
    for (let i = 1; i < times; i++) this.cells[cell - this.start] += weight;
  }

  private addAt(at: number, weight: number): void {
    if (this.cells[at] === 0) this.used[at >> 5] |= 1 << (at & 31);
    this.cells[at] += weight;
  }

  /** The octave of that cell, and all between it and those that are there, from now on. */
  private addOutside(cell: number, weight: number): void {
    const bounded = Math.min(Math.max(cell, 0), CELLS - 1);
    const octave = bounded & -OCTAVE_CELLS;
    const { start, cells, used } = this;
    const isEmpty = cells.length === 0;
    const first = isEmpty ? octave : Math.min(octave, start);
    const end = isEmpty ? octave + OCTAVE_CELLS : Math.max(octave + OCTAVE_CELLS, start + cells.length);
    if (end - first > cells.length) {
      this.start = first;
      this.cells = new Float64Array(end - first);
      this.used = new Int32Array((end - first) >> 5);
      this.cells.set(cells, isEmpty ? 0 : start - first);
      this.used.set(used, isEmpty ? 0 : (start - first) >> 5);
    }
    this.addAt(bounded - this.start, weight);
  }

  private timeIn(at: number, part: number): number {
    const fromMs = startOf(this.start + at);
    return fromMs + (startOf(this.start + at + 1) - fromMs) * Math.min(1, part);
  }
}

/** Where a cell starts, ms. */
function startOf(cell: number): number {
  asBits[0] = (cell + LOWEST_CELL) << SHIFT;
  return asNumber[0];
}
