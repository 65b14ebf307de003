import { NONE } from '../../base/units.ts';
import { growInt32 } from '../../sim/state/rows.ts';
import type { CellTable } from './cell-table.ts';

const BLOCK = 32;

/**
 * Cells in ascending order of their keys, in blocks of up to 32. A block has the bits of all its cells, so that a
 * search for a demand passes over the blocks, and then over the cells, that it cannot use.
 */
export class CellList {
  /** Blocks in order. */
  count = 0;
  private order = new Int32Array(4);
  /** By place, 32 to a block: the cell, and its bits while it is shown. */
  private cells = new Int32Array(4 * BLOCK);
  private bits: Int32Array;
  private sizes = new Int32Array(4);
  /** Bits of the cells of each block, and perhaps some of cells that were shown there. */
  private masks: Int32Array;
  private fresh = 0;
  private readonly free: number[] = [];
  private readonly table: CellTable;

  constructor(table: CellTable) {
    this.table = table;
    this.bits = new Int32Array(4 * BLOCK * table.words);
    this.masks = new Int32Array(4 * table.words);
  }

  /** The cell has its place, and is shown. */
  insert(cell: number): void {
    if (this.count === 0) this.openBlock(0);
    let position = this.blockFor(cell);
    if (this.sizes[this.order[position]] === BLOCK) {
      this.split(position);
      if (this.table.compare(this.cells[this.order[position + 1] * BLOCK], cell) <= 0) position++;
    }
    const block = this.order[position];
    const first = block * BLOCK;
    const end = first + this.sizes[block]++;
    let place = end;
    while (place > first && this.table.compare(this.cells[place - 1], cell) > 0) place--;
    this.move(place + 1, place, end);
    this.cells[place] = cell;
    this.table.places[cell] = place;
    this.show(cell);
  }

  remove(cell: number): void {
    const place = this.table.places[cell];
    const block = Math.floor(place / BLOCK);
    this.move(place, place + 1, block * BLOCK + this.sizes[block]);
    this.sizes[block]--;
    if (this.sizes[block] === 0) this.closeBlock(block);
    else this.renewMask(block);
  }

  /** No search finds the cell until it is shown again. */
  hide(cell: number): void {
    const { words } = this.table;
    const base = this.table.places[cell] * words;
    for (let word = 0; word < words; word++) this.bits[base + word] = 0;
  }

  show(cell: number): void {
    const { places, traits, width, words } = this.table;
    const place = places[cell];
    const block = Math.floor(place / BLOCK);
    const mask = (cell + 1) * width - words;
    for (let word = 0; word < words; word++) {
      this.bits[place * words + word] = traits[mask + word];
      this.masks[block * words + word] |= traits[mask + word];
    }
  }

  /** The block at that position, where some cell of it may have the bit; else NONE. */
  blockAt(position: number, word: number, bit: number): number {
    const block = this.order[position];
    return (this.masks[block * this.table.words + word] & bit) !== 0 ? block : NONE;
  }

  /** The first place of that block from `from` on whose cell is shown and has the bit; NONE when there is none. */
  next(block: number, from: number, word: number, bit: number): number {
    const { bits } = this;
    const { words } = this.table;
    const end = block * BLOCK + this.sizes[block];
    for (let place = block * BLOCK + from; place < end; place++)
      if ((bits[place * words + word] & bit) !== 0) return place - block * BLOCK;
    return NONE;
  }

  cellAt(block: number, place: number): number {
    return this.cells[block * BLOCK + place];
  }

  /** Position of the last block whose first cell is not behind this one; 0 when there is none. */
  private blockFor(cell: number): number {
    let from = 0;
    let end = this.count - 1;
    while (from < end) {
      const middle = (from + end + 1) >> 1;
      if (this.table.compare(this.cells[this.order[middle] * BLOCK], cell) <= 0) from = middle;
      else end = middle - 1;
    }
    return from;
  }

  private split(position: number): void {
    this.openBlock(position + 1);
    const from = this.order[position];
    const to = this.order[position + 1];
    const half = BLOCK / 2;
    this.move(to * BLOCK, from * BLOCK + half, (from + 1) * BLOCK);
    this.sizes[from] = half;
    this.sizes[to] = BLOCK - half;
    this.renewMask(from);
    this.renewMask(to);
  }

  private openBlock(position: number): void {
    const { words } = this.table;
    const block = this.free.pop() ?? this.fresh++;
    if (block >= this.sizes.length) {
      const length = this.sizes.length * 2;
      this.order = growInt32(this.order, length);
      this.sizes = growInt32(this.sizes, length);
      this.cells = growInt32(this.cells, length * BLOCK);
      this.bits = growInt32(this.bits, length * BLOCK * words);
      this.masks = growInt32(this.masks, length * words);
    }
    this.order.copyWithin(position + 1, position, this.count);
    this.order[position] = block;
    this.sizes[block] = 0;
    this.masks.fill(0, block * words, (block + 1) * words);
    this.count++;
  }

  private closeBlock(block: number): void {
    const position = this.order.indexOf(block);
    this.free.push(block);
    this.order.copyWithin(position, position + 1, this.count);
    this.count--;
  }

  /** The cells from place `from` to `end` now begin at `to`. */
  private move(to: number, from: number, end: number): void {
    const { places, words } = this.table;
    this.cells.copyWithin(to, from, end);
    this.bits.copyWithin(to * words, from * words, end * words);
    for (let place = to; place < to + end - from; place++) places[this.cells[place]] = place;
  }

  private renewMask(block: number): void {
    const { bits, masks } = this;
    const { words } = this.table;
    masks.fill(0, block * words, (block + 1) * words);
    const end = (block * BLOCK + this.sizes[block]) * words;
    for (let i = block * BLOCK * words; i < end; i++) masks[block * words + (i % words)] |= bits[i];
  }
}
