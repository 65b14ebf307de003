import { MINUTE_MS, NONE } from '../../base/units.ts';
import type { EngineParts } from '../actions/engine-parts.ts';
import type { TaskLauncher } from '../actions/task-launcher.ts';
import type { Workloads } from '../actions/workloads.ts';
import { SERVICE_UPDATED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { DESIRED_COUNT_UPDATED } from '../record/decisions.ts';
import {
  MISSING_DEPLOYMENT_FAILED,
  MISSING_LAUNCH_RATE,
  MISSING_MAXIMUM_PERCENT,
  MISSING_PLACEMENT_REFUSED,
  MISSING_START_THROTTLED,
} from '../record/missing-tasks.ts';
import type { Recorder } from '../record/recorder.ts';
import { EVENT_DESIRED_COUNT_UPDATED, EVENT_STARTED_TASKS } from '../record/recording.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { ROLLOUT_FAILED } from '../state/deployments.ts';
import type { ServiceInput } from '../state/input.ts';
import { TASK_FAILED_TO_START } from '../state/stop-causes.ts';
import { BlockedServices } from './blocked-services.ts';
import { maximumTasks, minimumHealthyTasks, surplusTasks, tasksToStart, tasksToStop } from './deployment-rules.ts';
import { DrainingTasks } from './draining-tasks.ts';
import { ReplicaStops } from './replica-stops.ts';
import { clampCapacity } from './scaling-rules.ts';
import type { ServiceClock } from './service-clock.ts';
import type { StartThrottle } from './start-throttle.ts';

/**
 * Keeps every REPLICA service at its desired count (P4.1), and replaces the tasks of older deployments (P4 "Rolling
 * update"). Starts and stops are evaluated in the same look.
 */
export class ServiceScheduler {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly launcher: TaskLauncher;
  private readonly stops: ReplicaStops;
  private readonly draining: DrainingTasks;
  private readonly clock: ServiceClock;
  private readonly throttle: StartThrottle;
  private readonly services: readonly ServiceInput[];
  /** Where the last launch found no room: it looks again when capacity is freed. */
  private readonly blocked: BlockedServices;
  /** Launches in the current tick: the rate of launches is bounded. */
  private readonly launchTick: Float64Array;
  private readonly launchesInTick: Int32Array;
  private readonly launchesPerTick: number;
  /** Services with a constraint that looks at other tasks. */
  private readonly lookingAtTasks: readonly number[];

  constructor(parts: EngineParts, clock: ServiceClock, throttle: StartThrottle) {
    const { cluster, workloads, timeline, recorder, launcher } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.stops = new ReplicaStops(parts);
    this.draining = new DrainingTasks(cluster);
    this.clock = clock;
    this.throttle = throttle;
    this.services = cluster.input.services;
    const count = this.services.length;
    this.blocked = new BlockedServices(count);
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
      this.setDesiredCount(service, this.withinLimits(service, desiredCount));
      for (let update = 0; update < updates.length; update++) {
        this.timeline.schedule(updates[update].atMs, SERVICE_UPDATED, service, update);
      }
    }
  }

  /** update-service; within the limits of the service's scalable target (model). */
  onServiceUpdated(service: number, update: number): void {
    const before = this.cluster.desiredCount[service];
    const desired = this.withinLimits(service, this.services[service].updates[update].desiredCount);
    this.recorder.decided(DESIRED_COUNT_UPDATED, service, this.timeline.nowMs, before, desired);
    this.setDesiredCount(service, desired);
  }

  /** Service auto scaling has decided on another desired count. */
  onServiceScaled(service: number, desiredCount: number): void {
    if (desiredCount === this.cluster.desiredCount[service]) return;
    this.recorder.serviceEvent(service, EVENT_DESIRED_COUNT_UPDATED, desiredCount, NONE, this.timeline.nowMs);
    this.setDesiredCount(service, desiredCount);
  }

  /**
   * Starts what is missing, stops what is too much, and what is of an older deployment.
   *
   * @param replacements tasks beyond the desired count that zone rebalancing still waits for (P3.28)
   */
  onReconcile(service: number, replacements: number): void {
    if (!this.keeps(service) || !this.clock.takeLook(service)) return;
    const { deployments, activeCount, desiredCount } = this.cluster;
    const primary = deployments.primary[service];
    this.draining.count(service);
    if (deployments.rolloutState[primary] === ROLLOUT_FAILED) {
      this.recorder.missingTasks.isFor(service, MISSING_DEPLOYMENT_FAILED, this.timeline.nowMs);
      this.stopBeyondDesired(service, activeCount[service] - desiredCount[service] - replacements);
      return;
    }
    const surplus = Math.max(0, this.surplus(service, primary) - replacements);
    if (surplus > 0) this.stops.stopOfPrimary(service, surplus);
    const staying = deployments.activeCount[primary] - this.draining.active;
    const older = activeCount[service] - staying;
    const serving = staying - deployments.unhealthyCount[primary] + this.draining.unhealthy;
    const before = activeCount[service];
    // What starts now cannot be healthy yet, so it does not change what may stop (P4.8).
    if (serving < desiredCount[service]) this.start(service, desiredCount[service], serving);
    const hasStarted = activeCount[service] > before;
    if (older > 0) this.replaceOlder(service, older, hasStarted);
    if (!hasStarted && surplus === 0) this.stopOneUnhealthy(service, primary);
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
      if (this.blocked.has(this.lookingAtTasks[i])) this.clock.lookAtNextTick(this.lookingAtTasks[i]);
    }
  }

  /** A rollout goes on with every task that is healthy, and a replacement of an UNHEALTHY one ends its time. */
  onTaskHealthy(workload: number): void {
    if (!this.keeps(workload)) return;
    const { deployments, activeCount } = this.cluster;
    const primary = deployments.primary[workload];
    const isInTransition =
      activeCount[workload] > deployments.activeCount[primary] || this.cluster.drainingCount[workload] > 0;
    if (isInTransition || deployments.unhealthyCount[primary] > 0) this.clock.lookAtNextTick(workload);
  }

  /** It is to be replaced (P4.17). */
  onTaskUnhealthy(workload: number): void {
    if (this.keeps(workload)) this.clock.lookAtNextTick(workload);
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
    const { deployments, desiredCount } = this.cluster;
    const primary = deployments.primary[workload];
    const serving = deployments.activeCount[primary] - deployments.unhealthyCount[primary];
    if (serving - this.cluster.drainingCount[workload] < desiredCount[workload]) this.clock.lookAtNextTick(workload);
  }

  /** Services with tasks there replace them (P2.12). */
  onInstanceDraining(instance: number): void {
    const { tasks, containerInstances } = this.cluster;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      const workload = tasks.workload[task];
      if (tasks.isDesired[task] === 1 && this.keeps(workload)) this.clock.lookAtNextTick(workload);
    }
  }

  /** Services that found no room look again. */
  onCapacityFreed(): void {
    if (this.blocked.count === 0) return;
    for (let service = 0; service < this.services.length; service++) {
      if (this.blocked.has(service)) this.clock.lookAtNextTick(service);
    }
  }

  private setDesiredCount(service: number, desiredCount: number): void {
    const { nowMs } = this.timeline;
    this.recorder.workload.desiredTasks.set(service, desiredCount, nowMs);
    this.cluster.desiredCount[service] = desiredCount;
    this.recorder.missingTasks.changed(service, nowMs);
    this.recorder.levelsMoved(service, nowMs);
    this.clock.lookAt(service, nowMs);
  }

  private withinLimits(service: number, desiredCount: number): number {
    const { minCapacity, maxCapacity } = this.cluster;
    return clampCapacity(desiredCount, minCapacity[service], maxCapacity[service]);
  }

  /** Tasks of the newest deployment that are too many now, those on DRAINING instances left out. */
  private surplus(service: number, primary: number): number {
    const { deployments, desiredCount } = this.cluster;
    const active = deployments.activeCount[primary] - this.draining.active;
    const healthy = deployments.healthyCount[primary] - this.draining.healthy;
    const unhealthy = deployments.unhealthyCount[primary] - this.draining.unhealthy;
    return surplusTasks(desiredCount[service], active, healthy, unhealthy);
  }

  /** A FAILED deployment gives up its own tasks first (model); nothing starts any more (P4.14). */
  private stopBeyondDesired(service: number, count: number): void {
    if (count <= 0) return;
    const { deployments, activeCount, healthyCount } = this.cluster;
    const primary = deployments.primary[service];
    const ofPrimary = Math.min(count, deployments.activeCount[primary] - this.draining.active);
    if (ofPrimary > 0) this.stops.stopOfPrimary(service, ofPrimary);
    if (ofPrimary === count) return;
    const notHealthy = Math.min(count - ofPrimary, activeCount[service] - healthyCount[service]);
    this.stops.stopOlder(service, notHealthy, count - ofPrimary - notHealthy);
  }

  /** Stops as many tasks of older deployments, or on DRAINING instances, as the lower bound lets go, and tells when nothing can move (P4.6). */
  private replaceOlder(service: number, older: number, hasStarted: boolean): void {
    const { deployments, activeCount, healthyCount, desiredCount, stoppingCount } = this.cluster;
    const healthy = healthyCount[service];
    const olderHealthy = healthy - deployments.healthyCount[deployments.primary[service]] + this.draining.healthy;
    const lower = minimumHealthyTasks(desiredCount[service], this.services[service].minimumHealthyPercent);
    const stopsHealthy = tasksToStop(olderHealthy, healthy, lower);
    const notHealthy = older - olderHealthy;
    if (notHealthy + stopsHealthy > 0) {
      this.stops.stopOlder(service, notHealthy, stopsHealthy);
      return;
    }
    const isAtRest = !hasStarted && stoppingCount[service] === 0 && healthy === activeCount[service];
    if (isAtRest && activeCount[service] >= this.upper(service)) {
      this.recorder.deploymentBlocked(service, this.timeline.nowMs);
    }
  }

  /** Without room for a replacement, UNHEALTHY tasks go one by one (P4.17). They are no part of the lower bound. */
  private stopOneUnhealthy(service: number, primary: number): void {
    const { deployments, activeCount, stoppingCount } = this.cluster;
    if (deployments.unhealthyCount[primary] === this.draining.unhealthy || stoppingCount[service] > 0) return;
    if (activeCount[service] >= this.upper(service)) this.stops.stopOfPrimary(service, 1);
  }

  /** Tasks, STOPPING ones included, that may exist at once (P4.2); never fewer than desired. */
  private upper(service: number): number {
    const desired = this.cluster.desiredCount[service];
    return Math.max(desired, maximumTasks(desired, this.services[service].maximumPercent));
  }

  /** `serving`: tasks of the newest deployment that are there and not UNHEALTHY. */
  private start(service: number, desired: number, serving: number): void {
    const { nowMs } = this.timeline;
    const throttledUntilMs = this.throttle.untilMs(service);
    if (nowMs < throttledUntilMs) {
      this.recorder.missingTasks.isFor(service, MISSING_START_THROTTLED, nowMs);
      this.clock.lookAt(service, throttledUntilMs);
      return;
    }
    const taskDefinition = this.cluster.deployments.taskDefinitionOf(service);
    const total = this.cluster.activeCount[service] + this.cluster.stoppingCount[service];
    const upper = this.upper(service);
    const allowance = this.launchesPerTick - this.launchesSoFar(service);
    const wanted = tasksToStart(desired, serving, total, upper, allowance);
    let started = 0;
    let isRefused = false;
    while (started < wanted && !isRefused) {
      if (this.launcher.launch(service, taskDefinition) === NONE) isRefused = true;
      else started++;
    }
    this.launchesInTick[service] += started;
    this.blocked.set(service, isRefused);
    // Fargate's launch rate lets the next one through at a known time (P8.5).
    if (isRefused && Number.isFinite(this.launcher.retryAtMs)) this.clock.lookAt(service, this.launcher.retryAtMs);
    if (started > 0) this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, started, NONE, nowMs);
    const isAtRate = !isRefused && started === allowance;
    if (isAtRate) this.clock.lookAtNextTick(service);
    const cause = isAtRate ? MISSING_LAUNCH_RATE : MISSING_MAXIMUM_PERCENT;
    this.recorder.missingTasks.isFor(service, isRefused ? MISSING_PLACEMENT_REFUSED : cause, nowMs);
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
}
