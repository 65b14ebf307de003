/** More entries than this are found by halving instead. */
const TABLE_MAX = 1 << 14;

/**
 * How much of one resource the demands need, so that an instance's remaining amount tells at once which of them it is
 * enough for: the amounts between two needs are a level, and each level has a bit per demand.
 */
export class Thresholds {
  /** Somebody needs more than nothing. */
  isUsed = false;
  /** A bit per demand, `words` words per level. */
  masks = new Int32Array(1);
  private words = 1;
  private readonly needOf: number[] = [];
  /** Ascending, each once. */
  private needs = new Int32Array(0);
  /** Level by amount >> shift, where that table is not too long. */
  private shift = 0;
  private levels = new Uint16Array(1);
  private isTable = true;

  /** One demand further, the bits of all in so many words. */
  add(need: number, words: number): void {
    this.needOf.push(need);
    this.words = words;
    this.needs = Int32Array.from(new Set(this.needOf)).sort();
    this.isUsed = this.needs[this.needs.length - 1] > 0;
    this.masks = new Int32Array((this.needs.length + 1) * words);
    this.needs.forEach((least, level) => {
      this.needOf.forEach((amount, demand) => {
        if (amount <= least) this.masks[(level + 1) * words + (demand >> 5)] |= 1 << (demand & 31);
      });
    });
    this.tabulate();
  }

  /** Where the words of the level of that amount begin in `masks`. */
  offsetOf(amount: number): number {
    const { levels } = this;
    if (!this.isTable) return this.levelOf(amount) * this.words;
    const entry = amount >> this.shift;
    return levels[entry < levels.length ? entry : levels.length - 1] * this.words;
  }

  /** Every need is a multiple of 1 << shift, so the bits below tell nothing. */
  private tabulate(): void {
    const most = this.needs[this.needs.length - 1];
    const anyNeed = this.needs.reduce((bits, need) => bits | need, 0);
    this.shift = anyNeed === 0 ? 0 : 31 - Math.clz32(anyNeed & -anyNeed);
    this.isTable = most >> this.shift < TABLE_MAX;
    if (!this.isTable) return;
    this.levels = Uint16Array.from({ length: (most >> this.shift) + 1 }, (_, entry) =>
      this.levelOf(entry << this.shift),
    );
  }

  /** How many of the needs the amount is enough for. */
  private levelOf(amount: number): number {
    let from = 0;
    let end = this.needs.length;
    while (from < end) {
      const middle = (from + end) >> 1;
      if (this.needs[middle] <= amount) from = middle + 1;
      else end = middle;
    }
    return from;
  }
}
