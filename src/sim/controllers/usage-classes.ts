import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { growFloat64, growInt32 } from '../state/rows.ts';
import { TaskLoad } from './task-load.ts';

/**
 * Running tasks that ask for the same: those of one request (same workload, revision and capacity provider). What one
 * task asks for is kept once per class, so a change of load costs a few sums per class and one addition per task that
 * holds a container instance, whatever the number of gauges.
 */
export class UsageClasses {
  /** What each running task of the class asks for now. */
  readonly load: readonly TaskLoad[];
  /** Running tasks per class, and per class and pool: entry class × poolCount + pool. */
  readonly running: Int32Array;
  readonly runningInPool: Int32Array;
  readonly poolCount: number;
  /** Running tasks of the class that hold a container instance, densely; and how many. */
  readonly tasksOnInstances: Int32Array[];
  readonly onInstancesCount: Int32Array;
  /** By task: its place in that list. */
  private position = new Int32Array(64);
  /** By task: CPU that its full instance does not give, and memory that has leaked. */
  unservedCpuUnits = new Float64Array(64);
  leakedMemoryMiB = new Float64Array(64);

  constructor(cluster: ClusterState, poolCount: number) {
    const count = cluster.requests.length;
    this.poolCount = poolCount;
    this.load = cluster.requests.map(() => new TaskLoad());
    this.running = new Int32Array(count);
    this.runningInPool = new Int32Array(count * poolCount);
    this.tasksOnInstances = cluster.requests.map(() => new Int32Array(4));
    this.onInstancesCount = new Int32Array(count);
  }

  add(task: number, usageClass: number, pool: number, instance: number): void {
    this.ensureTask(task);
    this.unservedCpuUnits[task] = 0;
    this.leakedMemoryMiB[task] = 0;
    this.running[usageClass]++;
    this.runningInPool[usageClass * this.poolCount + pool]++;
    if (instance === NONE) return;
    const position = this.onInstancesCount[usageClass]++;
    if (position === this.tasksOnInstances[usageClass].length) {
      this.tasksOnInstances[usageClass] = growInt32(this.tasksOnInstances[usageClass], position * 2);
    }
    this.tasksOnInstances[usageClass][position] = task;
    this.position[task] = position;
  }

  /** The last of the list takes the place of the one that goes. */
  remove(task: number, usageClass: number, pool: number, instance: number): void {
    this.running[usageClass]--;
    this.runningInPool[usageClass * this.poolCount + pool]--;
    if (instance === NONE) return;
    const list = this.tasksOnInstances[usageClass];
    const last = list[--this.onInstancesCount[usageClass]];
    list[this.position[task]] = last;
    this.position[last] = this.position[task];
  }

  private ensureTask(task: number): void {
    if (task < this.position.length) return;
    const length = Math.max(task + 1, this.position.length * 2);
    this.position = growInt32(this.position, length);
    this.unservedCpuUnits = growFloat64(this.unservedCpuUnits, length);
    this.leakedMemoryMiB = growFloat64(this.leakedMemoryMiB, length);
  }
}
