import type { Streams } from '../../base/streams.ts';
import { MINUTE_MS, NONE } from '../../base/units.ts';
import { TerminationChoice } from '../../placement/termination.ts';
import type { TaskLauncher } from '../actions/task-launcher.ts';
import type { TaskStopper } from '../actions/task-stopper.ts';
import { streamNameOf, type Workloads } from '../actions/workloads.ts';
import { SERVICE_UPDATED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import { EVENT_STARTED_TASKS, EVENT_STOPPED_TASKS } from '../record/recording.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { ServiceInput } from '../state/input.ts';
import { EXIT_CODE_SIGTERM, SCALE_IN, TASK_FAILED_TO_START } from '../state/stop-causes.ts';
import { maximumTasks, tasksToStart } from './deployment-rules.ts';
import type { ServiceClock } from './service-clock.ts';
import type { StartThrottle } from './start-throttle.ts';

/** Keeps every REPLICA service at its desired count (P4.1). */
export class ServiceScheduler {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly launcher: TaskLauncher;
  private readonly stopper: TaskStopper;
  private readonly clock: ServiceClock;
  private readonly throttle: StartThrottle;
  private readonly services: readonly ServiceInput[];
  private readonly terminations: readonly TerminationChoice[];
  /** 1 where the last launch found no room: it looks again when capacity is freed. */
  private readonly isBlocked: Uint8Array;
  private blockedCount = 0;
  /** Launches in the current tick: the rate of launches is bounded. */
  private readonly launchTick: Float64Array;
  private readonly launchesInTick: Int32Array;
  private readonly launchesPerTick: number;
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
    clock: ServiceClock,
    throttle: StartThrottle,
  ) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.stopper = stopper;
    this.clock = clock;
    this.throttle = throttle;
    this.services = cluster.input.services;
    const count = this.services.length;
    this.terminations = this.services.map(
      (service) =>
        new TerminationChoice(service.placementStrategy, streams.get(`termination/${streamNameOf(service)}`)),
    );
    this.isBlocked = new Uint8Array(count);
    this.launchTick = new Float64Array(count).fill(NONE);
    this.launchesInTick = new Int32Array(count);
    const { limits, timing } = cluster.input;
    this.launchesPerTick = Math.max(
      1,
      Math.floor((limits.serviceLaunchesPerMinute * timing.schedulerTickMs) / MINUTE_MS),
    );
    this.lookingAtTasks = [...this.services.keys()].filter((service) =>
      workloads.requestsOf[service].some((request) => workloads.looksAtTasks[request]),
    );
  }

  /** The services are created at time 0; their updates are known. */
  onStart(): void {
    for (let service = 0; service < this.services.length; service++) {
      if (!this.keeps(service)) continue;
      const { desiredCount, updates } = this.services[service];
      this.setDesiredCount(service, desiredCount);
      for (let update = 0; update < updates.length; update++) {
        this.timeline.schedule(updates[update].atMs, SERVICE_UPDATED, service, update);
      }
    }
  }

  onServiceUpdated(service: number, update: number): void {
    this.setDesiredCount(service, this.services[service].updates[update].desiredCount);
  }

  /**
   * Starts what is missing, stops what is too much.
   *
   * @param replacements tasks beyond the desired count that zone rebalancing still waits for (P3.28)
   */
  onReconcile(service: number, replacements: number): void {
    if (!this.keeps(service) || !this.clock.takeLook(service)) return;
    const active = this.cluster.activeCount[service];
    const desired = this.cluster.desiredCount[service];
    const surplus = active - desired - replacements;
    if (surplus > 0) this.scaleIn(service, surplus);
    if (active < desired) this.start(service, desired, active);
  }

  /** More tasks than desired are healthy: the surplus goes at the next tick. */
  onSurplus(service: number): void {
    this.clock.lookAtNextTick(service);
  }

  /** A row of failures ends; and a constraint that looks at other tasks can hold now (P3.20, P3.21). */
  onTaskStarted(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.keeps(workload)) this.throttle.reset(workload);
    for (let i = 0; i < this.lookingAtTasks.length; i++) {
      if (this.isBlocked[this.lookingAtTasks[i]] === 1) this.clock.lookAtNextTick(this.lookingAtTasks[i]);
    }
  }

  onTaskStopping(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (!this.keeps(workload)) return;
    if (tasks.stopCause[task] === TASK_FAILED_TO_START) this.throttle.countFailure(workload, tasks.number[task]);
    this.clock.lookAtNextTick(workload);
  }

  /** A slot below the upper bound is free again (P4.4). */
  onTaskStopped(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (!this.keeps(workload)) return;
    if (this.cluster.activeCount[workload] < this.cluster.desiredCount[workload]) this.clock.lookAtNextTick(workload);
  }

  /** Services that found no room look again. */
  onCapacityFreed(): void {
    if (this.blockedCount === 0) return;
    for (let service = 0; service < this.isBlocked.length; service++) {
      if (this.isBlocked[service] === 1) this.clock.lookAtNextTick(service);
    }
  }

  private setDesiredCount(service: number, desiredCount: number): void {
    const { nowMs } = this.timeline;
    this.recorder.workload.desiredTasks.set(service, desiredCount, nowMs);
    this.cluster.desiredCount[service] = desiredCount;
    this.clock.lookAt(service, nowMs);
  }

  private start(service: number, desired: number, active: number): void {
    const { nowMs } = this.timeline;
    const throttledUntilMs = this.throttle.untilMs(service);
    if (nowMs < throttledUntilMs) {
      this.clock.lookAt(service, throttledUntilMs);
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
    if (started > 0) this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, started, NONE, nowMs);
    if (!isRefused && started === allowance) this.clock.lookAtNextTick(service);
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

  private keeps(workload: number): boolean {
    return this.workloads.isService(workload) && this.services[workload].schedulingStrategy === 'REPLICA';
  }

  private launchesSoFar(service: number): number {
    const tick = this.clock.tickNumber();
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
}

function removeKeepingOrder(rows: Int32Array, count: number, row: number): number {
  const position = rows.indexOf(row);
  rows.copyWithin(position, position + 1, count);
  return count - 1;
}
