import { NONE } from '../../base/units.ts';
import { growInt32 } from '../../sim/state/rows.ts';

/**
 * Cells by what their container instances share, their traits: the partition, the keys that order them, and the words
 * of their verdict. A hash table with open addressing; numbers of closed cells are used again.
 */
export class CellTable {
  /** Integers per cell, and how many of them are its verdict. */
  readonly width: number;
  readonly words: number;
  /** What each cell stands for, `width` integers per cell. */
  traits: Int32Array;
  /** By cell: where it is in its list. */
  places: Int32Array;
  /** Numbers of cells are below. */
  capacity = 64;
  /** Open cells. */
  count = 0;
  /** Cells ever used. */
  private fresh = 0;
  private readonly free: number[] = [];
  /** Cell + 1 by hash; 0 where there is none. */
  private slots = new Int32Array(256);

  constructor(keys: number, words: number) {
    this.width = 1 + keys + words;
    this.words = words;
    this.places = new Int32Array(this.capacity);
    this.traits = new Int32Array(this.capacity * this.width);
  }

  /** The cell with those traits, or NONE. */
  find(traits: Int32Array): number {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = hash(traits, 0, this.width) & mask; ; slot = (slot + 1) & mask) {
      const cell = slots[slot] - 1;
      if (cell === NONE || this.has(cell, traits)) return cell;
    }
  }

  has(cell: number, traits: Int32Array): boolean {
    const { width } = this;
    const base = cell * width;
    for (let i = 0; i < width; i++) if (this.traits[base + i] !== traits[i]) return false;
    return true;
  }

  /** Below 0 where the keys of cell `a` come first, 0 where they are equal. */
  compare(a: number, b: number): number {
    const { traits, width, words } = this;
    const end = a * width + width - words;
    let ofB = b * width + 1;
    for (let ofA = a * width + 1; ofA < end; ofA++, ofB++) {
      const difference = traits[ofA] - traits[ofB];
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** A cell with those traits, which none has; returns its number. */
  open(traits: Int32Array): number {
    const cell = this.free.pop() ?? this.fresh++;
    if (cell === this.capacity) this.grow();
    this.traits.set(traits, cell * this.width);
    this.count++;
    this.insert(cell);
    return cell;
  }

  close(cell: number): void {
    const { slots, traits, width } = this;
    const mask = slots.length - 1;
    let hole = hash(traits, cell * width, width) & mask;
    while (slots[hole] !== cell + 1) hole = (hole + 1) & mask;
    // Cells behind it that were pushed on move up, so that a search never meets a hole before its cell.
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = hash(traits, (slots[slot] - 1) * width, width) & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      slots[hole] = slots[slot];
      hole = slot;
    }
    slots[hole] = 0;
    this.free.push(cell);
    this.count--;
  }

  private insert(cell: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = hash(this.traits, cell * this.width, this.width) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = cell + 1;
  }

  private grow(): void {
    this.capacity *= 2;
    this.traits = growInt32(this.traits, this.capacity * this.width);
    this.places = growInt32(this.places, this.capacity);
    const { slots } = this;
    this.slots = new Int32Array(this.capacity * 4);
    for (let slot = 0; slot < slots.length; slot++) if (slots[slot] !== 0) this.insert(slots[slot] - 1);
  }
}

function hash(traits: Int32Array, first: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) {
    sum = Math.imul(sum ^ traits[first + i], 0x9e3779b1);
    sum ^= sum >>> 15;
  }
  return sum;
}
