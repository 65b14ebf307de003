import { growFloat64, growInt32 } from './rows.ts';

/** What clusters of one account share, as rows of `UseLog`; the subnets of the VPC follow, then quotas of EC2. */
export const FARGATE_VCPUS = 0;
export const FARGATE_SPOT_VCPUS = 1;
export const FARGATE_LAUNCHES = 2;
export const FARGATE_SPOT_LAUNCHES = 3;
/** The first subnet's row. */
export const FIRST_SUBNET = 4;

/**
 * How much this cluster takes of what it shares with others, in order of time: 20 bytes per change. Clusters are
 * simulated by themselves, so whether it is too much together is found when all runs are over (docs/decisions/0017).
 */
export class UseLog {
  length = 0;
  atMs = new Float64Array(1024);
  what = new Int32Array(1024);
  change = new Float64Array(1024);

  add(what: number, change: number, nowMs: number): void {
    if (this.length === this.atMs.length) this.grow();
    const row = this.length++;
    this.atMs[row] = nowMs;
    this.what[row] = what;
    this.change[row] = change;
  }

  private grow(): void {
    const length = this.length * 2;
    this.atMs = growFloat64(this.atMs, length);
    this.what = growInt32(this.what, length);
    this.change = growFloat64(this.change, length);
  }
}
