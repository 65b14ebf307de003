import { FluidCell } from './fluid-cell.ts';
import { type QueueTable, rowBelow, UTILIZATION_MAX, UTILIZATIONS } from './queue-table.ts';

/**
 * Requests as a fluid in queues of like tasks. A queue is in the steady state of its *effective* utilization, which
 * follows the real one with the speed at which the requests in it can change: the pointwise stationary fluid flow
 * approximation (Wang, Tipper and Banerjee, 1996), exact in the steady state and for a queue that only fills or only
 * drains. So what an overload has left in the queues is served after it, and latency follows.
 */
export class FluidQueues {
  /** By queue: tasks in it, each with a queue of its own; and the effective utilization of each. */
  readonly tasks: Int32Array;
  readonly utilization: Float64Array;
  /** By queue: requests per ms that come to each task. */
  readonly arrivalsPerMs: Float64Array;
  /** Requests that came with a task, or were there before its tasks were of another kind, and found no room. */
  private spilled = 0;
  /** Requests that the last queue looked at will have, of all its tasks. */
  reachedInFlight = 0;
  /** The effective utilization to which the last move led. */
  private reached = 0;
  private readonly cell = new FluidCell();
  private readonly tables: (QueueTable | null)[];
  /** By queue: queues of one table that share it as one, such as all targets where the least busy takes a request. */
  private readonly sharers: Float64Array;

  constructor(count: number) {
    this.tasks = new Int32Array(count);
    this.utilization = new Float64Array(count);
    this.arrivalsPerMs = new Float64Array(count);
    this.sharers = new Float64Array(count).fill(1);
    this.tables = new Array<QueueTable | null>(count).fill(null);
  }

  tableOf(queue: number): QueueTable | null {
    return this.tables[queue];
  }

  /** Its tasks are of that kind from now on; what is in them stays. `sharers` tasks are one queue of the table. */
  setTable(queue: number, table: QueueTable, sharers: number): void {
    if (this.tables[queue] === table && this.sharers[queue] === sharers) return;
    const perTask = this.inFlightPerTask(queue);
    this.tables[queue] = table;
    this.sharers[queue] = sharers;
    this.fill(queue, perTask);
  }

  /** Requests in each task of the queue. */
  inFlightPerTask(queue: number): number {
    return this.perTaskAt(queue, this.utilization[queue]);
  }

  private perTaskAt(queue: number, utilization: number): number {
    const table = this.tables[queue];
    if (table === null) return 0;
    const row = rowBelow(utilization);
    const part = (utilization - UTILIZATIONS[row]) / (UTILIZATIONS[row + 1] - UTILIZATIONS[row]);
    const { inFlight } = table;
    return (inFlight[row] + part * (inFlight[row + 1] - inFlight[row])) / this.sharers[queue];
  }

  inFlight(queue: number): number {
    return this.tasks[queue] === 0 ? 0 : this.tasks[queue] * this.inFlightPerTask(queue);
  }

  /** A task joins with requests of its own: what is in the queue is shared out anew. */
  join(queue: number, requests: number): void {
    const sum = this.inFlight(queue) + requests;
    this.tasks[queue]++;
    this.fill(queue, sum / this.tasks[queue]);
  }

  /** A task leaves with its requests; returns how many. */
  leave(queue: number): number {
    const requests = this.inFlightPerTask(queue);
    if (--this.tasks[queue] === 0) this.utilization[queue] = 0;
    return requests;
  }

  /** Requests that have found no room since this was asked last. */
  takeSpilled(): number {
    const { spilled } = this;
    this.spilled = 0;
    return spilled;
  }

  /** Requests per ms that each of its tasks can serve. */
  capacityPerMs(queue: number): number {
    const table = this.tables[queue];
    return table === null ? 0 : table.capacityPerMs / this.sharers[queue];
  }

  /** Moves the queue on; what is served counts in its table. Returns the requests turned away, of all its tasks. */
  advance(queue: number, lengthMs: number): number {
    const rejected = this.move(queue, lengthMs, true);
    this.utilization[queue] = this.reached;
    return rejected;
  }

  /** What `advance` would return; `reachedInFlight` says what would be in the queue then. Nothing is moved. */
  look(queue: number, lengthMs: number): number {
    const rejected = this.move(queue, lengthMs, false);
    this.reachedInFlight = this.tasks[queue] * this.perTaskAt(queue, this.reached);
    return rejected;
  }

  private move(queue: number, lengthMs: number, isServing: boolean): number {
    const table = this.tables[queue];
    const tasks = this.tasks[queue];
    const { cell } = this;
    this.reached = this.utilization[queue];
    if (table === null || tasks === 0) return 0;
    const capacity = this.capacityPerMs(queue);
    const wanted = this.arrivalsPerMs[queue] / capacity;
    const target = Math.min(wanted, UTILIZATION_MAX);
    // Beyond the table everything is turned away.
    let rejected = (wanted - target) * capacity * lengthMs * tasks;
    cell.wanted = target;
    cell.utilization = this.utilization[queue];
    cell.leftMs = lengthMs;
    while (cell.leftMs > 0) {
      const row = cellTowards(cell.utilization, target);
      cell.cross(table, row);
      const arrived = target * capacity * cell.spentMs * tasks;
      rejected += arrived * cell.meanLoss;
      if (isServing) table.serve(row, cell.meanPart, arrived * (1 - cell.meanLoss));
    }
    this.reached = cell.utilization;
    return rejected;
  }

  /** The effective utilization at which a task has so many requests. O(log rows). */
  private fill(queue: number, perTask: number): void {
    const table = this.tables[queue];
    if (table === null) return;
    const wanted = perTask * this.sharers[queue];
    const { inFlight } = table;
    let low = 0;
    let high = inFlight.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (inFlight[middle] <= wanted) low = middle;
      else high = middle;
    }
    const part = (wanted - inFlight[low]) / (inFlight[high] - inFlight[low]);
    if (part > 1) this.spilled += ((wanted - inFlight[high]) / this.sharers[queue]) * this.tasks[queue];
    this.utilization[queue] =
      UTILIZATIONS[low] + Math.min(1, Math.max(0, part)) * (UTILIZATIONS[high] - UTILIZATIONS[low]);
  }
}

/** The cell that the way leads through next. */
function cellTowards(utilization: number, target: number): number {
  const row = rowBelow(utilization);
  return target < utilization && utilization === UTILIZATIONS[row] && row > 0 ? row - 1 : row;
}
