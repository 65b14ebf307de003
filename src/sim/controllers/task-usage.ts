import { HOUR_MS, NONE } from '../../base/units.ts';
import type { TaskStopper } from '../actions/task-stopper.ts';
import type { Workloads } from '../actions/workloads.ts';
import { USAGE_CHANGED, USAGE_SETTLED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { Curve, LoadInput } from '../state/input.ts';
import { growFloat64, growInt32, growUint8 } from '../state/rows.ts';
import { EXIT_CODE_SIGKILL, OUT_OF_MEMORY } from '../state/stop-causes.ts';
import { RUNNING } from '../state/tasks.ts';
import { shareCpu, toExact } from './cpu-sharing.ts';
import { CurveReader } from './curve-reader.ts';
import { TaskLoad } from './task-load.ts';

const NEVER = Number.POSITIVE_INFINITY;
const ZERO: Curve = { atMs: Float64Array.of(0), values: Float64Array.of(0), periodMs: 0 };

/**
 * What tasks really use (the part 6): CPU and memory from each workload's load, CPU contention on full container
 * instances (P1.11), and the kill of a task above its memory limit. A workload is looked at on a grid of
 * `usageIntervalMs`, and only when its load, its running tasks or a leak has changed what its tasks ask for.
 */
export class TaskUsage {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly stopper: TaskStopper;
  private readonly loads: readonly (LoadInput | null)[];
  private readonly requests: readonly CurveReader[];
  private readonly cpuFractions: readonly CurveReader[];
  private readonly taskLoad = new TaskLoad();
  /** When each workload is looked at next. */
  private readonly nextLookMs: Float64Array;
  /** CPU asked for on each container instance by its running tasks. */
  private demandOnInstance = new Float64Array(64);
  private isFull = new Uint8Array(64);
  private isDirty = new Uint8Array(64);
  private dirty = new Int32Array(64);
  private dirtyCount = 0;

  constructor(
    cluster: ClusterState,
    workloads: Workloads,
    timeline: Timeline,
    recorder: Recorder,
    stopper: TaskStopper,
  ) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.stopper = stopper;
    this.loads = workloads.work.map((work) => work.load);
    this.requests = this.loads.map((load) => new CurveReader(load?.requestsPerSecond ?? ZERO));
    this.cpuFractions = this.loads.map((load) => new CurveReader(load?.cpuFraction ?? ZERO));
    this.nextLookMs = new Float64Array(workloads.count).fill(NEVER);
  }

  onStart(): void {
    for (let workload = 0; workload < this.workloads.count; workload++) {
      if (this.loads[workload] !== null && this.workloads.isService(workload)) this.lookAt(workload, 0);
    }
  }

  /** The task works from now on, with the share it will have once the others are up; the next look settles it. */
  onTaskRunning(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    const load = this.loads[workload];
    if (load === null) return;
    this.readCurves(workload);
    const expected = Math.max(1, this.cluster.activeCount[workload]);
    this.apply(task, load, this.requests[workload].value / expected);
    if (this.workloads.isService(workload) && isTimeDependent(load)) this.lookAtNextInterval(workload);
    else if (load.memoryGrowthMiBPerHour > 0 || this.isOverLimit(task)) this.lookAtNextInterval(workload);
  }

  /** The task has left RUNNING: it uses nothing any more. */
  onTaskStopping(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    const load = this.loads[workload];
    if (load === null) return;
    this.change(task, 0, 0, 0);
    if (this.workloads.isService(workload) && isTimeDependent(load)) this.lookAtNextInterval(workload);
  }

  /** Every task of the workload is given its share anew; who is above its memory limit is killed. */
  onUsageChanged(workload: number): void {
    const { nowMs } = this.timeline;
    if (this.nextLookMs[workload] !== nowMs) return;
    this.nextLookMs[workload] = NEVER;
    const load = this.loads[workload];
    if (load === null) return;
    this.readCurves(workload);
    this.recorder.workload.requestsPerSecond.set(workload, this.requests[workload].value, nowMs);
    const share = this.shareOfTraffic(workload);
    const { tasks, firstOfWorkload } = this.cluster;
    for (let task = firstOfWorkload[workload]; task !== NONE; ) {
      const next = tasks.nextOfWorkload[task];
      if (isWorking(this.cluster, task)) this.apply(task, load, share);
      if (isWorking(this.cluster, task) && this.isOverLimit(task)) this.kill(task);
      task = next;
    }
    if (load.memoryGrowthMiBPerHour > 0 && this.cluster.runningCount[workload] > 0) this.lookAtNextInterval(workload);
    const changeMs = Math.min(this.requests[workload].nextChangeMs, this.cpuFractions[workload].nextChangeMs);
    if (changeMs < NEVER && this.workloads.isService(workload)) this.lookAt(workload, this.ceilToInterval(changeMs));
  }

  /** Every instance whose tasks ask for more or less shares out its CPU once. */
  onUsageSettled(): void {
    for (let i = 0; i < this.dirtyCount; i++) {
      const instance = this.dirty[i];
      this.isDirty[instance] = 0;
      this.settle(instance);
    }
    this.dirtyCount = 0;
  }

  private settle(instance: number): void {
    const { containerInstances, tasks } = this.cluster;
    const wasFull = this.isFull[instance] === 1;
    const isFull = this.demandOnInstance[instance] > containerInstances.registeredCpuUnits[instance];
    this.isFull[instance] = isFull ? 1 : 0;
    if (!isFull && !wasFull) return;
    const { nowMs } = this.timeline;
    let task = containerInstances.firstTask[instance];
    for (; task !== NONE; task = tasks.nextOnInstance[task]) {
      this.recorder.usage(task, -tasks.grantedCpuUnits[task], tasks.grantedCpuUnits[task], 0, nowMs);
    }
    if (isFull) shareCpu(this.cluster, instance);
    for (task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      if (!isFull) tasks.grantedCpuUnits[task] = tasks.demandCpuUnits[task];
      this.recorder.usage(task, tasks.grantedCpuUnits[task], -tasks.grantedCpuUnits[task], 0, nowMs);
    }
  }

  /** Requests per second that each running task of the workload gets (evenly: load balancers come with part B). */
  private shareOfTraffic(workload: number): number {
    const running = this.cluster.runningCount[workload];
    return running === 0 ? 0 : this.requests[workload].value / running;
  }

  private readCurves(workload: number): void {
    this.requests[workload].moveTo(this.timeline.nowMs);
    this.cpuFractions[workload].moveTo(this.timeline.nowMs);
  }

  private apply(task: number, load: LoadInput, requestsPerSecond: number): void {
    const { tasks, requests, input } = this.cluster;
    const workload = tasks.workload[task];
    const definition = input.taskDefinitions[tasks.taskDefinition[task]];
    const instance = tasks.containerInstance[task];
    const reserved = requests[tasks.request[task]].cpuUnits;
    const cap = instance === NONE ? reserved : definition.cpuLimitUnits;
    const idle = instance === NONE ? reserved : this.cluster.containerInstances.registeredCpuUnits[instance];
    this.taskLoad.update(load, requestsPerSecond, this.cpuFractions[workload].value, reserved, cap, idle);
    const ageMs = this.timeline.nowMs - tasks.startedAtMs[task];
    const leak = toExact((load.memoryGrowthMiBPerHour * ageMs) / HOUR_MS);
    this.change(task, this.taskLoad.wantedCpuUnits, this.taskLoad.cpuUnits, this.taskLoad.memoryMiB + leak);
  }

  /** The task asks for this from now on; on a full instance its grant is settled at the end of the instant. */
  private change(task: number, wantedCpuUnits: number, cpuUnits: number, memoryMiB: number): void {
    const { tasks } = this.cluster;
    const { nowMs } = this.timeline;
    const demandChange = cpuUnits - tasks.demandCpuUnits[task];
    const memoryChange = memoryMiB - tasks.usedMemoryMiB[task];
    const grantedChange = cpuUnits - tasks.grantedCpuUnits[task];
    const unservedChange = wantedCpuUnits - tasks.wantedCpuUnits[task] - grantedChange;
    this.recorder.usage(task, grantedChange, unservedChange, memoryChange, nowMs);
    tasks.wantedCpuUnits[task] = wantedCpuUnits;
    tasks.demandCpuUnits[task] = cpuUnits;
    tasks.grantedCpuUnits[task] = cpuUnits;
    tasks.usedMemoryMiB[task] = memoryMiB;
    const instance = tasks.containerInstance[task];
    if (instance !== NONE && (demandChange !== 0 || grantedChange !== 0)) this.markDirty(instance, demandChange);
  }

  private markDirty(instance: number, demandChange: number): void {
    this.ensureInstance(instance);
    this.demandOnInstance[instance] += demandChange;
    if (this.isDirty[instance] === 1) return;
    this.isDirty[instance] = 1;
    if (this.dirtyCount === 0) this.timeline.schedule(0, USAGE_SETTLED, NONE, NONE);
    this.dirty[this.dirtyCount++] = instance;
  }

  /** Above its hard limit a container is killed (P12: OutOfMemoryError, exit code 137). */
  private kill(task: number): void {
    this.recorder.counters.outOfMemoryKills[this.cluster.tasks.workload[task]]++;
    this.stopper.stop(task, OUT_OF_MEMORY, EXIT_CODE_SIGKILL, 0);
  }

  private isOverLimit(task: number): boolean {
    const { tasks, input } = this.cluster;
    const { memoryLimitMiB } = input.taskDefinitions[tasks.taskDefinition[task]];
    return memoryLimitMiB > 0 && tasks.usedMemoryMiB[task] > memoryLimitMiB;
  }

  private lookAtNextInterval(workload: number): void {
    this.lookAt(workload, this.ceilToInterval(this.timeline.nowMs + 1));
  }

  private ceilToInterval(atMs: number): number {
    const { usageIntervalMs } = this.cluster.input.timing;
    return Math.ceil(atMs / usageIntervalMs) * usageIntervalMs;
  }

  /** Looks then, unless it looks earlier already. */
  private lookAt(workload: number, atMs: number): void {
    if (this.nextLookMs[workload] <= atMs) return;
    this.nextLookMs[workload] = atMs;
    this.timeline.schedule(atMs - this.timeline.nowMs, USAGE_CHANGED, workload, NONE);
  }

  private ensureInstance(instance: number): void {
    if (instance < this.isDirty.length) return;
    const length = Math.max(instance + 1, this.isDirty.length * 2);
    this.demandOnInstance = growFloat64(this.demandOnInstance, length);
    this.isFull = growUint8(this.isFull, length);
    this.isDirty = growUint8(this.isDirty, length);
    this.dirty = growInt32(this.dirty, length);
  }
}

function isWorking(cluster: ClusterState, task: number): boolean {
  return cluster.tasks.lastStatus[task] === RUNNING && cluster.tasks.isDesired[task] === 1;
}

/** True when a task's use depends on how many share the traffic. */
function isTimeDependent(load: LoadInput): boolean {
  return load.requestsPerSecond !== null;
}
