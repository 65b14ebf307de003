import { countBits, lowestBit, nthBit } from '../../base/bits.ts';
import { NONE } from '../../base/units.ts';
import { growInt32 } from '../../sim/state/rows.ts';
import type { SparseCounts } from '../../sim/state/sparse-counts.ts';

/**
 * A set of container instances as bits in order of registration. A word above 32 words says which of them are not 0, so
 * that the first member is found in three steps, and the k-th over one sum per 1,024 instances.
 */
export class RowBits {
  /** How many members there are. */
  size = 0;
  leaves = new Int32Array(32);
  /** A bit per leaf that is not 0, and a bit per such word that is not 0. */
  middle = new Int32Array(1);
  top = new Int32Array(1);
  /** Members by middle word: by 1,024 instances. */
  private sums = new Int32Array(1);

  has(row: number): boolean {
    return row >> 5 < this.leaves.length && (this.leaves[row >> 5] & (1 << (row & 31))) !== 0;
  }

  /** The row is not a member yet. */
  add(row: number): void {
    if (row >= this.leaves.length * 32) this.grow(row);
    this.leaves[row >> 5] |= 1 << (row & 31);
    this.middle[row >> 10] |= 1 << ((row >> 5) & 31);
    this.top[row >> 15] |= 1 << ((row >> 10) & 31);
    this.sums[row >> 10]++;
    this.size++;
  }

  /** The row is a member. */
  remove(row: number): void {
    const { leaves, middle } = this;
    this.sums[row >> 10]--;
    this.size--;
    leaves[row >> 5] &= ~(1 << (row & 31));
    if (leaves[row >> 5] !== 0) return;
    middle[row >> 10] &= ~(1 << ((row >> 5) & 31));
    if (middle[row >> 10] === 0) this.top[row >> 15] &= ~(1 << ((row >> 10) & 31));
  }

  /** The member with so many members before it; NONE when there are not so many. */
  member(position: number): number {
    if (position >= this.size) return NONE;
    const { leaves, middle, sums } = this;
    let before = position;
    let block = 0;
    for (; before >= sums[block]; block++) before -= sums[block];
    for (let words = middle[block]; ; words &= words - 1) {
      const word = block * 32 + lowestBit(words);
      const count = countBits(leaves[word]);
      if (before < count) return word * 32 + nthBit(leaves[word], before);
      before -= count;
    }
  }

  private grow(row: number): void {
    let blocks = this.middle.length;
    while (row >= blocks * 1024) blocks *= 2;
    this.leaves = growInt32(this.leaves, blocks * 32);
    this.middle = growInt32(this.middle, blocks);
    this.sums = growInt32(this.sums, blocks);
    this.top = growInt32(this.top, Math.ceil(blocks / 32));
  }
}

/** Looks for the first row that is in two sets and has no count in a third. */
export class FirstCommon {
  /** Words looked at so far. */
  steps = 0;

  find(a: RowBits, b: RowBits, excluded: SparseCounts | null): number {
    const tops = Math.min(a.top.length, b.top.length);
    for (let high = 0; high < tops; high++) {
      for (let blocks = a.top[high] & b.top[high]; blocks !== 0; blocks &= blocks - 1) {
        const block = high * 32 + lowestBit(blocks);
        for (let words = a.middle[block] & b.middle[block]; words !== 0; words &= words - 1) {
          const word = block * 32 + lowestBit(words);
          this.steps++;
          let bits = a.leaves[word] & b.leaves[word];
          if (excluded !== null) bits &= ~excluded.maskOf(word);
          if (bits !== 0) return word * 32 + lowestBit(bits);
        }
      }
    }
    return NONE;
  }
}
