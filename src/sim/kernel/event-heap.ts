/**
 * The future: an implicit binary heap in typed arrays, ordered by (time, kind, sequence). Kind and sequence share one
 * double, `rank = kind × 2^44 + sequence`, exact up to 2^44 events, so that an order is two comparisons and a tie never
 * depends on the heap. Taking the first event out leaves a hole at the root, which the next push fills: most events
 * schedule their successor. Nothing is allocated except when the heap grows (docs/decisions/0006).
 */

const SEQUENCE_LIMIT = 2 ** 44;

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
  /** The root is empty, and the last event stands at `count`. */
  private hasHole = false;

  constructor(capacity = 1024) {
    this.times = new Float64Array(capacity);
    this.ranks = new Float64Array(capacity);
    this.as = new Int32Array(capacity);
    this.bs = new Int32Array(capacity);
  }

  /** `kind` is an integer in [0, 512); `a` and `b` are 32-bit integers. O(log count). */
  push(timeMs: number, kind: number, a: number, b: number): void {
    const rank = kind * SEQUENCE_LIMIT + this.sequence++;
    if (this.hasHole) {
      this.hasHole = false;
      this.count++;
      this.sink(timeMs, rank, a, b);
    } else {
      if (this.count === this.times.length) this.grow();
      this.rise(timeMs, rank, a, b);
    }
  }

  /** The time of the first event; Infinity when there is none. */
  peekTimeMs(): number {
    if (this.count === 0) return Number.POSITIVE_INFINITY;
    if (this.hasHole) this.fillHole();
    return this.times[0];
  }

  /** Takes the first event out into `timeMs`, `kind`, `a`, `b`; false when there is none. */
  pop(): boolean {
    if (this.count === 0) return false;
    if (this.hasHole) this.fillHole();
    this.timeMs = this.times[0];
    this.kind = Math.floor(this.ranks[0] / SEQUENCE_LIMIT);
    this.a = this.as[0];
    this.b = this.bs[0];
    this.count--;
    this.hasHole = true;
    return true;
  }

  /** With the last event, when no push came between two pops. */
  private fillHole(): void {
    const { times, ranks, as, bs, count } = this;
    this.hasHole = false;
    this.sink(times[count], ranks[count], as[count], bs[count]);
  }

  /** Puts an event behind the last and lets it rise to its place. */
  private rise(time: number, rank: number, a: number, b: number): void {
    const { times, ranks, as, bs } = this;
    let hole = this.count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentTime = times[parent];
      if (parentTime < time || (parentTime === time && ranks[parent] < rank)) break;
      times[hole] = parentTime;
      ranks[hole] = ranks[parent];
      as[hole] = as[parent];
      bs[hole] = bs[parent];
      hole = parent;
    }
    times[hole] = time;
    ranks[hole] = rank;
    as[hole] = a;
    bs[hole] = b;
  }

  /** Puts an event into the hole at the root and lets it sink to its place. */
  private sink(time: number, rank: number, a: number, b: number): void {
    const { times, ranks, as, bs, count } = this;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= count) break;
      let childTime = times[child];
      if (child + 1 < count) {
        const otherTime = times[child + 1];
        if (otherTime < childTime || (otherTime === childTime && ranks[child + 1] < ranks[child])) {
          child++;
          childTime = otherTime;
        }
      }
      if (time < childTime || (time === childTime && rank < ranks[child])) break;
      times[hole] = childTime;
      ranks[hole] = ranks[child];
      as[hole] = as[child];
      bs[hole] = bs[child];
      hole = child;
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
