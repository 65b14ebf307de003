import { NONE } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { growFloat64, growInt32 } from '../../state/rows.ts';
import { TaskLoad } from './task-load.ts';

/**
 * Running tasks that ask for the same: those of one request (same workload, revision and capacity provider), and
 * behind a load balancer of one variant of it (target-routing.ts). What one task asks for is kept once per class, so a
 * change of load costs a few sums per class and one addition per task that holds a container instance, whatever the
 * number of gauges. Variant 0 of a request has the request's own row; the others come after all requests.
 */
export class UsageClasses {
  readonly count: number;
  /** By class: its request, and which of its variants. */
  readonly requestOf: Int32Array;
  readonly variantOf: Int32Array;
  /** What each running task of the class asks for now. */
  readonly load: readonly TaskLoad[];
  /** Running tasks per class, and per class and pool: entry class × poolCount + pool. */
  readonly running: Int32Array;
  readonly runningInPool: Int32Array;
  readonly poolCount: number;
  /** Running tasks of the class that hold a container instance, densely; and how many. */
  readonly tasksOnInstances: Int32Array[];
  readonly onInstancesCount: Int32Array;
  /** By task: its class, and its place in that list. */
  private classOfTask = new Int32Array(64);
  private position = new Int32Array(64);
  /** By task: CPU that its full instance does not give, and memory that has leaked. */
  unservedCpuUnits = new Float64Array(64);
  leakedMemoryMiB = new Float64Array(64);
  /** By request: the row of variant 1. */
  private readonly others: Int32Array;

  /** @param variants by request; one each where it is left out */
  constructor(cluster: ClusterState, poolCount: number, variants: Int32Array = oneEach(cluster)) {
    const count = variants.reduce((sum, own) => sum + own, 0);
    this.count = count;
    this.poolCount = poolCount;
    this.others = new Int32Array(variants.length);
    this.requestOf = new Int32Array(count);
    this.variantOf = new Int32Array(count);
    this.lay(variants);
    this.load = Array.from(this.requestOf, () => new TaskLoad());
    this.running = new Int32Array(count);
    this.runningInPool = new Int32Array(count * poolCount);
    this.tasksOnInstances = Array.from(this.requestOf, () => new Int32Array(4));
    this.onInstancesCount = new Int32Array(count);
  }

  classOf(request: number, variant: number): number {
    return variant === 0 ? request : this.others[request] + variant - 1;
  }

  /** Classes of each workload, in ascending order. @param requestsOf by workload */
  byWorkload(requestsOf: readonly (readonly number[])[]): Int32Array[] {
    const ofRequest = Array.from(this.others, (): number[] => []);
    for (let usageClass = 0; usageClass < this.count; usageClass++)
      ofRequest[this.requestOf[usageClass]].push(usageClass);
    return requestsOf.map((requests) => Int32Array.from(requests.flatMap((request) => ofRequest[request])).sort());
  }

  /** A task that asks for nothing is of that class, and does not count in it. */
  place(task: number, usageClass: number): void {
    this.ensureTask(task);
    this.classOfTask[task] = usageClass;
  }

  /** The class of a task that was added, or placed. */
  of(task: number): number {
    return this.classOfTask[task];
  }

  add(task: number, usageClass: number, pool: number, instance: number): void {
    this.place(task, usageClass);
    this.unservedCpuUnits[task] = 0;
    this.leakedMemoryMiB[task] = 0;
    this.join(task, usageClass, pool, instance);
  }

  /** The last of the list takes the place of the one that goes. */
  remove(task: number, pool: number, instance: number): void {
    const usageClass = this.classOfTask[task];
    this.running[usageClass]--;
    this.runningInPool[usageClass * this.poolCount + pool]--;
    if (instance === NONE) return;
    const list = this.tasksOnInstances[usageClass];
    const last = list[--this.onInstancesCount[usageClass]];
    list[this.position[task]] = last;
    this.position[last] = this.position[task];
  }

  private join(task: number, usageClass: number, pool: number, instance: number): void {
    this.classOfTask[task] = usageClass;
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

  private lay(variants: Int32Array): void {
    let next = variants.length;
    for (let request = 0; request < variants.length; request++) {
      this.requestOf[request] = request;
      this.others[request] = next;
      for (let variant = 1; variant < variants[request]; variant++) {
        this.requestOf[next] = request;
        this.variantOf[next++] = variant;
      }
    }
  }

  private ensureTask(task: number): void {
    if (task < this.position.length) return;
    const length = Math.max(task + 1, this.position.length * 2);
    this.position = growInt32(this.position, length);
    this.classOfTask = growInt32(this.classOfTask, length);
    this.unservedCpuUnits = growFloat64(this.unservedCpuUnits, length);
    this.leakedMemoryMiB = growFloat64(this.leakedMemoryMiB, length);
  }
}

function oneEach({ requests }: ClusterState): Int32Array {
  return new Int32Array(requests.length).fill(1);
}
