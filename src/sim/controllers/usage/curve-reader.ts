import type { Curve } from '../../state/input.ts';

/** Reads a Curve forward in time: amortised O(1) per step, O(log steps) after a jump over a whole period. */
export class CurveReader {
  value = 0;
  /** When the value may change next; Infinity = never. */
  nextChangeMs = 0;
  private readonly curve: Curve;
  private step = 0;
  /** Start of the period that the reader is in. */
  private periodStartMs = 0;

  constructor(curve: Curve) {
    this.curve = curve;
    this.read();
  }

  /** `nowMs` never goes back. */
  moveTo(nowMs: number): void {
    const { atMs, periodMs } = this.curve;
    if (nowMs < this.nextChangeMs) return;
    if (periodMs > 0 && nowMs >= this.periodStartMs + periodMs) {
      this.periodStartMs = Math.floor(nowMs / periodMs) * periodMs;
      this.step = 0;
    }
    const withinMs = nowMs - this.periodStartMs;
    while (this.step + 1 < atMs.length && atMs[this.step + 1] <= withinMs) this.step++;
    this.read();
  }

  private read(): void {
    const { atMs, values, periodMs } = this.curve;
    this.value = values[this.step];
    const isLast = this.step + 1 >= atMs.length;
    if (!isLast) this.nextChangeMs = this.periodStartMs + atMs[this.step + 1];
    else this.nextChangeMs = periodMs > 0 ? this.periodStartMs + periodMs : Number.POSITIVE_INFINITY;
  }
}
