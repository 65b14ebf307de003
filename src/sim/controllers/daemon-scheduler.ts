import { NONE } from '../../base/units.ts';
import type { TaskLauncher } from '../actions/task-launcher.ts';
import type { Workloads } from '../actions/workloads.ts';
import { DAEMON_RECONCILE } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import { EVENT_STARTED_TASKS } from '../record/recording.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { ACTIVE } from '../state/container-instances.ts';
import { TASK_FAILED_TO_START } from '../state/stop-causes.ts';
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
  private readonly clock: ServiceClock;
  private readonly throttle: StartThrottle;
  /** 1 for the services that this scheduler keeps. */
  private readonly isDaemon: Uint8Array;
  /** 1 where an eligible instance had no room. */
  private readonly isBlocked: Uint8Array;
  private blockedCount = 0;

  constructor(
    cluster: ClusterState,
    workloads: Workloads,
    timeline: Timeline,
    recorder: Recorder,
    launcher: TaskLauncher,
    clock: ServiceClock,
    throttle: StartThrottle,
  ) {
    const { services } = cluster.input;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.clock = clock;
    this.throttle = throttle;
    this.isDaemon = Uint8Array.from(services, (service) => (service.schedulingStrategy === 'DAEMON' ? 1 : 0));
    this.isBlocked = new Uint8Array(services.length);
    for (let service = 0; service < services.length; service++) {
      if (this.isDaemon[service] === 1) cluster.groups.countPresentOnInstances(this.groupOf(service));
    }
  }

  onStart(): void {
    for (let service = 0; service < this.isDaemon.length; service++) {
      if (this.isDaemon[service] === 1) this.timeline.schedule(0, DAEMON_RECONCILE, service, NONE);
    }
  }

  /** Looks at every instance again. */
  onReconcile(service: number): void {
    if (this.isDaemon[service] === 1 && this.clock.takeLook(service)) this.onDaemonReconcile(service, NONE);
  }

  /** The service gets its task on that instance, or on every one where it is missing. */
  onDaemonReconcile(service: number, instance: number): void {
    const { nowMs } = this.timeline;
    const isOneSuccessor = instance !== NONE;
    const first = isOneSuccessor ? instance : 0;
    const end = isOneSuccessor ? instance + 1 : this.cluster.containerInstances.count;
    // A successor takes its room at once, and starts at the next tick as a replica's does (P4.8).
    const earliestMs = Math.max(this.throttle.untilMs(service), isOneSuccessor ? this.clock.nextTickMs() : nowMs);
    const before = this.cluster.activeCount[service];
    let missing = 0;
    if (!isOneSuccessor) this.setBlocked(service, false);
    for (let row = first; row < end; row++) {
      if (this.lacksTask(service, row) && !this.start(service, row, earliestMs - nowMs)) missing++;
    }
    const started = this.cluster.activeCount[service] - before;
    if (!isOneSuccessor) this.setDesiredCount(service, this.cluster.activeCount[service] + missing);
    if (started > 0) this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, started, NONE, nowMs);
  }

  onTaskStarted(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.keeps(workload)) this.throttle.reset(workload);
    if (this.blockedCount === 0) return;
    for (let service = 0; service < this.isBlocked.length; service++) {
      if (this.isBlocked[service] === 1 && this.looksAtTasks(service)) this.clock.lookAtNextTick(service);
    }
  }

  onTaskStopping(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (!this.keeps(workload) || tasks.stopCause[task] !== TASK_FAILED_TO_START) return;
    this.throttle.countFailure(workload, tasks.number[task]);
  }

  /** Before the task's row is freed: its instance lacks its daemon. */
  onTaskStopped(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (!this.keeps(workload)) return;
    this.timeline.schedule(0, DAEMON_RECONCILE, workload, tasks.containerInstance[task]);
  }

  /** Services that found no room look again, before the tasks that wait for an instance (P4.1). */
  onCapacityFreed(): void {
    if (this.blockedCount === 0) return;
    for (let service = 0; service < this.isBlocked.length; service++) {
      if (this.isBlocked[service] === 0) continue;
      this.setBlocked(service, false);
      this.timeline.schedule(0, DAEMON_RECONCILE, service, NONE);
    }
  }

  private lacksTask(service: number, instance: number): boolean {
    const { containerInstances, groups } = this.cluster;
    if (containerInstances.status[instance] !== ACTIVE) return false;
    const present = groups.presentOnInstance[this.groupOf(service)];
    return present === null || present[instance] === 0;
  }

  /**
   * Starts the instance's task; false when the instance is eligible and has no room. Then the service is blocked until
   * some is freed; so it is where a constraint that looks at other tasks may come to hold.
   */
  private start(service: number, instance: number, delayMs: number): boolean {
    const { taskDefinition } = this.cluster.input.services[service];
    if (this.launcher.launchDaemon(service, taskDefinition, instance, delayMs) !== NONE) return true;
    const { isRoomMissing, refusal } = this.launcher;
    if (isRoomMissing || this.looksAtTasks(service)) this.setBlocked(service, true);
    if (isRoomMissing) this.recorder.placementFailed(service, refusal, instance, this.timeline.nowMs);
    return !isRoomMissing;
  }

  private setBlocked(service: number, isBlocked: boolean): void {
    const value = isBlocked ? 1 : 0;
    this.blockedCount += value - this.isBlocked[service];
    this.isBlocked[service] = value;
  }

  private setDesiredCount(service: number, desiredCount: number): void {
    this.cluster.desiredCount[service] = desiredCount;
    this.recorder.workload.desiredTasks.set(service, desiredCount, this.timeline.nowMs);
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
