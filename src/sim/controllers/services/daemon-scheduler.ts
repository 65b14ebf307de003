import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { TaskLauncher } from '../../actions/task-launcher.ts';
import type { TaskStopper } from '../../actions/task-stopper.ts';
import type { Workloads } from '../../actions/workloads.ts';
import { DAEMON_RECONCILE } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import { EVENT_STARTED_TASKS, EVENT_STOPPED_TASKS } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { ACTIVE } from '../../state/container-instances.ts';
import { ROLLOUT_FAILED } from '../../state/deployments.ts';
import {
  DRAINED,
  EXIT_CODE_SIGTERM,
  FAILED_HEALTH_CHECKS,
  REPLACED_BY_DEPLOYMENT,
  TASK_FAILED_TO_START,
} from '../../state/stop-causes.ts';
import { HEALTHY } from '../../state/tasks.ts';
import { minimumHealthyTasks, tasksToStop } from '../deployments/deployment-rules.ts';
import { BlockedServices } from './blocked-services.ts';
import type { ServiceClock } from './service-clock.ts';
import type { StartThrottle } from './start-throttle.ts';

/**
 * Keeps one task of each DAEMON service on every eligible container instance (P4.1). Daemons are placed before replicas
 * in every instant, and a stopped task's room goes to its successor at once, so no replica can take it.
 */
export class DaemonScheduler {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly launcher: TaskLauncher;
  private readonly stopper: TaskStopper;
  private readonly clock: ServiceClock;
  private readonly throttle: StartThrottle;
  /** 1 for the services that this scheduler keeps. */
  private readonly isDaemon: Uint8Array;
  /** Where an eligible instance had no room. */
  private readonly blocked: BlockedServices;
  /** By service: 1 while a look at every instance is due in this instant. */
  private readonly isPassDue: Uint8Array;

  constructor(parts: EngineParts, clock: ServiceClock, throttle: StartThrottle) {
    const { cluster, workloads, timeline, recorder, launcher, stopper } = parts;
    const { services } = cluster.input;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.stopper = stopper;
    this.clock = clock;
    this.throttle = throttle;
    this.isDaemon = Uint8Array.from(services, (service) => (service.schedulingStrategy === 'DAEMON' ? 1 : 0));
    this.blocked = new BlockedServices(services.length);
    this.isPassDue = new Uint8Array(services.length);
    for (let service = 0; service < services.length; service++) {
      if (this.isDaemon[service] === 1) cluster.groups.countPresentOnInstances(this.groupOf(service));
    }
  }

  onStart(): void {
    for (let service = 0; service < this.isDaemon.length; service++) {
      if (this.isDaemon[service] === 1) this.lookAtAll(service);
    }
  }

  /** It lacks its daemons, which start before anything else there (P4.1). */
  onInstanceRegistered(): void {
    this.onStart();
  }

  /** It wants no daemon any more. Its own stop last: when no other task is left there (P2.12, P4.1). */
  onInstanceDraining(instance: number): void {
    this.onStart();
    this.onDrainingTaskStopped(instance);
  }

