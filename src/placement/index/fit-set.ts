import { countBits, lowestBit, nthBit } from '../../base/bits.ts';
import { NONE } from '../../base/units.ts';
import type { SparseCounts } from '../../sim/state/sparse-counts.ts';
import type { Partitioning } from './partitioning.ts';
import { FirstCommon, RowBits } from './row-bits.ts';

/** The container instances that take one demand now, in order of registration; how many there are per partition. */
export class FitSet {
  readonly rows = new RowBits();
  private readonly partitioning: Partitioning;
  private readonly counts: Int32Array;
  private readonly search = new FirstCommon();

  constructor(partitioning: Partitioning) {
    this.partitioning = partitioning;
    this.counts = new Int32Array(partitioning.count);
  }

  /** Words looked at so far. */
  get steps(): number {
    return this.search.steps;
  }

  add(row: number): void {
    this.rows.add(row);
    this.counts[this.partitioning.of(row)]++;
  }

  remove(row: number): void {
    this.rows.remove(row);
    this.counts[this.partitioning.of(row)]--;
  }

  /** How many of them are in those partitions (1 = in). */
  countIn(isIn: Uint8Array): number {
    let count = 0;
    for (let partition = 0; partition < isIn.length; partition++) count += isIn[partition] * this.counts[partition];
    return count;
  }

  /** The one in those partitions with so many before it there; there must be more than that. */
  memberIn(isIn: Uint8Array, position: number): number {
    const { rows } = this;
    if (this.countIn(isIn) === rows.size) return rows.member(position);
    let before = position;
    for (let block = 0; ; block++) {
      for (let words = rows.middle[block]; words !== 0; words &= words - 1) {
        const word = block * 32 + lowestBit(words);
        const bits = rows.leaves[word] & this.maskIn(isIn, word);
        const count = countBits(bits);
        if (before < count) return word * 32 + nthBit(bits, before);
        before -= count;
      }
    }
  }

  private maskIn(isIn: Uint8Array, word: number): number {
    const { rows } = this.partitioning;
    let mask = 0;
    for (let partition = 0; partition < isIn.length; partition++)
      if (isIn[partition] === 1 && word < rows[partition].leaves.length) mask |= rows[partition].leaves[word];
    return mask;
  }

  /** The first of that partition without a count in `excluded`; NONE when there is none. */
  best(partition: number, excluded: SparseCounts | null): number {
    if (this.counts[partition] === 0) return NONE;
    const { rows, partitioning } = this;
    return this.search.find(rows, partitioning.count === 1 ? rows : partitioning.rows[partition], excluded);
  }
}
