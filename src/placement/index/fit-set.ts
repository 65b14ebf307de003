import { countBits, lowestBit, nthBit } from '../../base/bits.ts';
import { NONE } from '../../base/units.ts';
import type { SparseCounts } from '../../sim/state/sparse-counts.ts';
import type { Partitioning } from './partitioning.ts';
import { FirstCommon, RowBits } from './row-bits.ts';

/** Rows that are noted at most; when more have changed before the set is used, it is made anew. */
const NOTED_MAX = 256;

/** Who knows which instances take which demand. */
export interface Judge {
  /** Instances it has judged: rows below. */
  readonly known: number;
  takes(row: number, demand: number): boolean;
}

/**
 * The container instances that take one demand now, in order of registration; how many there are per partition. It is
 * told which verdicts change, and takes that in when it is used.
 */
export class FitSet {
  rows = new RowBits();
  private readonly judge: Judge;
  private readonly demand: number;
  private readonly partitioning: Partitioning;
  private readonly counts: Int32Array;
  private readonly search = new FirstCommon();
  private readonly noted = new Int32Array(NOTED_MAX);
  /** More than there is room for: the set is made anew. */
  private notedCount = NOTED_MAX + 1;

  constructor(judge: Judge, demand: number, partitioning: Partitioning) {
    this.judge = judge;
    this.demand = demand;
    this.partitioning = partitioning;
    this.counts = new Int32Array(partitioning.count);
  }

  /** Words looked at so far. */
  get steps(): number {
    return this.search.steps;
  }

  /** The verdict on that instance has changed. */
  note(row: number): void {
    if (this.notedCount < NOTED_MAX) this.noted[this.notedCount] = row;
    if (this.notedCount <= NOTED_MAX) this.notedCount++;
  }

  catchUp(): void {
    if (this.notedCount > NOTED_MAX) this.renew();
    else for (let i = 0; i < this.notedCount; i++) this.look(this.noted[i]);
    this.notedCount = 0;
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

  /** The first of that partition without a count in `excluded`; NONE when there is none. */
  best(partition: number, excluded: SparseCounts | null): number {
    if (this.counts[partition] === 0) return NONE;
    const { rows, partitioning } = this;
    return this.search.find(rows, partitioning.count === 1 ? rows : partitioning.rows[partition], excluded);
  }

  private maskIn(isIn: Uint8Array, word: number): number {
    const { rows } = this.partitioning;
    let mask = 0;
    for (let partition = 0; partition < isIn.length; partition++)
      if (isIn[partition] === 1 && word < rows[partition].leaves.length) mask |= rows[partition].leaves[word];
    return mask;
  }

  private renew(): void {
    this.rows = new RowBits();
    this.counts.fill(0);
    for (let row = 0; row < this.judge.known; row++) this.look(row);
  }

  private look(row: number): void {
    const { rows } = this;
    const isMember = this.judge.takes(row, this.demand);
    if (isMember === rows.has(row)) return;
    if (isMember) rows.add(row);
    else rows.remove(row);
    this.counts[this.partitioning.of(row)] += isMember ? 1 : -1;
  }
}
