import { assert } from '../../base/assert.ts';
import { lowestBit } from '../../base/bits.ts';
import { growInt32 } from './rows.ts';

/** Words of a page: mask of the rows that count, the page's first row, its place in the list, and 32 counts. */
const PAGE = 35;
const FIRST_ROW = 1;
const PLACE = 2;
const COUNTS = 3;

/**
 * A count per row that is 0 for most rows: pages of 32 rows, there only while one of their rows has a count. A bit per
 * row, and 140 bytes per page in use.
 */
export class SparseCounts {
  /** Rows with a count above 0. */
  size = 0;
  /** Page by row >> 5. Page 0 is always empty, and stands for all pages that are not there. */
  private pageOf: Int32Array;
  private pages = new Int32Array(8 * PAGE);
  /** Pages in use, in no order. */
  private used = new Int32Array(8);
  private usedCount = 0;
  private free = new Int32Array(8);
  private freeCount = 0;
  /** Pages ever used, page 0 among them. */
  private fresh = 1;

  constructor(capacity: number) {
    this.pageOf = new Int32Array(Math.ceil(capacity / 32));
  }

  at(row: number): number {
    return this.pages[this.pageOf[row >> 5] * PAGE + COUNTS + (row & 31)];
  }

  /** The rows 32 × word … + 31 with a count above 0, as bits. */
  maskOf(word: number): number {
    return this.pages[this.pageOf[word] * PAGE];
  }

  move(row: number, change: 1 | -1): void {
    let page = this.pageOf[row >> 5];
    if (page === 0) page = this.open(row >> 5);
    const base = page * PAGE;
    const { pages } = this;
    const count = pages[base + COUNTS + (row & 31)] + change;
    assert(count >= 0, 'something was counted off a row that it was not counted on');
    pages[base + COUNTS + (row & 31)] = count;
    if (count === 0) {
      this.size--;
      pages[base] &= ~(1 << (row & 31));
      if (pages[base] === 0) this.close(page);
    } else if (count === 1 && change === 1) {
      this.size++;
      pages[base] |= 1 << (row & 31);
    }
  }

  /** Writes the rows with a count above 0, `size` of them in no order, to `target` from that position on. */
  copyRows(target: Int32Array, from: number): void {
    const { pages, used } = this;
    let copied = from;
    for (let i = 0; i < this.usedCount; i++) {
      const base = used[i] * PAGE;
      const first = pages[base + FIRST_ROW];
      for (let mask = pages[base]; mask !== 0; mask &= mask - 1) target[copied++] = first + lowestBit(mask);
    }
  }

  /** Room for that many rows. */
  ensure(rows: number): void {
    const length = Math.ceil(rows / 32);
    if (length > this.pageOf.length) this.pageOf = growInt32(this.pageOf, length);
  }

  private open(word: number): number {
    const page = this.freeCount > 0 ? this.free[--this.freeCount] : this.fresh++;
    if ((page + 1) * PAGE > this.pages.length) this.grow();
    this.pages[page * PAGE + FIRST_ROW] = word * 32;
    this.pages[page * PAGE + PLACE] = this.usedCount;
    this.used[this.usedCount++] = page;
    this.pageOf[word] = page;
    return page;
  }

  /** The page's counts are all 0, as the next one to use it expects. */
  private close(page: number): void {
    const { pages, used } = this;
    const place = pages[page * PAGE + PLACE];
    const last = used[--this.usedCount];
    used[place] = last;
    pages[last * PAGE + PLACE] = place;
    this.pageOf[pages[page * PAGE + FIRST_ROW] >> 5] = 0;
    this.free[this.freeCount++] = page;
  }

  private grow(): void {
    const pages = (this.pages.length / PAGE) * 2;
    this.pages = growInt32(this.pages, pages * PAGE);
    this.used = growInt32(this.used, pages);
    this.free = growInt32(this.free, pages);
  }
}
