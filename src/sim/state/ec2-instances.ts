import { NONE } from '../../base/units.ts';
import { growFloat64, growInt32, growUint8 } from './rows.ts';

/** Where an EC2 instance of an Auto Scaling group stands. */
export const EC2_PENDING = 0;
/** Its agent has registered: it is a container instance. */
export const EC2_IN_SERVICE = 1;
/** On its way out of the group: a lifecycle hook or a Spot notice lets it end its tasks (P5.17, P9.5). */
export const EC2_TERMINATING = 2;
export const EC2_TERMINATED = 3;
/** Launched into the warm pool, and then ready there. */
export const EC2_WARMING = 4;
export const EC2_WARM = 5;

/**
 * One row per EC2 instance, from its launch on: in order of launch, never reused. A container instance is there from
 * registration to termination only, its EC2 instance is paid for from launch (P9.1). Columns are replaced when the
 * table grows.
 */
export class Ec2InstanceTable {
  /** Rows in use: 0 … count - 1. */
  count = 0;
  state = new Uint8Array(64);
  /** Row in launch templates: capacity provider, type, zone. */
  launchTemplate = new Int32Array(64);
  /** Row in container instances, or NONE where it has not registered. */
  containerInstance = new Int32Array(64);
  launchedAtMs = new Float64Array(64);
  /** When it became a member of its group: at once, or when it left the warm pool. */
  joinedAtMs = new Float64Array(64);
  /** Since when it runs, or is stopped, in one go: what is billed when that ends (P9.1). NaN while it does not. */
  runsSinceMs = new Float64Array(64);
  stoppedSinceMs = new Float64Array(64);
  /** NaN where it never came to that. */
  registeredAtMs = new Float64Array(64);
  drainingAtMs = new Float64Array(64);
  terminatedAtMs = new Float64Array(64);
  /** Why it drains or has ended: index into INSTANCE_CAUSES, or NONE. */
  cause = new Int32Array(64);

  /** A new instance of that template, EC2_PENDING or EC2_WARMING; returns its row. */
  launch(template: number, state: number, nowMs: number): number {
    if (this.count === this.state.length) this.grow();
    const row = this.count++;
    this.state[row] = state;
    this.launchTemplate[row] = template;
    this.containerInstance[row] = NONE;
    this.launchedAtMs[row] = nowMs;
    this.joinedAtMs[row] = state === EC2_WARMING ? Number.NaN : nowMs;
    this.runsSinceMs[row] = nowMs;
    this.stoppedSinceMs[row] = Number.NaN;
    this.registeredAtMs[row] = Number.NaN;
    this.drainingAtMs[row] = Number.NaN;
    this.terminatedAtMs[row] = Number.NaN;
    this.cause[row] = NONE;
    return row;
  }

  private grow(): void {
    const length = this.state.length * 2;
    this.state = growUint8(this.state, length);
    this.launchTemplate = growInt32(this.launchTemplate, length);
    this.containerInstance = growInt32(this.containerInstance, length);
    this.launchedAtMs = growFloat64(this.launchedAtMs, length);
    this.joinedAtMs = growFloat64(this.joinedAtMs, length);
    this.runsSinceMs = growFloat64(this.runsSinceMs, length);
    this.stoppedSinceMs = growFloat64(this.stoppedSinceMs, length);
    this.registeredAtMs = growFloat64(this.registeredAtMs, length);
    this.drainingAtMs = growFloat64(this.drainingAtMs, length);
    this.terminatedAtMs = growFloat64(this.terminatedAtMs, length);
    this.cause = growInt32(this.cause, length);
  }
}
