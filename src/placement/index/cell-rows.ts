import { lowestBit } from '../../base/bits.ts';
import { NONE } from '../../base/units.ts';
import { growInt32 } from '../../sim/state/rows.ts';
import type { SparseCounts } from '../../sim/state/sparse-counts.ts';

/** Words of a page: which of its 32 words are not 0, and those: a bit for each of 1,024 instances. */
const PAGE = 33;

/**
 * The container instances of each cell as a set in order of registration, for many cells of which most are small: a
 * single member stands for itself, and of bits only those pages are there that have one.
 */
export class CellRows {
  /** Members by cell. */
  size = new Int32Array(64);
  /** Words looked at so far. */
  steps = 0;
  /** By cell: the member of a cell that has one and no table. */
  private single = new Int32Array(64);
  /** By cell: its table of pages, or NONE; and the first of them that may be there. */
  private tableOf = new Int32Array(64).fill(NONE);
  private low = new Int32Array(64);
  /** `span` pages by table, 0 where there is none. */
  private tables = new Int32Array(8);
  private span = 1;
  private freshTable = 0;
  private readonly freeTables: number[] = [];
  private pages = new Int32Array(8 * PAGE);
  private freshPage = 1;
  private readonly freePages: number[] = [];

  add(cell: number, row: number): void {
    if (cell >= this.size.length) this.grow(cell);
    const before = this.size[cell]++;
    if (this.tableOf[cell] === NONE) {
      if (before === 0) {
        this.single[cell] = row;
        return;
      }
      this.openTable(cell);
      this.put(cell, this.single[cell]);
    }
    this.put(cell, row);
  }

  remove(cell: number, row: number): void {
    const left = --this.size[cell];
    if (this.tableOf[cell] === NONE) return;
    const entry = this.tableOf[cell] * this.span + (row >> 10);
    const page = this.tables[entry];
    const base = page * PAGE;
    const word = (row >> 5) & 31;
    const { pages } = this;
    pages[base + 1 + word] &= ~(1 << (row & 31));
    if (pages[base + 1 + word] !== 0) return;
    pages[base] &= ~(1 << word);
    if (pages[base] !== 0) return;
    this.tables[entry] = 0;
    this.freePages.push(page);
    if (left === 0) this.closeTable(cell);
  }

  /** The first member of a cell that has some. */
  first(cell: number): number {
    if (this.tableOf[cell] === NONE) return this.single[cell];
    const table = this.tableOf[cell] * this.span;
    const { tables, pages } = this;
    let block = this.low[cell];
    while (tables[table + block] === 0) block++;
    this.low[cell] = block;
    const base = tables[table + block] * PAGE;
    const word = lowestBit(pages[base]);
    return block * 1024 + word * 32 + lowestBit(pages[base + 1 + word]);
  }

  /** The first member without a count there; NONE when all have one. */
  firstBeside(excluded: SparseCounts, cell: number): number {
    if (this.tableOf[cell] === NONE) {
      this.steps++;
      return excluded.at(this.single[cell]) === 0 ? this.single[cell] : NONE;
    }
    const table = this.tableOf[cell] * this.span;
    const { tables, pages, span } = this;
    for (let block = this.low[cell]; block < span; block++) {
      const base = tables[table + block] * PAGE;
      for (let words = pages[base]; words !== 0; words &= words - 1) {
        const word = lowestBit(words);
        this.steps++;
        const bits = pages[base + 1 + word] & ~excluded.maskOf(block * 32 + word);
        if (bits !== 0) return block * 1024 + word * 32 + lowestBit(bits);
      }
    }
    return NONE;
  }

  private put(cell: number, row: number): void {
    const block = row >> 10;
    if (block >= this.span) this.widen(block);
    const entry = this.tableOf[cell] * this.span + block;
    if (this.tables[entry] === 0) this.tables[entry] = this.openPage();
    if (block < this.low[cell]) this.low[cell] = block;
    const base = this.tables[entry] * PAGE;
    const word = (row >> 5) & 31;
    this.pages[base] |= 1 << word;
    this.pages[base + 1 + word] |= 1 << (row & 31);
  }

  private openTable(cell: number): void {
    const table = this.freeTables.pop() ?? this.freshTable++;
    if ((table + 1) * this.span > this.tables.length) this.tables = growInt32(this.tables, this.tables.length * 2);
    this.tableOf[cell] = table;
    this.low[cell] = this.span;
  }

  /** Its entries are all 0, as the next one to use it expects. */
  private closeTable(cell: number): void {
    this.freeTables.push(this.tableOf[cell]);
    this.tableOf[cell] = NONE;
  }

  /** Its words are all 0. */
  private openPage(): number {
    const page = this.freePages.pop() ?? this.freshPage++;
    if ((page + 1) * PAGE > this.pages.length) this.pages = growInt32(this.pages, this.pages.length * 2);
    return page;
  }

  /** Room for that block in every table. */
  private widen(block: number): void {
    const { span, tables } = this;
    while (block >= this.span) this.span *= 2;
    this.tables = new Int32Array(Math.max(8, this.freshTable) * this.span);
    for (let table = 0; table < this.freshTable; table++)
      this.tables.set(tables.subarray(table * span, (table + 1) * span), table * this.span);
  }

  private grow(cell: number): void {
    const length = Math.max(cell + 1, this.size.length * 2);
    this.size = growInt32(this.size, length);
    this.single = growInt32(this.single, length);
    this.tableOf = growInt32(this.tableOf, length, NONE);
    this.low = growInt32(this.low, length);
  }
}
