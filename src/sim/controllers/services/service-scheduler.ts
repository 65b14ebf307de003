import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { Workloads } from '../../actions/workloads.ts';
import { SERVICE_UPDATED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import { DESIRED_COUNT_UPDATED } from '../../record/decisions.ts';
import { MISSING_DEPLOYMENT_FAILED } from '../../record/missing-tasks.ts';
import type { Recorder } from '../../record/recorder.ts';
import { EVENT_DESIRED_COUNT_UPDATED } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { ROLLOUT_FAILED } from '../../state/deployments.ts';
import type { ServiceInput } from '../../state/input.ts';
import { TASK_FAILED_TO_START } from '../../state/stop-causes.ts';
import { maximumTasks, minimumHealthyTasks, surplusTasks, tasksToStop } from '../deployments/deployment-rules.ts';
import { clampCapacity } from '../scaling/scaling-rules.ts';
import { ReplicaStarts } from './replica-starts.ts';
import { ReplicaStops } from './replica-stops.ts';
import type { ServiceClock } from './service-clock.ts';
import type { StartThrottle } from './start-throttle.ts';
import { TaskSet } from './task-set.ts';

/**
 * Keeps every REPLICA service at its desired count (P4.1), and replaces the tasks of older deployments (P4 "Rolling
 * update"). Starts and stops are evaluated in the same look.
 */
export class ServiceScheduler {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly starts: ReplicaStarts;
  private readonly stops: ReplicaStops;
  /** Scratch: what one look keeps. */
  private readonly set: TaskSet;
  private readonly clock: ServiceClock;
  private readonly throttle: StartThrottle;
  private readonly services: readonly ServiceInput[];
  /** Services with a constraint that looks at other tasks. */
  private readonly lookingAtTasks: readonly number[];

  constructor(parts: EngineParts, clock: ServiceClock, throttle: StartThrottle) {
    const { cluster, workloads, timeline, recorder } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.starts = new ReplicaStarts(parts, clock, throttle);
    this.stops = new ReplicaStops(parts);
    this.set = new TaskSet(cluster);
    this.clock = clock;
    this.throttle = throttle;
    this.services = cluster.input.services;
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
    const { deployments } = this.cluster;
    const primary = deployments.primary[service];
    const source = deployments.source[primary];
    const isFailed = deployments.rolloutState[primary] === ROLLOUT_FAILED;
    this.starts.blocked.set(service, false);
    if (this.services[service].trafficShift !== null) this.stops.stopOthers(service, primary, source);
    if (isFailed) this.recorder.missingTasks.isFor(service, MISSING_DEPLOYMENT_FAILED, this.timeline.nowMs);
    if (source !== NONE) {
      this.set.takeDeployment(source);
      this.keep(0);
      if (isFailed) return;
      this.set.takeDeployment(primary);
      this.keep(0);
      return;
    }
    this.set.takeService(primary);
    if (isFailed) this.stopBeyondDesired(this.set.active - this.cluster.desiredCount[service] - replacements);
    else this.keep(replacements);
  }

  /** More tasks than desired are healthy: the surplus goes at the next tick. */
  onSurplus(service: number): void {
    this.clock.lookAtNextTick(service);
  }

  /** A row of failures ends; and a constraint that looks at other tasks can hold now (P3.20, P3.21). */
  onTaskStarted(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.keeps(workload)) this.throttle.reset(task);
    for (let i = 0; i < this.lookingAtTasks.length; i++) {
      if (this.starts.blocked.has(this.lookingAtTasks[i])) this.clock.lookAtNextTick(this.lookingAtTasks[i]);
    }
  }

  /** A rollout goes on with every task that is healthy, and a replacement of an UNHEALTHY one ends its time. */
  onTaskHealthy(workload: number): void {
    if (!this.keeps(workload)) return;
    const { deployments, activeCount, desiredCount, drainingCount } = this.cluster;
    const primary = deployments.primary[workload];
    const isInTransition = activeCount[workload] > deployments.activeCount[primary] || drainingCount[workload] > 0;
    const isWhole = activeCount[workload] >= desiredCount[workload] && deployments.unhealthyCount[primary] === 0;
    if (isInTransition || !isWhole) this.clock.lookAtNextTick(workload);
  }

  /** It is to be replaced (P4.17). */
  onTaskUnhealthy(workload: number): void {
    if (this.keeps(workload)) this.clock.lookAtNextTick(workload);
  }

  /** A task that was held back may be stopped (P3.26). */
  onProtectionEnded(workload: number): void {
    if (!this.keeps(workload)) return;
    const { deployments, activeCount, desiredCount, drainingCount } = this.cluster;
    const isPrimary = activeCount[workload] === deployments.activeCount[deployments.primary[workload]];
    const isTooMany = activeCount[workload] > desiredCount[workload];
    if (isTooMany || !isPrimary || drainingCount[workload] > 0) this.clock.lookAtNextTick(workload);
  }

  onTaskStopping(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (!this.keeps(workload)) return;
    if (tasks.stopCause[task] === TASK_FAILED_TO_START) this.throttle.countFailure(task);
    this.clock.lookAtNextTick(workload);
  }

  /** A slot below the upper bound is free again (P4.4). */
  onTaskStopped(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (!this.keeps(workload)) return;
    const { deployments, desiredCount, drainingCount } = this.cluster;
    const primary = deployments.primary[workload];
    const serving = deployments.activeCount[primary] - deployments.unhealthyCount[primary] - drainingCount[workload];
    const isShifting = deployments.source[primary] !== NONE;
    if (isShifting || serving < desiredCount[workload]) this.clock.lookAtNextTick(workload);
  }

  /** Services with tasks there replace them (P2.12). */
  onInstanceDraining(instance: number): void {
    const { tasks, containerInstances } = this.cluster;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      const workload = tasks.workload[task];
      if (tasks.isDesired[task] === 1 && this.keeps(workload)) this.clock.lookAtNextTick(workload);
    }
  }

  /** Services with tasks on a Fargate platform revision that is retired replace them (P8.8). */
  onTasksRetired(): void {
    const { drainingCount } = this.cluster;
    for (let service = 0; service < this.services.length; service++) {
      if (drainingCount[service] > 0 && this.keeps(service)) this.clock.lookAtNextTick(service);
    }
  }

  /** Services that found no room look again. */
  onCapacityFreed(): void {
    const { blocked } = this.starts;
    if (blocked.count === 0) return;
    for (let service = 0; service < this.services.length; service++) {
      if (blocked.has(service)) this.clock.lookAtNextTick(service);
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

  /** Brings the set to the desired count, within the bounds of a rolling update. */
  private keep(replacements: number): void {
    const { set } = this;
    const { service } = set;
    const desired = this.cluster.desiredCount[service];
    const surplus = surplusTasks(desired, set.staying, set.stayingHealthy, set.stayingUnhealthy) - replacements;
    if (surplus > 0 && this.stops.stopStaying(set, surplus) < surplus) this.tellWhenProtected();
    const before = this.cluster.activeCount[service];
    // What starts now cannot be healthy yet, so it does not change what may stop (P4.8).
    if (set.serving < desired) this.starts.start(set, this.upper(service));
    const hasStarted = this.cluster.activeCount[service] > before;
    const leaving = set.active - set.staying;
    if (leaving > 0 && this.replace(leaving)) return;
    if (hasStarted || surplus > 0) return;
    this.stopOneUnhealthy();
    this.tellWhenBlocked();
  }

  /** A FAILED deployment gives up its own tasks first (model); nothing starts any more (P4.14). */
  private stopBeyondDesired(count: number): void {
    if (count <= 0) return;
    const { set } = this;
    const ofPrimary = Math.min(count, set.staying);
    if (ofPrimary > 0) this.stops.stopStaying(set, ofPrimary);
    if (ofPrimary === count) return;
    const leavingNotHealthy = set.active - set.staying - (set.healthy - set.stayingHealthy);
    const notHealthy = Math.min(count - ofPrimary, leavingNotHealthy);
    this.stops.stopLeaving(set, notHealthy, count - ofPrimary - notHealthy);
  }

  /** Stops as many tasks of older deployments, or on DRAINING instances, as the lower bound lets go; false for none. */
  private replace(leaving: number): boolean {
    const { set } = this;
    const lower = minimumHealthyTasks(
      this.cluster.desiredCount[set.service],
      this.services[set.service].minimumHealthyPercent,
    );
    const leavingHealthy = set.healthy - set.stayingHealthy;
    const stopsHealthy = tasksToStop(leavingHealthy, set.healthy, lower);
    const notHealthy = leaving - leavingHealthy;
    return this.stops.stopLeaving(set, notHealthy, stopsHealthy) > 0;
  }

  /** Without room for a replacement, UNHEALTHY tasks go one by one (P4.17). They are no part of the lower bound. */
  private stopOneUnhealthy(): void {
    const { set } = this;
    if (set.stayingUnhealthy === 0 || set.stopping > 0) return;
    if (set.active >= this.upper(set.service)) this.stops.stopStaying(set, 1);
  }

  /**
   * All is healthy and nothing is under way, and yet tasks are missing or in each other's way: the upper bound lets
   * none start, or none is to start, and the lower lets none stop (P4.6).
   */
  private tellWhenBlocked(): void {
    const { set } = this;
    if (set.stopping > 0 || set.healthy < set.active || this.cluster.protectedCount[set.service] > 0) return;
    const isMissing = set.serving < this.cluster.desiredCount[set.service];
    if (!isMissing && set.active === set.staying) return;
    if (isMissing && set.active < this.upper(set.service)) return;
    this.recorder.deploymentBlocked(set.service, this.timeline.nowMs);
  }

  private tellWhenProtected(): void {
    const { service, deployment } = this.set;
    this.recorder.scaleInProtected(service, this.cluster.deployments.number[deployment], this.timeline.nowMs);
  }

  /** Tasks, STOPPING ones included, that may exist at once (P4.2). */
  private upper(service: number): number {
    return maximumTasks(this.cluster.desiredCount[service], this.services[service].maximumPercent);
  }

  private keeps(workload: number): boolean {
    return this.workloads.isService(workload) && this.services[workload].schedulingStrategy === 'REPLICA';
  }
}
