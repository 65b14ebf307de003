import { type QueueTable, UTILIZATIONS } from './queue-table.ts';

/** After so many time constants the rest of the way is below what anybody sees. */
const SETTLED = 12;
/** Below this a series of a few terms is exact. */
const SMALL = 1e-5;

/**
 * How a queue moves between two utilizations of its table. What is in it, what is turned away and what is served per ms
 * are taken to be straight lines there, so that its effective utilization u follows a linear equation with a closed
 * form: what it holds grows by what is let in at the real utilization less what is served at u, and no more is ever
 * served than the servers can. Numbers come and go by fields: as arguments and results they would be allocated.
 */
export class FluidCell {
  /** Arrivals, as the utilization that they would make. */
  wanted = 0;
  /** Where the queue is, and the time that it has left; both moved on by `cross`. */
  utilization = 0;
  leftMs = 0;
  /** Of the last crossing: its time, the share of what came that was turned away, and where it was in the mean. */
  spentMs = 0;
  meanLoss = 0;
  /** 0 at the lower end of the cell, 1 at the upper. */
  meanPart = 0;

  /** Between `row` of the table and the next: to where it leaves the cell, or comes to rest, or its time is over. */
  cross(table: QueueTable, row: number): void {
    const { loss, throughput, pacePerMs } = table;
    const { wanted, utilization, leftMs } = this;
    const from = UTILIZATIONS[row];
    const to = UTILIZATIONS[row + 1];
    const width = to - from;
    const lossSlope = (loss[row + 1] - loss[row]) / width;
    // du/dt = drift − pull × (u − from), per ms.
    const perMs = pacePerMs[row];
    const drift = perMs * (wanted * (1 - loss[row]) - throughput[row]);
    const pull = perMs * (wanted * lossSlope + (throughput[row + 1] - throughput[row]) / width);
    let end = from;
    if (wanted >= to) end = to;
    else if (wanted > from) end = Math.min(to, from + drift / pull);
    const speed = drift - pull * (utilization - from);
    // Time until the end at the speed of now; at rest rounding is all that moves.
    const straightMs = (end - utilization) / speed;
    let mean = utilization;
    this.spentMs = leftMs;
    if (straightMs > 0 && straightMs < Number.POSITIVE_INFINITY) {
      const untilEndMs = timeTo(straightMs, pull);
      const isLeaving = untilEndMs < leftMs;
      const spentMs = isLeaving ? untilEndMs : leftMs;
      const bend = pull * spentMs;
      const isStraight = Math.abs(bend) < SMALL;
      const moves = isStraight ? spentMs * (1 - bend / 2) : -Math.expm1(-bend) / pull;
      const lags = isStraight ? spentMs / 2 : (spentMs - moves) / bend;
      mean = utilization + speed * lags;
      this.utilization = isLeaving || bend >= SETTLED ? end : utilization + speed * moves;
      this.spentMs = spentMs;
    }
    this.leftMs = leftMs - this.spentMs;
    this.meanLoss = loss[row] + lossSlope * (mean - from);
    this.meanPart = (mean - from) / width;
  }
}

/** Time until the end of a way that takes `straightMs` at the speed of now, which falls by `pull` per ms. */
function timeTo(straightMs: number, pull: number): number {
  const bend = pull * straightMs;
  if (Math.abs(bend) < SMALL) return straightMs * (1 + bend / 2);
  return Math.min(SETTLED, bend < 1 ? -Math.log1p(-bend) : SETTLED) / pull;
}
