/** The events of one instant, by rank: a binary heap in typed arrays. Nothing is allocated except when it grows. */
export class InstantHeap {
  count = 0;
  /** The event that `pop` took out. */
  rank = 0;
  a = 0;
  b = 0;
  private ranks = new Float64Array(64);
  private as = new Int32Array(64);
  private bs = new Int32Array(64);

  /** Events of one kind come in the order of their ranks, and stay where they are put: O(1). Else O(log count). */
  push(rank: number, a: number, b: number): void {
    if (this.count === this.ranks.length) this.grow();
    const { ranks, as, bs } = this;
    let hole = this.count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (ranks[parent] < rank) break;
      ranks[hole] = ranks[parent];
      as[hole] = as[parent];
      bs[hole] = bs[parent];
      hole = parent;
    }
    ranks[hole] = rank;
    as[hole] = a;
    bs[hole] = b;
  }

  /** Takes the first event out into `rank`, `a`, `b`; there must be one. */
  pop(): void {
    const { ranks, as, bs } = this;
    this.rank = ranks[0];
    this.a = as[0];
    this.b = bs[0];
    const count = --this.count;
    if (count > 0) this.sink(ranks[count], as[count], bs[count]);
  }

  /** Puts an event into the hole at the root and lets it sink to its place. */
  private sink(rank: number, a: number, b: number): void {
    const { ranks, as, bs, count } = this;
    let hole = 0;
    for (let child = 1; child < count; child = 2 * hole + 1) {
      if (child + 1 < count && ranks[child + 1] < ranks[child]) child++;
      if (rank < ranks[child]) break;
      ranks[hole] = ranks[child];
      as[hole] = as[child];
      bs[hole] = bs[child];
      hole = child;
    }
    ranks[hole] = rank;
    as[hole] = a;
    bs[hole] = b;
  }

  private grow(): void {
    const { ranks, as, bs } = this;
    const length = ranks.length * 2;
    this.ranks = new Float64Array(length);
    this.ranks.set(ranks);
    this.as = new Int32Array(length);
    this.as.set(as);
    this.bs = new Int32Array(length);
    this.bs.set(bs);
  }
}
