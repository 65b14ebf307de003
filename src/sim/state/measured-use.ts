import { growInt32, growUint8 } from './rows.ts';

/** Use is measured every so often, whatever `usageIntervalMs`: what is measured holds for the interval after. */
export const MEASURED_INTERVAL_MS = 5000;

/** A task whose container instance gives it all the CPU it asks for. */
export const ALL_CPU = -1;

/**
 * Where requests are simulated one by one, what tasks use is measured, not worked out: this is where traffic tells it,
 * and hears in turn what full container instances leave of it.
 */
export class MeasuredUse {
  /** By workload: 1 where its requests are simulated one by one. */
  readonly isMeasured: Uint8Array;
  /** By request row, over the last interval: CPU seconds per second, and requests at once, of a task that serves. */
  readonly cpuPerTask: Float64Array;
  readonly concurrentPerTask: Float64Array;
  /** By task: CPU units that its full instance gives it, or ALL_CPU. */
  grantedCpuUnits = new Int32Array(64).fill(ALL_CPU);
  /** Tasks that are given another part since the list was emptied; and how many. */
  changed = new Int32Array(64);
  changedCount = 0;
  private isChanged = new Uint8Array(64);

  constructor(isMeasured: Uint8Array, requestCount: number) {
    this.isMeasured = isMeasured;
    this.cpuPerTask = new Float64Array(requestCount);
    this.concurrentPerTask = new Float64Array(requestCount);
  }

  /** The task gets so many CPU units from now on, or ALL_CPU. */
  grant(task: number, cpuUnits: number): void {
    if (task >= this.isChanged.length) this.grow(task);
    if (this.grantedCpuUnits[task] === cpuUnits) return;
    this.grantedCpuUnits[task] = cpuUnits;
    if (this.isChanged[task] === 1) return;
    this.isChanged[task] = 1;
    if (this.changedCount === this.changed.length) this.changed = growInt32(this.changed, this.changedCount * 2);
    this.changed[this.changedCount++] = task;
  }

  /** The changes have been read. */
  emptyChanged(): void {
    for (let i = 0; i < this.changedCount; i++) this.isChanged[this.changed[i]] = 0;
    this.changedCount = 0;
  }

  private grow(task: number): void {
    const length = Math.max(task + 1, this.isChanged.length * 2);
    this.grantedCpuUnits = growInt32(this.grantedCpuUnits, length, ALL_CPU);
    this.isChanged = growUint8(this.isChanged, length);
  }
}
