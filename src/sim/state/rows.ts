import { assert } from '../../base/assert.ts';

/**
 * Row numbers of a table whose rows are reused. A freed row's generation moves on, so that an event that names (row,
 * generation) is known to be stale. The table grows its columns when `capacity` changes.
 */
export class Rows {
  capacity: number;
  /** Rows in use. */
  count = 0;
  private generations: Int32Array;
  private free: Int32Array;
  private freeCount = 0;
  /** Rows ever used: the next fresh one. */
  private fresh = 0;

  constructor(capacity: number) {
    this.capacity = Math.max(1, capacity);
    this.generations = new Int32Array(this.capacity);
    this.free = new Int32Array(this.capacity);
  }

  /** A free row, the latest freed first. When the table is full, `capacity` doubles: the caller grows its columns. */
  allocate(): number {
    this.count++;
    if (this.freeCount > 0) return this.free[--this.freeCount];
    if (this.fresh === this.capacity) {
      this.capacity *= 2;
      this.generations = growInt32(this.generations, this.capacity);
      this.free = growInt32(this.free, this.capacity);
    }
    return this.fresh++;
  }

  release(row: number): void {
    assert(this.count > 0, 'a row is released that was never allocated');
    this.generations[row]++;
    this.free[this.freeCount++] = row;
    this.count--;
  }

  generation(row: number): number {
    return this.generations[row];
  }

  isStale(row: number, generation: number): boolean {
    return this.generations[row] !== generation;
  }
}

/** A copy of that length, the new end filled with `fill`. */
export function growInt32(column: Int32Array, length: number, fill = 0): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(column);
  if (fill !== 0) grown.fill(fill, column.length);
  return grown;
}

export function growFloat64(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(column);
  return grown;
}

export function growUint8(column: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(length);
  grown.set(column);
  return grown;
}
