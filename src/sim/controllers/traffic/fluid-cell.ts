import { type QueueTable, UTILIZATIONS } from './queue-table.ts';

/** After so many time constants the rest of the way is below what anybody sees. */
const SETTLED = 12;
/** Below this a series of a few terms is exact. */
const SMALL = 1e-5;

/**
 * How a queue moves between two utilizations of its table. What is in it, what is turned away and what is served per ms
 * are taken to be straight lines there, so that its effective utilization u follows a linear equation with a closed
 * form: what it holds grows by what is let in at the real utilization less what is served at u, and no more is ever
 * served than the servers can.
 */
export class FluidCell {
  /** Ends of the cell. */
  private from = 0;
  private to = 0;
  /** Share that is turned away at `from`, and how it grows. */
  private loss = 0;
  private lossSlope = 0;
  /** du/dt = drift − pull × (u − from), per ms. */
  private drift = 0;
  private pull = 0;
  /** Where it leaves the cell, or comes to rest in it. */
  private end = 0;
  /** Mean of the utilization over the last `advance`. */
  private mean = 0;

  /** Between `row` of the table and the next, with arrivals of that utilization. */
  enter(table: QueueTable, row: number, wanted: number): void {
    const { loss, throughput, pacePerMs } = table;
    this.from = UTILIZATIONS[row];
    this.to = UTILIZATIONS[row + 1];
    const width = this.to - this.from;
    this.loss = loss[row];
    this.lossSlope = (loss[row + 1] - loss[row]) / width;
    const perMs = pacePerMs[row];
    this.drift = perMs * (wanted * (1 - loss[row]) - throughput[row]);
    this.pull = perMs * (wanted * this.lossSlope + (throughput[row + 1] - throughput[row]) / width);
    if (wanted >= this.to) this.end = this.to;
    else if (wanted <= this.from) this.end = this.from;
    else this.end = Math.min(this.to, this.from + this.drift / this.pull);
  }

  /** Time from `utilization` until the end; all that is left where it takes longer, or nothing moves. */
  timeTo(utilization: number, leftMs: number): number {
    const straightMs = this.straightMs(utilization);
    if (straightMs === 0) return leftMs;
    const bend = this.pull * straightMs;
    if (Math.abs(bend) < SMALL) return Math.min(leftMs, straightMs * (1 + bend / 2));
    return Math.min(leftMs, Math.min(SETTLED, bend < 1 ? -Math.log1p(-bend) : SETTLED) / this.pull);
  }

  /** The utilization after so many ms in the cell. */
  advance(utilization: number, lengthMs: number): number {
    this.mean = utilization;
    if (this.straightMs(utilization) === 0) return utilization;
    const speed = this.speed(utilization);
    const bend = this.pull * lengthMs;
    const isStraight = Math.abs(bend) < SMALL;
    const moves = isStraight ? lengthMs * (1 - bend / 2) : -Math.expm1(-bend) / this.pull;
    const lags = isStraight ? lengthMs / 2 : (lengthMs - moves) / bend;
    this.mean = utilization + speed * lags;
    return bend >= SETTLED ? this.end : utilization + speed * moves;
  }

  /** Share of what came during the last `advance` that was turned away. */
  meanLoss(): number {
    return this.loss + this.lossSlope * (this.mean - this.from);
  }

  /** Where in the cell it was in the mean: 0 at its lower end, 1 at its upper. */
  meanPart(): number {
    return (this.mean - this.from) / (this.to - this.from);
  }

  get endUtilization(): number {
    return this.end;
  }

  /** Time until the end at the speed of now; 0 at rest, where rounding is all that moves. */
  private straightMs(utilization: number): number {
    const ms = (this.end - utilization) / this.speed(utilization);
    return ms > 0 && ms < Number.POSITIVE_INFINITY ? ms : 0;
  }

  private speed(utilization: number): number {
    return this.drift - this.pull * (utilization - this.from);
  }
}
