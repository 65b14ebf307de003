/**
 * The future: an implicit 4-ary heap in typed arrays, ordered by (time, kind, sequence). Kind and sequence share one
 * double, `rank = kind × 2^44 + sequence`, exact up to 2^44 events, so that an order is two comparisons and a tie never
 * depends on the heap. Nothing is allocated except when the heap grows.
 */

const SEQUENCE_LIMIT = 2 ** 44;
const ARITY_SHIFT = 2;

export class EventHeap {
  /** Events that wait. */
  count = 0;
  /** The event that `pop` took out. */
  timeMs = 0;
  kind = 0;
  a = 0;
  b = 0;
  private times: Float64Array;
  private ranks: Float64Array;
  private as: Int32Array;
  private bs: Int32Array;
  private sequence = 0;

  constructor(capacity = 1024) {
    this.times = new Float64Array(capacity);
    this.ranks = new Float64Array(capacity);
    this.as = new Int32Array(capacity);
    this.bs = new Int32Array(capacity);
  }

  /** `kind` is an integer in [0, 512); `a` and `b` are 32-bit integers. O(log₄ count). */
  push(timeMs: number, kind: number, a: number, b: number): void {
    if (this.count === this.times.length) this.grow();
    const { times, ranks, as, bs } = this;
    const rank = kind * SEQUENCE_LIMIT + this.sequence++;
    let hole = this.count++;
    while (hole > 0) {
      const parent = (hole - 1) >> ARITY_SHIFT;
      const parentTime = times[parent];
      if (parentTime < timeMs || (parentTime === timeMs && ranks[parent] < rank)) break;
      times[hole] = parentTime;
      ranks[hole] = ranks[parent];
      as[hole] = as[parent];
      bs[hole] = bs[parent];
      hole = parent;
    }
    times[hole] = timeMs;
    ranks[hole] = rank;
    as[hole] = a;
    bs[hole] = b;
  }

  /** The time of the first event; Infinity when there is none. */
  peekTimeMs(): number {
    return this.count === 0 ? Number.POSITIVE_INFINITY : this.times[0];
  }

  /** Takes the first event out into `timeMs`, `kind`, `a`, `b`; false when there is none. */
  pop(): boolean {
    if (this.count === 0) return false;
    const { times, ranks, as, bs } = this;
    this.timeMs = times[0];
    this.kind = Math.floor(ranks[0] / SEQUENCE_LIMIT);
    this.a = as[0];
    this.b = bs[0];
    const last = --this.count;
    if (last > 0) this.sink(times[last], ranks[last], as[last], bs[last]);
    return true;
  }

  /** Puts an event into the hole at the root and lets it sink to its place. */
  private sink(time: number, rank: number, a: number, b: number): void {
    const { times, ranks, as, bs, count } = this;
    let hole = 0;
    for (;;) {
      const first = (hole << ARITY_SHIFT) + 1;
      if (first >= count) break;
      const end = Math.min(first + 4, count);
      let least = first;
      let leastTime = times[first];
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child];
        if (childTime < leastTime || (childTime === leastTime && ranks[child] < ranks[least])) {
          least = child;
          leastTime = childTime;
        }
      }
      if (time < leastTime || (time === leastTime && rank < ranks[least])) break;
      times[hole] = leastTime;
      ranks[hole] = ranks[least];
      as[hole] = as[least];
      bs[hole] = bs[least];
      hole = least;
    }
    times[hole] = time;
    ranks[hole] = rank;
    as[hole] = a;
    bs[hole] = b;
  }

  private grow(): void {
    const capacity = this.times.length * 2;
    const { times, ranks, as, bs } = this;
    this.times = new Float64Array(capacity);
    this.times.set(times);
    this.ranks = new Float64Array(capacity);
    this.ranks.set(ranks);
    this.as = new Int32Array(capacity);
    this.as.set(as);
    this.bs = new Int32Array(capacity);
    this.bs.set(bs);
  }
}
