/** A growing table of numbers: `width` columns, one row per entry, for logs. */
export class RowLog {
  length = 0;
  readonly width: number;
  private data: Float64Array<ArrayBuffer>;

  constructor(width: number) {
    this.width = width;
    this.data = new Float64Array(width * 256);
  }

  /** A new row, all NaN; returns its number. */
  append(): number {
    if ((this.length + 1) * this.width > this.data.length) {
      const grown = new Float64Array(this.data.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    const row = this.length++;
    // A call of `fill` costs more than a row of so few.
    for (let at = row * this.width; at < (row + 1) * this.width; at++) this.data[at] = Number.NaN;
    return row;
  }

  set(row: number, column: number, value: number): void {
    this.data[row * this.width + column] = value;
  }

  value(row: number, column: number): number {
    return this.data[row * this.width + column];
  }

  /** One column as doubles; NaN where it was not set. */
  float64(column: number): Float64Array<ArrayBuffer> {
    const values = new Float64Array(this.length);
    for (let row = 0; row < values.length; row++) values[row] = this.value(row, column);
    return values;
  }

  /** One column as 32-bit integers; -1 where it was not set. */
  int32(column: number): Int32Array<ArrayBuffer> {
    const values = new Int32Array(this.length);
    for (let row = 0; row < values.length; row++) {
      const value = this.value(row, column);
      values[row] = Number.isNaN(value) ? -1 : value;
    }
    return values;
  }
}