  /** One task fewer is on a DRAINING instance. */
  onDrainingTaskStopped(instance: number): void {
    const { containerInstances, tasks } = this.cluster;
    if (containerInstances.workTaskCount[instance] > 0) return;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      if (tasks.isDesired[task] === 1) this.stop(task, DRAINED);
    }
  }

  /** There is one instance fewer to want a daemon. */
  onInstanceTerminated(): void {
    this.onStart();
  }

  /** Looks at every instance again. */
  onReconcile(service: number): void {
    if (this.isDaemon[service] === 0 || !this.clock.takeLook(service)) return;
    this.onDaemonReconcile(service, NONE);
    this.replaceOlder(service);
  }

  /** The next ones of an older deployment can go. */
  onTaskHealthy(workload: number): void {
    if (this.keeps(workload) && this.older(workload) > 0) this.clock.lookAtNextTick(workload);
  }

  /** Its successor has no room beside it: it goes at once (P4.17). */
  onTaskUnhealthy(task: number): void {
    if (this.keeps(this.cluster.tasks.workload[task])) this.stop(task, FAILED_HEALTH_CHECKS);
  }

  /** The service gets its task on that instance, or on every one where it is missing. */
  onDaemonReconcile(service: number, instance: number): void {
    const { nowMs } = this.timeline;
    const { primary, rolloutState } = this.cluster.deployments;
    if (instance === NONE) this.isPassDue[service] = 0;
    if (rolloutState[primary[service]] === ROLLOUT_FAILED) return;
    const isOneSuccessor = instance !== NONE;
    const { living, livingCount } = this.cluster.containerInstances;
    const count = isOneSuccessor ? 1 : livingCount;
    // A successor takes its room at once, and starts at the next tick as a replica's does (P4.8).
    const earliestMs = Math.max(
      this.throttle.untilMs(primary[service]),
      isOneSuccessor ? this.clock.nextTickMs() : nowMs,
    );
    const before = this.cluster.activeCount[service];
    let missing = 0;
    if (!isOneSuccessor) this.blocked.set(service, false);
    for (let i = 0; i < count; i++) {
      const row = isOneSuccessor ? instance : living[i];
      if (this.lacksTask(service, row) && !this.start(service, row, earliestMs - nowMs)) missing++;
    }
    const started = this.cluster.activeCount[service] - before;
    if (!isOneSuccessor) this.setDesiredCount(service, this.wanted(service) + missing);
    if (started > 0) this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, started, NONE, nowMs);
  }

  onTaskStarted(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.keeps(workload)) this.throttle.reset(task);
    if (this.blocked.count === 0) return;
    for (let service = 0; service < this.isDaemon.length; service++) {
      if (this.blocked.has(service) && this.looksAtTasks(service)) this.clock.lookAtNextTick(service);
    }
  }

  /** A task of an older deployment that was held back may be stopped (P3.26). */
  onProtectionEnded(workload: number): void {
    if (this.keeps(workload) && this.older(workload) > 0) this.clock.lookAtNextTick(workload);
  }

  onTaskStopping(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (!this.keeps(workload) || tasks.stopCause[task] !== TASK_FAILED_TO_START) return;
    this.throttle.countFailure(task);
  }

  /** Before the task's row is freed: its instance lacks its daemon. */
  onTaskStopped(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (!this.keeps(workload)) return;
    this.timeline.schedule(0, DAEMON_RECONCILE, workload, tasks.containerInstance[task]);
    if (this.older(workload) > 0) this.clock.lookAtNextTick(workload);
  }

  /** Services that found no room look again, before the tasks that wait for an instance (P4.1). */
  onCapacityFreed(): void {
    if (this.blocked.count === 0) return;
    for (let service = 0; service < this.isDaemon.length; service++) {
      if (!this.blocked.has(service)) continue;
      this.blocked.set(service, false);
      this.lookAtAll(service);
    }
  }

  /** A look at every instance, once in this instant. */
  private lookAtAll(service: number): void {
    if (this.isPassDue[service] === 1) return;
    this.isPassDue[service] = 1;
    this.timeline.schedule(0, DAEMON_RECONCILE, service, NONE);
  }

  /** Tasks that should run and are on an instance that still wants them. */
  private wanted(service: number): number {
    return this.cluster.activeCount[service] - this.cluster.drainingCount[service];
  }

  /** Stops the tasks of older deployments, as many as the lower bound lets go: at 0 % all at once (P4.3, P4.9). */
  private replaceOlder(service: number): void {
    const { deployments, desiredCount, healthyCount, activeCount, stoppingCount, protectedCount } = this.cluster;
    const primary = deployments.primary[service];
    const older = this.older(service);
    if (older === 0 || deployments.rolloutState[primary] === ROLLOUT_FAILED) return;
    const healthy = healthyCount[service];
    const olderHealthy = healthy - deployments.healthyCount[primary];
    const lower = minimumHealthyTasks(
      desiredCount[service],
      this.cluster.input.services[service].minimumHealthyPercent,
    );
    const stopsHealthy = tasksToStop(olderHealthy, healthy, lower);
    const stopped = this.stopOlder(service, stopsHealthy);
    if (stopped > 0) {
      this.recorder.serviceEvent(service, EVENT_STOPPED_TASKS, stopped, NONE, this.timeline.nowMs);
    } else if (stoppingCount[service] + protectedCount[service] === 0 && healthy === activeCount[service]) {
      this.recorder.deploymentBlocked(service, this.timeline.nowMs);
    }
  }

  /** All that are not healthy, and so many healthy ones, of those that are not protected; returns how many. */
  private stopOlder(service: number, healthyMax: number): number {
    const { tasks, deployments, firstOfWorkload } = this.cluster;
    const primary = deployments.primary[service];
    let healthy = 0;
    let notHealthy = 0;
    for (let task = firstOfWorkload[service]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (tasks.isDesired[task] === 0 || tasks.deployment[task] === primary || tasks.isProtected[task] === 1) continue;
      if (tasks.health[task] !== HEALTHY) notHealthy++;
      else if (healthy < healthyMax) healthy++;
      else continue;
      this.stop(task, REPLACED_BY_DEPLOYMENT);
    }
    return healthy + notHealthy;
  }

  private stop(task: number, cause: number): void {
    const { tasks, input } = this.cluster;
    this.stopper.stop(task, cause, EXIT_CODE_SIGTERM, input.taskDefinitions[tasks.taskDefinition[task]].stopMs);
  }

  /** Tasks of older deployments that should run still. */
  private older(service: number): number {
    const { activeCount, deployments } = this.cluster;
    return activeCount[service] - deployments.activeCount[deployments.primary[service]];
  }

  private lacksTask(service: number, instance: number): boolean {
    const { containerInstances, groups } = this.cluster;
    if (containerInstances.status[instance] !== ACTIVE) return false;
    const present = groups.presentOnInstance[this.groupOf(service)];
    return present === null || present.at(instance) === 0;
  }

  /**
   * Starts the instance's task; false when the instance is eligible and has no room. Then the service is blocked until
   * some is freed; so it is where a constraint that looks at other tasks may come to hold.
   */
  private start(service: number, instance: number, delayMs: number): boolean {
    const taskDefinition = this.cluster.deployments.taskDefinitionOf(service);
    if (this.launcher.launchDaemon(service, taskDefinition, instance, delayMs) !== NONE) return true;
    const { isRoomMissing, refusal } = this.launcher;
    if (isRoomMissing || this.looksAtTasks(service)) this.blocked.set(service, true);
    if (isRoomMissing) this.recorder.placementFailed(service, refusal, instance, this.timeline.nowMs);
    return !isRoomMissing;
  }

  private setDesiredCount(service: number, desiredCount: number): void {
    this.cluster.desiredCount[service] = desiredCount;
    this.recorder.workload.desiredTasks.set(service, desiredCount, this.timeline.nowMs);
    this.recorder.levelsMoved(service, this.timeline.nowMs);
  }

  private keeps(workload: number): boolean {
    return this.workloads.isService(workload) && this.isDaemon[workload] === 1;
  }

  private groupOf(service: number): number {
    const { taskDefinition } = this.cluster.input.services[service];
    return this.cluster.requests[this.workloads.requestOf(service, 0, taskDefinition)].group;
  }

  private looksAtTasks(service: number): boolean {
    return this.workloads.looksAtTasks[this.workloads.requestsOf[service][0]];
  }
}
