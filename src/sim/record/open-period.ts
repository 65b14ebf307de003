/**
 * The period of a clock that is not over yet, and the rows of its gauges that something happened to in it. All others
 * have stood still, so whoever reads the period looks at these rows only.
 */
export class OpenPeriod {
  startMs = 0;
  /** The rows that moved, the first so many. */
  readonly moved: Int32Array;
  movedCount = 0;
  private readonly hasMoved: Uint8Array;

  constructor(rowCount: number) {
    this.moved = new Int32Array(rowCount);
    this.hasMoved = new Uint8Array(rowCount);
  }

  move(row: number): void {
    if (this.hasMoved[row] === 1) return;
    this.hasMoved[row] = 1;
    this.moved[this.movedCount++] = row;
  }

  /** It is over, and the next one begins. */
  end(nowMs: number): void {
    for (let i = 0; i < this.movedCount; i++) this.hasMoved[this.moved[i]] = 0;
    this.movedCount = 0;
    this.startMs = nowMs;
  }
}
