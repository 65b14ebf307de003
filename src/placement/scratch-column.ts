import { growInt32 } from '../sim/state/rows.ts';

/** An integer by row that is 0 until it is set, and all of them again after `clear`, which costs nothing. */
export class ScratchColumn {
  private values = new Int32Array(64);
  /** By row: the round in which it was set; of another round it is 0. */
  private setIn = new Int32Array(64);
  private round = 1;

  clear(): void {
    this.round++;
  }

  get(row: number): number {
    return row < this.values.length && this.setIn[row] === this.round ? this.values[row] : 0;
  }

  set(row: number, value: number): void {
    if (row >= this.values.length) {
      this.values = growInt32(this.values, row * 2);
      this.setIn = growInt32(this.setIn, row * 2);
    }
    this.values[row] = value;
    this.setIn[row] = this.round;
  }
}
