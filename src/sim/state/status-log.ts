import { growFloat64, growUint8 } from './rows.ts';

/** Every status of every task, in order of time: 17 bytes each. Kept only where somebody asks for events. */
export class StatusLog {
  length = 0;
  atMs = new Float64Array(1024);
  /** Number of the task since the start. */
  taskNumber = new Float64Array(1024);
  /** lastStatus from then on. */
  status = new Uint8Array(1024);

  add(taskNumber: number, status: number, nowMs: number): void {
    if (this.length === this.atMs.length) this.grow();
    const row = this.length++;
    this.atMs[row] = nowMs;
    this.taskNumber[row] = taskNumber;
    this.status[row] = status;
  }

  private grow(): void {
    const length = this.length * 2;
    this.atMs = growFloat64(this.atMs, length);
    this.taskNumber = growFloat64(this.taskNumber, length);
    this.status = growUint8(this.status, length);
  }
}
