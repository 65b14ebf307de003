import { HOUR_MS, NONE } from '../../../base/units.ts';
import type { ContainerRestarter } from '../../actions/container-restarter.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { TaskStopper } from '../../actions/task-stopper.ts';
import type { Workloads } from '../../actions/workloads.ts';
import { TARGET_WARMED, USAGE_CHANGED, USAGE_SETTLED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import { TARGET_GROUP_FAILS_OPEN } from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { Curve, LoadInput } from '../../state/input.ts';
import { ALL_CPU, MEASURED_INTERVAL_MS, type MeasuredUse } from '../../state/measured-use.ts';
import { growFloat64, growInt32, growUint8 } from '../../state/rows.ts';
import { EXIT_CODE_SIGKILL, EXIT_CODE_SIGTERM, OUT_OF_MEMORY } from '../../state/stop-causes.ts';
import { DEACTIVATING, RESTARTING } from '../../state/tasks.ts';
import { ServiceTraffic } from '../traffic/service-traffic.ts';
import { isServing, TargetRouting } from '../traffic/target-routing.ts';
import { cpuCeilings } from './cpu-ceilings.ts';
import { CpuSharing } from './cpu-sharing.ts';
import { CurveReader } from './curve-reader.ts';
import { toExact } from './task-load.ts';
import { UsageClasses } from './usage-classes.ts';

const NEVER = Number.POSITIVE_INFINITY;
const ZERO: Curve = { atMs: Float64Array.of(0), values: Float64Array.of(0), periodMs: 0 };

/**
 * What tasks really use: CPU and memory from each workload's load, CPU contention on full container instances (P1.11),
 * and the kill of a task above its memory limit. A workload is looked at on a grid of `usageIntervalMs`, and only when
 * its load, its running tasks or a leak has changed what its tasks ask for; behind a load balancer also at once when a
 * target comes or goes, for its requests go to others from then on.
 */
export class TaskUsage {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly stopper: TaskStopper;
  private readonly restarter: ContainerRestarter;
  private readonly classes: UsageClasses;
  private readonly sharing: CpuSharing;
  private readonly routing: TargetRouting;
  private readonly traffic: ServiceTraffic;
  private readonly measured: MeasuredUse;
  /** By workload, and by request: a later revision may use more or less. */
  private readonly loads: readonly (LoadInput | null)[];
  private readonly revisionLoads: readonly (LoadInput | null)[];
  private readonly requestsPerSecond: readonly CurveReader[];
  private readonly cpuFractions: readonly CurveReader[];
  /** CPU that one task of each request can get at most. */
  private readonly ceilingCpuUnits: Float64Array;
  /** By workload: its PRIMARY deployment, and the part of the requests that it had, when they were last looked at. */
  private readonly primarySeen: Int32Array;
  private readonly portionSeen: Float64Array;
  /** When each workload is looked at next. */
  private readonly nextLookMs: Float64Array;
  /** CPU asked for on each container instance by its running tasks. */
  private demandOnInstance = new Float64Array(64);
  private isFull = new Uint8Array(64);
  private isDirty = new Uint8Array(64);
  private dirty = new Int32Array(64);
  private dirtyCount = 0;

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, recorder, stopper } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.stopper = stopper;
    this.restarter = parts.restarter;
    this.measured = parts.measuredUse;
    this.routing = new TargetRouting(cluster, workloads);
    this.classes = new UsageClasses(cluster, recorder.pools.list.length, this.routing.variants);
    this.traffic = new ServiceTraffic(parts, this.classes, this.routing);
    this.sharing = new CpuSharing(cluster, this.classes);
    this.loads = workloads.work.map((work) => work.load);
    this.revisionLoads = workloads.loads;
    this.requestsPerSecond = this.loads.map((load) => new CurveReader(load?.requestsPerSecond ?? ZERO));
    this.cpuFractions = workloads.loads.map((load) => new CurveReader(load?.cpuFraction ?? ZERO));
    this.ceilingCpuUnits = cpuCeilings(cluster, workloads);
    this.nextLookMs = new Float64Array(workloads.count).fill(NEVER);
    this.primarySeen = Int32Array.from(cluster.deployments.primary);
    this.portionSeen = new Float64Array(workloads.count).fill(Number.NaN);
  }

  onStart(): void {
    for (let workload = 0; workload < this.workloads.count; workload++) {
      if (this.loads[workload] !== null) this.lookAt(workload, 0);
    }
  }

  /** The task works from now on as the others of its class do; the next look shares the traffic out anew. */
  onTaskRunning(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const request = tasks.request[task];
    if (this.revisionLoads[request] === null) {
      this.classes.place(task, request);
      return;
    }
    this.traffic.advance(workload);
    this.enter(task, this.classes.classOf(request, this.routing.variantOf(task, this.timeline.nowMs)), 0);
    this.lookSoon(workload);
  }

  /** The task has left RUNNING: it uses nothing any more. Tasks that never ran are in no class. */
  onTaskStopping(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (this.loads[workload] === null || Number.isNaN(tasks.startedAtMs[task])) return;
    if (tasks.restart[task] === RESTARTING) return;
    const servable = this.traffic.servableIn(task, this.worksOnMs(task));
    this.traffic.end(task, this.leave(task), servable);
    if (this.routing.updateFailOpen(workload)) this.routeAnew(workload);
    this.lookSoon(workload);
  }

  /** Its program is down until it runs again; the requests in it are lost, and others take those that come (model). */
  onTaskRestarting(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.loads[workload] === null) return;
    this.traffic.end(task, this.leave(task), 0);
    this.lookSoon(workload);
  }

  /** A target's state, or its slow start, is another: from now on it gets other requests, and so do its neighbours. */
  onTargetChanged(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.loads[workload] === null) return;
    if (this.routing.updateFailOpen(workload)) {
      this.recorder.decided(
        TARGET_GROUP_FAILS_OPEN,
        workload,
        this.timeline.nowMs,
        this.routing.isFailOpen(workload) ? 1 : 0,
      );
      this.routeAnew(workload);
    } else {
      this.route(task);
    }
  }

  /** The service may have another PRIMARY deployment, or that another part of the requests (P4.23, P4.24). */
  onDeploymentsChanged(workload: number): void {
    if (this.loads[workload] === null || this.routing.groupOf(workload) === null) return;
    const portion = this.routing.primaryPortion(workload);
    const primary = this.cluster.deployments.primary[workload];
    if (primary !== this.primarySeen[workload]) this.routeAnew(workload);
    else if (Object.is(portion, this.portionSeen[workload])) return;
    this.primarySeen[workload] = primary;
    this.portionSeen[workload] = portion;
    this.traffic.advance(workload);
    this.lookSoon(workload);
  }

  /** Nodes of load balancers are down, or up again: requests are shared out anew. */
  onNodesChanged(): void {
    for (let workload = 0; workload < this.workloads.count; workload++) {
      if (this.loads[workload] === null || !this.routing.updateLostPortion(workload)) continue;
      this.traffic.advance(workload);
      this.lookSoon(workload);
    }
  }

  /** Somebody reads what became of requests behind a load balancer. */
  onMetricsPublished(): void {
    for (let workload = 0; workload < this.workloads.count; workload++) {
      if (this.routing.groupOf(workload) !== null) this.traffic.look(workload);
    }
  }

  /** The run ends: what became of all requests is known. */
  onEnd(): void {
    this.traffic.finish();
  }

  /** Requests as a fluid are all accounted for; for tests. */
  validate(): void {
    this.traffic.validate();
  }

  /** What the workload's tasks ask for is worked out anew; who is above its memory limit is killed. */
  onUsageChanged(workload: number): void {
    const { nowMs } = this.timeline;
    if (this.nextLookMs[workload] !== nowMs) return;
    this.nextLookMs[workload] = NEVER;
    const load = this.loads[workload];
    if (load === null) return;
    const rate = this.requestsPerSecond[workload];
    rate.moveTo(nowMs);
    if (load.requestsPerSecond !== null) this.recorder.workload.requestsPerSecond.set(workload, rate.value, nowMs);
    this.traffic.setArrivals(workload, rate.value);
    const requests = this.workloads.requestsOf[workload];
    let changeMs = rate.nextChangeMs;
    for (let i = 0; i < requests.length; i++) {
      const fraction = this.cpuFractions[requests[i]];
      fraction.moveTo(nowMs);
      changeMs = Math.min(changeMs, fraction.nextChangeMs);
      const { variants } = this.routing;
      for (let variant = 0; variant < variants[requests[i]]; variant++) {
        this.changeClass(this.classes.classOf(requests[i], variant), workload);
      }
    }
    const isLeaking = this.leaks(workload) && this.cluster.runningCount[workload] > 0;
    if (isLeaking) this.leak(workload);
    this.killOverLimit(workload);
    const isMeasured = this.measured.isMeasured[workload] === 1;
    if (isMeasured) this.lookAt(workload, nowMs - (nowMs % MEASURED_INTERVAL_MS) + MEASURED_INTERVAL_MS);
    if (isLeaking || this.traffic.isWarming(workload)) this.lookAtNextInterval(workload);
    if (changeMs < NEVER) this.lookAt(workload, this.ceilToInterval(changeMs));
  }

  /** Every instance whose tasks ask for more or less shares out its CPU, once per instant. */
  onUsageSettled(): void {
    for (let i = 0; i < this.dirtyCount; i++) {
      this.isDirty[this.dirty[i]] = 0;
      this.settle(this.dirty[i]);
    }
    this.dirtyCount = 0;
    this.traffic.settle();
  }

  /** How long a task that leaves RUNNING goes on: while it drains and until its containers end; one that died, not. */
  private worksOnMs(task: number): number {
    const { tasks, targets, input } = this.cluster;
    if (tasks.exitCode[task] !== EXIT_CODE_SIGTERM) return 0;
    const drainMs = tasks.lastStatus[task] === DEACTIVATING ? targets.drainMs(tasks.workload[task]) : 0;
    return drainMs + input.taskDefinitions[tasks.taskDefinition[task]].stopMs;
  }

  /** A task that runs is of another class where its target says so. */
  private route(task: number): void {
    const { tasks } = this.cluster;
    if (!this.isWorking(task)) return;
    const usageClass = this.classes.classOf(tasks.request[task], this.routing.variantOf(task, this.timeline.nowMs));
    if (usageClass === this.classes.of(task)) return;
    // What has leaked, and what its full instance does not give it, is worked out again in this same instant.
    this.enter(task, usageClass, this.leave(task));
    const warmUntilMs = this.routing.warmUntilMs(task);
    const { nowMs } = this.timeline;
    if (warmUntilMs > nowMs) {
      this.timeline.schedule(warmUntilMs - nowMs, TARGET_WARMED, task, tasks.rows.generation(task));
    }
    this.lookSoon(tasks.workload[task]);
  }

  private routeAnew(workload: number): void {
    const { tasks, firstOfWorkload } = this.cluster;
    for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) this.route(task);
  }

  private settle(instance: number): void {
    const capacity = this.cluster.containerInstances.registeredCpuUnits[instance];
    const demand = this.demandOnInstance[instance];
    const wasFull = this.isFull[instance] === 1;
    const isFull = demand > capacity;
    this.isFull[instance] = isFull ? 1 : 0;
    if (instance < this.recorder.heatInstances) {
      this.recorder.heat.usedCpuUnits.set(instance, Math.min(demand, capacity), this.timeline.nowMs);
    }
    if (isFull) this.sharing.share(instance);
    if (isFull || wasFull) this.shareOut(instance, isFull);
  }

  /** What each running task on the instance is not given, because the instance is full, or no longer is. */
  private shareOut(instance: number, isFull: boolean): void {
    const { tasks, containerInstances } = this.cluster;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      if (!tasks.isAtWork(task) || this.loads[tasks.workload[task]] === null) continue;
      const demand = this.classes.load[this.classes.of(task)].cpuUnits;
      const unserved = isFull ? demand - this.sharing.granted(task) : 0;
      const change = unserved - this.classes.unservedCpuUnits[task];
      this.traffic.setUnserved(task, unserved);
      this.measured.grant(task, unserved > 0 ? Math.max(1, Math.round(demand - unserved)) : ALL_CPU);
      this.recorder.usage(
        tasks.workload[task],
        this.recorder.poolOfTask(task),
        -change,
        change,
        0,
        this.timeline.nowMs,
      );
    }
  }

  /** The task is in that class from now on, with what it asks for, and the requests that are in it. */
  private enter(task: number, usageClass: number, requests: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const load = this.revisionLoads[tasks.request[task]]!;
    const instance = tasks.containerInstance[task];
    if (this.classes.running[usageClass] === 0) this.updateClass(usageClass, workload, load);
    this.classes.add(task, usageClass, this.recorder.poolOfTask(task), instance);
    this.traffic.join(task, requests);
    this.recordTask(task, 1);
    if (instance !== NONE) this.changeDemand(instance, this.classes.load[usageClass].cpuUnits);
  }

  /** The task is in its class no longer; returns the requests that are in it. */
  private leave(task: number): number {
    const instance = this.cluster.tasks.containerInstance[task];
    this.recordTask(task, -1);
    const requests = this.traffic.leave(task);
    const usageClass = this.classes.of(task);
    this.classes.remove(task, this.recorder.poolOfTask(task), instance);
    if (instance !== NONE) this.changeDemand(instance, -this.classes.load[usageClass].cpuUnits);
    return requests;
  }

  /** Works out what a task of the class asks for. */
  private updateClass(usageClass: number, workload: number, load: LoadInput): void {
    const request = this.classes.requestOf[usageClass];
    const { cpuUnits } = this.cluster.requests[request];
    const fraction = this.cpuFractions[request].value;
    const ceiling = this.ceilingCpuUnits[request];
    if (this.measured.isMeasured[workload] === 1) {
      const isAtWork = isServing(this.classes.variantOf[usageClass]);
      const cpuSeconds = isAtWork ? this.measured.cpuPerTask[request] : 0;
      const concurrent = isAtWork ? this.measured.concurrentPerTask[request] : 0;
      this.classes.load[usageClass].measure(load, cpuSeconds, concurrent, fraction * cpuUnits, ceiling);
      return;
    }
    const rate = this.requestsPerTask(usageClass, workload);
    this.classes.load[usageClass].update(load, rate, fraction, cpuUnits, ceiling);
    this.traffic.setCpuUnits(workload, usageClass, ceiling, fraction * cpuUnits);
  }

  private requestsPerTask(usageClass: number, workload: number): number {
    if (this.routing.groupOf(workload) !== null) return this.traffic.perTask(usageClass);
    const running = this.cluster.runningCount[workload];
    // The first tasks of a service share its traffic with those that are still starting.
    const sharers = this.classes.running[usageClass] === 0 ? this.cluster.activeCount[workload] : running;
    return sharers === 0 ? 0 : this.requestsPerSecond[workload].value / sharers;
  }

  /** The class asks for more or less: the gauges of its pools move, and the demand on its instances. */
  private changeClass(usageClass: number, workload: number): void {
    const { classes, cluster } = this;
    const load = this.revisionLoads[classes.requestOf[usageClass]];
    if (load === null || classes.running[usageClass] === 0) return;
    const asked = classes.load[usageClass];
    const { wantedCpuUnits, cpuUnits, memoryMiB } = asked;
    this.updateClass(usageClass, workload, load);
    const cpuChange = asked.cpuUnits - cpuUnits;
    this.recordClass(
      usageClass,
      workload,
      cpuChange,
      asked.wantedCpuUnits - wantedCpuUnits,
      asked.memoryMiB - memoryMiB,
    );
    if (cpuChange === 0) return;
    const list = classes.tasksOnInstances[usageClass];
    const count = classes.onInstancesCount[usageClass];
    for (let i = 0; i < count; i++) this.changeDemand(cluster.tasks.containerInstance[list[i]], cpuChange);
  }

  private recordClass(usageClass: number, workload: number, cpu: number, wanted: number, memory: number): void {
    const { runningInPool, poolCount } = this.classes;
    for (let pool = 0; pool < poolCount; pool++) {
      const count = runningInPool[usageClass * poolCount + pool];
      if (count === 0) continue;
      this.recorder.usage(workload, pool, cpu * count, (wanted - cpu) * count, memory * count, this.timeline.nowMs);
    }
  }

  /** A task joins (1) or leaves (-1) the gauges with all that it uses. */
  private recordTask(task: number, sign: 1 | -1): void {
    const { tasks } = this.cluster;
    const { wantedCpuUnits, cpuUnits, memoryMiB } = this.classes.load[this.classes.of(task)];
    const unserved = this.classes.unservedCpuUnits[task];
    this.recorder.usage(
      tasks.workload[task],
      this.recorder.poolOfTask(task),
      sign * (cpuUnits - unserved),
      sign * (wantedCpuUnits - cpuUnits + unserved),
      sign * (memoryMiB + this.classes.leakedMemoryMiB[task]),
      this.timeline.nowMs,
    );
  }

  /** The tasks of one of its revisions leak. */
  private leaks(workload: number): boolean {
    const requests = this.workloads.requestsOf[workload];
    for (let i = 0; i < requests.length; i++) {
      if (this.growthMiBPerHour(requests[i]) > 0) return true;
    }
    return false;
  }

  private growthMiBPerHour(usageClass: number): number {
    const load = this.revisionLoads[usageClass];
    return load === null ? 0 : load.memoryGrowthMiBPerHour;
  }

  private leak(workload: number): void {
    const { tasks, firstOfWorkload } = this.cluster;
    const { nowMs } = this.timeline;
    for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (!this.isWorking(task)) continue;
      const growthMiBPerHour = this.growthMiBPerHour(tasks.request[task]);
      const leaked = toExact((growthMiBPerHour * (nowMs - tasks.programStartedAtMs[task])) / HOUR_MS);
      const change = leaked - this.classes.leakedMemoryMiB[task];
      this.classes.leakedMemoryMiB[task] = leaked;
      this.recorder.usage(workload, this.recorder.poolOfTask(task), 0, 0, change, nowMs);
    }
  }

  /** Above its hard limit a container is killed (P12: OutOfMemoryError, exit code 137). */
  private killOverLimit(workload: number): void {
    if (!this.canBeOverLimit(workload)) return;
    const { tasks, firstOfWorkload, input } = this.cluster;
    for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (!this.isWorking(task)) continue;
      const { memoryLimitMiB } = input.taskDefinitions[tasks.taskDefinition[task]];
      const used = this.classes.load[this.classes.of(task)].memoryMiB + this.classes.leakedMemoryMiB[task];
      if (memoryLimitMiB === 0 || used <= memoryLimitMiB) continue;
      if (this.restarter.restart(task, EXIT_CODE_SIGKILL)) continue;
      this.recorder.counters.outOfMemoryKills[workload]++;
      this.stopper.stop(task, OUT_OF_MEMORY, EXIT_CODE_SIGKILL, 0);
    }
  }

  /** False where no class of the workload is above its limit and nothing leaks: then no task needs to be looked at. */
  private canBeOverLimit(workload: number): boolean {
    if (this.leaks(workload)) return true;
    const requests = this.workloads.requestsOf[workload];
    for (let i = 0; i < requests.length; i++) {
      const limit = this.workloads.memoryLimitMiB[requests[i]];
      const { variants } = this.routing;
      for (let variant = 0; limit > 0 && variant < variants[requests[i]]; variant++) {
        if (this.classes.load[this.classes.classOf(requests[i], variant)].memoryMiB > limit) return true;
      }
    }
    return false;
  }

  private isWorking(task: number): boolean {
    const { tasks } = this.cluster;
    return tasks.isAtWork(task) && tasks.isDesired[task] === 1;
  }

  private changeDemand(instance: number, change: number): void {
    if (instance >= this.isDirty.length) this.grow(instance);
    this.demandOnInstance[instance] += change;
    if (this.isDirty[instance] === 1) return;
    this.isDirty[instance] = 1;
    if (this.dirtyCount === 0) this.timeline.schedule(0, USAGE_SETTLED, NONE, NONE);
    this.dirty[this.dirtyCount++] = instance;
  }

  /** At once where a load balancer is told of every change; else on the grid. */
  private lookSoon(workload: number): void {
    if (this.routing.groupOf(workload) === null) this.lookAtNextInterval(workload);
    else this.lookAt(workload, this.timeline.nowMs);
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

  private grow(instance: number): void {
    const length = Math.max(instance + 1, this.isDirty.length * 2);
    this.demandOnInstance = growFloat64(this.demandOnInstance, length);
    this.isFull = growUint8(this.isFull, length);
    this.isDirty = growUint8(this.isDirty, length);
    this.dirty = growInt32(this.dirty, length);
  }
}
