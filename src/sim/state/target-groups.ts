import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import type { ServiceTargetGroupInput } from './input/load-balancing.ts';
import type { SimulationInput } from './input.ts';
import { growFloat64, growInt32, growUint8 } from './rows.ts';

/** State of a target, in the words of describe-target-health. UNUSED: the task is no target (yet, or any more). */
export const TARGET_UNUSED = 0;
export const TARGET_INITIAL = 1;
export const TARGET_HEALTHY = 2;
export const TARGET_UNHEALTHY = 3;
export const TARGET_DRAINING = 4;
const TARGET_STATES = 5;

const NO_GROUPS: readonly ServiceTargetGroupInput[] = [];

/**
 * The targets of every target group: a task is one in each group of its service. A target's slot is
 * `task × groupsMax + position`, so that it lives and ends with the row of its task.
 */
export class TargetTable {
  /** Target groups of a service at most. */
  readonly groupsMax: number;
  /** By slot: TARGET_INITIAL, …; when it is checked next (NaN = not); results in a row that speak against its state. */
  status: Uint8Array;
  nextCheckMs: Float64Array;
  streak: Int32Array;
  /** By slot: when it turned healthy last, for the slow start (P7.4). */
  healthySinceMs: Float64Array;
  /** By request: 1 while its tasks are asked for more than they can serve. Written by what knows their use. */
  isOverloaded = new Uint8Array(0);
  private readonly groupsOf: readonly (readonly ServiceTargetGroupInput[])[];
  private readonly drainsForMs: Float64Array;
  private readonly zoneCount: number;
  /** Targets by (group × zones + zone) × states + state. */
  private readonly counts: Int32Array;

  constructor(input: SimulationInput) {
    this.groupsOf = input.services.map(({ targetGroups }) => targetGroups);
    this.groupsMax = Math.max(0, ...this.groupsOf.map((groups) => groups.length));
    this.zoneCount = Math.max(1, input.zones.length);
    this.drainsForMs = Float64Array.from(this.groupsOf, (groups) =>
      Math.max(0, ...groups.map(({ targetGroup }) => input.targetGroups[targetGroup].deregistrationDelayMs)),
    );
    this.counts = new Int32Array(input.targetGroups.length * this.zoneCount * TARGET_STATES);
    const length = 1024 * this.groupsMax;
    this.status = new Uint8Array(length);
    this.nextCheckMs = new Float64Array(length);
    this.streak = new Int32Array(length);
    this.healthySinceMs = new Float64Array(length);
  }

  /** The requests are known. */
  openRequests(count: number): void {
    this.isOverloaded = new Uint8Array(count);
  }

  /** The target groups of a workload; none of a source of standalone tasks. */
  groupsOfWorkload(workload: number): readonly ServiceTargetGroupInput[] {
    return workload < this.groupsOf.length ? this.groupsOf[workload] : NO_GROUPS;
  }

  isBalanced(workload: number): boolean {
    return this.groupsOfWorkload(workload).length > 0;
  }

  /** How long its targets drain: the longest delay of its groups (P7.5). */
  drainMs(workload: number): number {
    return workload < this.drainsForMs.length ? this.drainsForMs[workload] : 0;
  }

  /** A task's row is new, or used again: it is no target yet. */
  taskCreated(task: number): void {
    const end = (task + 1) * this.groupsMax;
    if (end > this.status.length) this.grow(end);
    for (let slot = task * this.groupsMax; slot < end; slot++) {
      assert(this.status[slot] === TARGET_UNUSED, 'the row of a task that is still a target is used again');
      this.nextCheckMs[slot] = Number.NaN;
    }
  }

  /** Moves the task's target in its service's group at that position. */
  setStatus(task: number, workload: number, zone: number, position: number, status: number): void {
    const slot = task * this.groupsMax + position;
    const group = this.groupsOf[workload][position].targetGroup;
    const base = (group * this.zoneCount + zone) * TARGET_STATES;
    this.counts[base + this.status[slot]]--;
    this.counts[base + status]++;
    this.status[slot] = status;
    this.streak[slot] = 0;
  }

  /** The target group reports the task healthy: every one of its service (P4.5). */
  isHealthy(task: number, workload: number): boolean {
    const count = this.groupsOfWorkload(workload).length;
    for (let i = 0; i < count; i++) if (this.status[task * this.groupsMax + i] !== TARGET_HEALTHY) return false;
    return true;
  }

  /** Position of the first of the service's groups in which the task is in that state, or NONE. */
  positionIn(task: number, workload: number, status: number): number {
    const count = this.groupsOfWorkload(workload).length;
    for (let i = 0; i < count; i++) if (this.status[task * this.groupsMax + i] === status) return i;
    return NONE;
  }

  /** Targets of the group in that state. */
  countOf(group: number, status: number): number {
    let sum = 0;
    for (let zone = 0; zone < this.zoneCount; zone++) sum += this.countInZone(group, zone, status);
    return sum;
  }

  countInZone(group: number, zone: number, status: number): number {
    return this.counts[(group * this.zoneCount + zone) * TARGET_STATES + status];
  }

  /** Adds the targets of a task to `counts`, laid out as the table's own. */
  countTask(task: number, workload: number, zone: number, counts: Int32Array): void {
    const groups = this.groupsOfWorkload(workload);
    for (let i = 0; i < groups.length; i++) {
      const status = this.status[task * this.groupsMax + i];
      if (status !== TARGET_UNUSED) counts[(groups[i].targetGroup * this.zoneCount + zone) * TARGET_STATES + status]++;
    }
  }

  /** For `ClusterState.validate`: a column for `countTask`, and the comparison of what it holds with the counts. */
  emptyCounts(): Int32Array {
    return new Int32Array(this.counts.length);
  }

  validate(counts: Int32Array): void {
    for (let cell = 0; cell < counts.length; cell++) {
      if (cell % TARGET_STATES === TARGET_UNUSED) continue;
      assert(counts[cell] === this.counts[cell], 'the count of targets in a state differs from the tasks');
    }
  }

  private grow(length: number): void {
    const capacity = Math.max(length, this.status.length * 2);
    this.status = growUint8(this.status, capacity);
    this.nextCheckMs = growFloat64(this.nextCheckMs, capacity);
    this.streak = growInt32(this.streak, capacity);
    this.healthySinceMs = growFloat64(this.healthySinceMs, capacity);
  }
}
