import type { Streams } from '../../base/streams.ts';
import { MINUTE_MS, NONE } from '../../base/units.ts';
import { TerminationChoice } from '../../placement/termination.ts';
import type { TaskLauncher } from '../actions/task-launcher.ts';
import type { TaskStopper } from '../actions/task-stopper.ts';
import { nameOf, type Workloads } from '../actions/workloads.ts';
import { DAEMON_RECONCILE, SERVICE_RECONCILE, SERVICE_UPDATED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import { EVENT_STARTED_TASKS, EVENT_STEADY_STATE, EVENT_STOPPED_TASKS } from '../record/recording.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { ACTIVE } from '../state/container-instances.ts';
import type { ServiceInput } from '../state/input.ts';
import { EXIT_CODE_SIGTERM, SCALE_IN, TASK_FAILED_TO_START } from '../state/stop-causes.ts';
import { maximumTasks, startThrottleMs, tasksToStart } from './deployment-rules.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Keeps every service at its count (P4.1): REPLICA services at desiredCount, DAEMON services at one task per eligible
 * container instance. It looks when something has changed, at the next tick of its clock (P4.8, model).
 */
export class ServiceScheduler {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly launcher: TaskLauncher;
  private readonly stopper: TaskStopper;
  private readonly services: readonly ServiceInput[];
  private readonly terminations: readonly TerminationChoice[];
  private readonly desiredCount: Int32Array;
  /** When each service looks next; Infinity = not until something changes. */
  private readonly nextLookMs: Float64Array;
  /** 1 where the last launch found no room: it looks again when capacity is freed. */
  private readonly isBlocked: Uint8Array;
  private blockedCount = 0;
  /** Failed starts in a row, the tasks created when the last one was counted, and no launch before (P4.19). */
  private readonly startFailures: Int32Array;
  private readonly failedRoundEnd: Float64Array;
  private readonly throttledUntilMs: Float64Array;
  /** Launches in the current tick: the rate of launches is bounded. */
  private readonly launchTick: Float64Array;
  private readonly launchesInTick: Int32Array;
  private readonly launchesPerTick: number;
  private readonly isSteady: Uint8Array;
  /** Services with a constraint that looks at other tasks. */
  private readonly lookingAtTasks: readonly number[];
  private candidates = new Int32Array(64);

  constructor(
    cluster: ClusterState,
    workloads: Workloads,
    timeline: Timeline,
    recorder: Recorder,
    streams: Streams,
    launcher: TaskLauncher,
    stopper: TaskStopper,
  ) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.stopper = stopper;
    this.services = cluster.input.services;
    const count = this.services.length;
    this.terminations = this.services.map(
      (service) => new TerminationChoice(service.placementStrategy, streams.get(`termination/${nameOf(service)}`)),
    );
    this.desiredCount = new Int32Array(count);
    this.nextLookMs = new Float64Array(count).fill(NEVER);
    this.isBlocked = new Uint8Array(count);
    this.startFailures = new Int32Array(count);
    this.failedRoundEnd = new Float64Array(count);
    this.throttledUntilMs = new Float64Array(count);
    this.launchTick = new Float64Array(count).fill(NONE);
    this.launchesInTick = new Int32Array(count);
    const { limits, timing } = cluster.input;
    this.launchesPerTick = Math.max(
      1,
      Math.floor((limits.serviceLaunchesPerMinute * timing.schedulerTickMs) / MINUTE_MS),
    );
    this.isSteady = new Uint8Array(count);
    this.lookingAtTasks = [...this.services.keys()].filter((service) =>
      workloads.requestsOf[service].some((request) => workloads.looksAtTasks[request]),
    );
    for (let service = 0; service < count; service++) {
      if (this.isDaemon(service)) cluster.groups.countPresentOnInstances(this.groupOf(service));
    }
  }

  /** The services are created at time 0; their updates are known. */
  onStart(): void {
    for (let service = 0; service < this.services.length; service++) {
      const { desiredCount, updates } = this.services[service];
      if (this.isDaemon(service)) {
        this.timeline.schedule(0, DAEMON_RECONCILE, service, NONE);
        continue;
      }
      this.setDesiredCount(service, desiredCount);
      for (let update = 0; update < updates.length; update++) {
        this.timeline.schedule(updates[update].atMs, SERVICE_UPDATED, service, update);
      }
    }
  }

  onServiceUpdated(service: number, update: number): void {
    this.setDesiredCount(service, this.services[service].updates[update].desiredCount);
  }

  /** Starts what is missing, stops what is too much. */
  onReconcile(service: number): void {
    const { nowMs } = this.timeline;
    if (this.nextLookMs[service] !== nowMs) return;
    this.nextLookMs[service] = NEVER;
    if (this.isDaemon(service)) {
      this.onDaemonReconcile(service, NONE);
      return;
    }
    const active = this.cluster.activeCount[service];
    const desired = this.desiredCount[service];
    if (active > desired) this.scaleIn(service, active - desired);
    if (active < desired) this.start(service, desired, active);
  }

  /**
   * A DAEMON service gets its task on that instance, or on every one where it is missing. The successor of a task takes
   * its room at once (P4.1), and starts at the next tick as a replica's does (P4.8).
   */
  onDaemonReconcile(service: number, instance: number): void {
    const { nowMs } = this.timeline;
    const first = instance === NONE ? 0 : instance;
    const end = instance === NONE ? this.cluster.containerInstances.count : instance + 1;
    const earliestMs = Math.max(this.throttledUntilMs[service], instance === NONE ? nowMs : this.nextTickMs());
    let started = 0;
    if (instance === NONE) this.setBlocked(service, false);
    for (let row = first; row < end; row++) started += this.startDaemon(service, row, earliestMs - nowMs);
    this.desiredCount[service] = Math.max(this.desiredCount[service], this.cluster.activeCount[service]);
    this.recorder.workload.desiredTasks.set(service, this.desiredCount[service], nowMs);
    if (started > 0) this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, started, NONE, nowMs);
  }

  /** A row of failures ends; and a constraint that looks at other tasks can hold now (P3.20, P3.21). */
  onTaskStarted(task: number): void {
    const service = this.cluster.tasks.workload[task];
    if (this.workloads.isService(service)) this.startFailures[service] = 0;
    for (let i = 0; i < this.lookingAtTasks.length; i++) {
      if (this.isBlocked[this.lookingAtTasks[i]] === 1) this.lookAtNextTick(this.lookingAtTasks[i]);
    }
  }

  onTaskHealthy(task: number): void {
    this.announceSteadyState(this.cluster.tasks.workload[task]);
  }

  onTaskStopping(task: number): void {
    const { tasks } = this.cluster;
    const service = tasks.workload[task];
    if (!this.workloads.isService(service)) return;
    this.isSteady[service] = 0;
    if (tasks.stopCause[task] === TASK_FAILED_TO_START) this.countStartFailure(service, tasks.number[task]);
    if (!this.isDaemon(service)) this.lookAtNextTick(service);
  }

  /** Before its row is freed: the slot is free again, and a daemon's instance lacks its task. */
  onTaskStopped(task: number): void {
    const { tasks } = this.cluster;
    const service = tasks.workload[task];
    if (!this.workloads.isService(service)) return;
    if (this.isDaemon(service)) {
      this.timeline.schedule(0, DAEMON_RECONCILE, service, tasks.containerInstance[task]);
    } else if (this.cluster.activeCount[service] < this.desiredCount[service]) {
      this.lookAtNextTick(service);
    }
  }

  /** After a task's row is freed. */
  onTaskGone(service: number): void {
    if (this.workloads.isService(service)) this.announceSteadyState(service);
  }

  /** Services that found no room look again. */
  onCapacityFreed(): void {
    if (this.blockedCount === 0) return;
    for (let service = 0; service < this.isBlocked.length; service++) {
      if (this.isBlocked[service] === 1) this.lookAtNextTick(service);
    }
  }

  private setDesiredCount(service: number, desiredCount: number): void {
    const { nowMs } = this.timeline;
    this.recorder.workload.desiredTasks.set(service, desiredCount, nowMs);
    this.desiredCount[service] = desiredCount;
    this.isSteady[service] = 0;
    this.lookAt(service, nowMs);
  }

  private start(service: number, desired: number, active: number): void {
    const { nowMs } = this.timeline;
    if (nowMs < this.throttledUntilMs[service]) {
      this.lookAt(service, this.throttledUntilMs[service]);
      return;
    }
    const { maximumPercent, taskDefinition } = this.services[service];
    const total = active + this.cluster.stoppingCount[service];
    const upper = Math.max(desired, maximumTasks(desired, maximumPercent));
    const allowance = this.launchesPerTick - this.launchesSoFar(service);
    const wanted = tasksToStart(desired, active, total, upper, allowance);
    let started = 0;
    let isRefused = false;
    while (started < wanted && !isRefused) {
      if (this.launcher.launch(service, taskDefinition) === NONE) isRefused = true;
      else started++;
    }
    this.launchesInTick[service] += started;
    this.setBlocked(service, isRefused);
    if (started > 0) {
      this.isSteady[service] = 0;
      this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, started, NONE, nowMs);
    }
    if (!isRefused && started === allowance) this.lookAtNextTick(service);
  }

  private scaleIn(service: number, count: number): void {
    const { tasks, input } = this.cluster;
    let left = this.gatherDesired(service);
    for (let stopped = 0; stopped < count; stopped++) {
      const task = this.terminations[service].choose(this.candidates, left, this.cluster);
      left = removeKeepingOrder(this.candidates, left, task);
      this.recorder.counters.scaleInStops[service]++;
      this.stopper.stop(task, SCALE_IN, EXIT_CODE_SIGTERM, input.taskDefinitions[tasks.taskDefinition[task]].stopMs);
    }
    this.recorder.serviceEvent(service, EVENT_STOPPED_TASKS, count, NONE, this.timeline.nowMs);
  }

  /** The service's desired tasks into `candidates`, the oldest first; returns how many. */
  private gatherDesired(service: number): number {
    const { tasks, firstOfWorkload, activeCount } = this.cluster;
    const count = activeCount[service];
    if (count > this.candidates.length) this.candidates = new Int32Array(count * 2);
    let position = count;
    for (let task = firstOfWorkload[service]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (tasks.isDesired[task] === 1) this.candidates[--position] = task;
    }
    return count;
  }

  /** 1 when a task was started there. An eligible instance without room blocks the service until some is freed. */
  private startDaemon(service: number, instance: number, delayMs: number): number {
    const { containerInstances, groups } = this.cluster;
    if (containerInstances.status[instance] !== ACTIVE) return 0;
    const present = groups.presentOnInstance[this.groupOf(service)];
    if (present !== null && present[instance] > 0) return 0;
    const { nowMs } = this.timeline;
    const task = this.launcher.launchDaemon(service, this.services[service].taskDefinition, instance, delayMs);
    if (task !== NONE) {
      this.isSteady[service] = 0;
      return 1;
    }
    if (this.launcher.isRoomMissing) {
      this.setBlocked(service, true);
      this.recorder.placementFailed(service, this.launcher.refusal, instance, nowMs);
    }
    return 0;
  }

  private isDaemon(service: number): boolean {
    return this.services[service].schedulingStrategy === 'DAEMON';
  }

  private groupOf(service: number): number {
    return this.cluster.requests[this.workloads.requestOf(service, 0, this.services[service].taskDefinition)].group;
  }

  /** Only one failure of a round of launches counts: a round is one attempt (P4.19). */
  private countStartFailure(service: number, taskNumber: number): void {
    if (taskNumber < this.failedRoundEnd[service]) return;
    const { nowMs } = this.timeline;
    this.failedRoundEnd[service] = this.cluster.tasks.created;
    const throttleMs = startThrottleMs(++this.startFailures[service]);
    this.throttledUntilMs[service] = nowMs + throttleMs;
    if (throttleMs > 0) this.recorder.startImpaired(service, nowMs);
  }

  private announceSteadyState(service: number): void {
    const { activeCount, healthyCount, stoppingCount } = this.cluster;
    const desired = this.desiredCount[service];
    if (this.isSteady[service] === 1 || activeCount[service] !== desired || healthyCount[service] !== desired) return;
    if (stoppingCount[service] > 0) return;
    this.isSteady[service] = 1;
    this.recorder.serviceEvent(service, EVENT_STEADY_STATE, NONE, NONE, this.timeline.nowMs);
  }

  private launchesSoFar(service: number): number {
    const tick = Math.floor(this.timeline.nowMs / this.cluster.input.timing.schedulerTickMs);
    if (this.launchTick[service] !== tick) {
      this.launchTick[service] = tick;
      this.launchesInTick[service] = 0;
    }
    return this.launchesInTick[service];
  }

  private setBlocked(service: number, isBlocked: boolean): void {
    const value = isBlocked ? 1 : 0;
    this.blockedCount += value - this.isBlocked[service];
    this.isBlocked[service] = value;
  }

  private lookAtNextTick(service: number): void {
    this.lookAt(service, this.nextTickMs());
  }

  private nextTickMs(): number {
    const { schedulerTickMs } = this.cluster.input.timing;
    return (Math.floor(this.timeline.nowMs / schedulerTickMs) + 1) * schedulerTickMs;
  }

  /** Looks then, unless it looks earlier already. */
  private lookAt(service: number, atMs: number): void {
    if (this.nextLookMs[service] <= atMs) return;
    this.nextLookMs[service] = atMs;
    this.timeline.schedule(atMs - this.timeline.nowMs, SERVICE_RECONCILE, service, NONE);
  }
}

function removeKeepingOrder(rows: Int32Array, count: number, row: number): number {
  const position = rows.indexOf(row);
  rows.copyWithin(position, position + 1, count);
  return count - 1;
}
