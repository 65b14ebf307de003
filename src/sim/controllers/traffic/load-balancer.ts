import { createSampler } from '../../../base/distributions.ts';
import type { RandomStream } from '../../../base/streams.ts';
import { NONE, SECOND_MS } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { TaskStopper } from '../../actions/task-stopper.ts';
import { TARGET_CHECKED, TASK_HEALTHY, TASK_UNHEALTHY } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import { TARGET_TURNED_HEALTHY, TARGET_TURNED_UNHEALTHY } from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import { EVENT_TARGET_UNHEALTHY } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { TargetGroupInput } from '../../state/input/load-balancing.ts';
import {
  TARGET_DRAINING,
  TARGET_HEALTHY,
  TARGET_INITIAL,
  TARGET_UNHEALTHY,
  TARGET_UNUSED,
  type TargetTable,
} from '../../state/target-groups.ts';
import { DEACTIVATING } from '../../state/tasks.ts';
import { CHECK_PASSED, CHECK_TIMED_OUT, TargetChecks } from './target-checks.ts';

/**
 * Application Load Balancers as far as targets go (P7.2, P7.5): a task of a load-balanced service is registered when it
 * is RUNNING, checked, and drained when it stops. Only checks that may change something are simulated: a target that
 * answers is looked at again when it will answer no more.
 */
export class LoadBalancer {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly stopper: TaskStopper;
  private readonly targets: TargetTable;
  private readonly checks: TargetChecks;
  private readonly groups: readonly TargetGroupInput[];
  private readonly drawRegistrationMs: () => number;
  /** By target group: when in its interval a new target is checked first. */
  private readonly phases: readonly RandomStream[];

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder, stopper, streams } = parts;
    const { targetGroups, timing } = cluster.input;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.stopper = stopper;
    this.targets = cluster.targets;
    this.checks = new TargetChecks(cluster);
    this.groups = targetGroups;
    this.drawRegistrationMs = createSampler(timing.targetRegistrationMs, streams.get('target-registration'));
    this.phases = targetGroups.map(({ name }) => streams.get(`health-check/${name}`));
  }

  /** The task is registered with every target group of its service; the first check comes within an interval (P7.2). */
  onTaskRunning(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const groups = this.targets.groupsOfWorkload(workload);
    for (let i = 0; i < groups.length; i++) {
      const { targetGroup } = groups[i];
      this.targets.setStatus(task, workload, tasks.zone[task], i, TARGET_INITIAL);
      const phaseMs = Math.floor(this.phases[targetGroup]() * this.groups[targetGroup].checkIntervalMs);
      this.checkAt(task, i, this.timeline.nowMs + Math.round(this.drawRegistrationMs()) + phaseMs);
    }
  }

  /** Its container is down: a check within an interval may find it so (P1.25, P7.2). */
  onTaskRestarting(task: number): void {
    const { nowMs } = this.timeline;
    const groups = this.targets.groupsOfWorkload(this.cluster.tasks.workload[task]);
    for (let i = 0; i < groups.length; i++) {
      const { targetGroup } = groups[i];
      const { checkIntervalMs } = this.groups[targetGroup];
      if (this.targets.nextCheckMs[task * this.targets.groupsMax + i] <= nowMs + checkIntervalMs) continue;
      this.checkAt(task, i, nowMs + Math.floor(this.phases[targetGroup]() * checkIntervalMs));
    }
  }

  /** The checks that are due; and what is still unhealthy when the grace period is over (P4.18). */
  onTargetChecked(task: number): void {
    const { nowMs } = this.timeline;
    const { tasks } = this.cluster;
    if (tasks.isDesired[task] === 0) return;
    const workload = tasks.workload[task];
    const count = this.targets.groupsOfWorkload(workload).length;
    for (let i = 0; i < count; i++) {
      if (this.targets.nextCheckMs[task * this.targets.groupsMax + i] === nowMs) this.check(task, i);
    }
    if (nowMs === this.graceEndMs(task)) this.judge(task);
  }

  /** No new requests from now on: draining, or gone with the task that died (P4.21, P7.5). */
  onTaskStopping(task: number): void {
    this.leave(task, this.cluster.tasks.lastStatus[task] === DEACTIVATING ? TARGET_DRAINING : TARGET_UNUSED);
  }

  /** The delay is over: SIGTERM. Nothing is left to do where the task ended while it drained. */
  onTaskDeregistered(task: number): void {
    if (this.cluster.tasks.lastStatus[task] !== DEACTIVATING) return;
    this.leave(task, TARGET_UNUSED);
    this.stopper.stopDrained(task);
  }

  /** A task that ended while it drained is no target any more. */
  onTaskStopped(task: number): void {
    this.leave(task, TARGET_UNUSED);
  }

  private leave(task: number, status: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const count = this.targets.groupsOfWorkload(workload).length;
    for (let i = 0; i < count; i++) {
      const slot = task * this.targets.groupsMax + i;
      this.targets.nextCheckMs[slot] = Number.NaN;
      if (this.targets.status[slot] === TARGET_UNUSED) continue;
      this.targets.setStatus(task, workload, tasks.zone[task], i, status);
    }
  }

  private check(task: number, position: number): void {
    const { targets } = this;
    const { nowMs } = this.timeline;
    const slot = task * targets.groupsMax + position;
    const group = this.groupOf(task, position);
    const wasHealthy = targets.status[slot] !== TARGET_UNHEALTHY;
    // The last of the failures that count has not answered until its timeout.
    if (wasHealthy && targets.streak[slot] === group.unhealthyThreshold) {
      this.turnUnhealthy(task, position);
      this.checkAt(task, position, this.checks.nextMs(task, position, nowMs - group.checkTimeoutMs));
      return;
    }
    const outcome = this.checks.outcome(task, position, nowMs);
    const speaksAgainst = wasHealthy === (outcome !== CHECK_PASSED);
    targets.streak[slot] = speaksAgainst ? targets.streak[slot] + 1 : 0;
    if (outcome === CHECK_PASSED) {
      const isRecovered = targets.streak[slot] === group.healthyThreshold;
      if (targets.status[slot] === TARGET_INITIAL || isRecovered) this.turnHealthy(task, position);
    } else if (wasHealthy && targets.streak[slot] === group.unhealthyThreshold) {
      if (outcome === CHECK_TIMED_OUT && group.checkTimeoutMs > 0) {
        this.checkAt(task, position, nowMs + group.checkTimeoutMs);
        return;
      }
      this.turnUnhealthy(task, position);
    }
    this.checkAt(task, position, this.checks.nextMs(task, position, nowMs));
  }

  private turnHealthy(task: number, position: number): void {
    const { tasks } = this.cluster;
    const { nowMs } = this.timeline;
    const workload = tasks.workload[task];
    this.targets.setStatus(task, workload, tasks.zone[task], position, TARGET_HEALTHY);
    this.targets.healthySinceMs[task * this.targets.groupsMax + position] = nowMs;
    this.tell(TARGET_TURNED_HEALTHY, task, position);
    this.timeline.schedule(0, TASK_HEALTHY, task, tasks.rows.generation(task));
  }

  private turnUnhealthy(task: number, position: number): void {
    const { tasks } = this.cluster;
    this.targets.setStatus(task, tasks.workload[task], tasks.zone[task], position, TARGET_UNHEALTHY);
    this.tell(TARGET_TURNED_UNHEALTHY, task, position);
    const { targetGroup } = this.targets.groupsOfWorkload(tasks.workload[task])[position];
    const { nowMs } = this.timeline;
    this.recorder.serviceEvent(tasks.workload[task], EVENT_TARGET_UNHEALTHY, targetGroup, NONE, nowMs);
    this.judge(task);
  }

  /** ECS replaces a task that a target group calls unhealthy, once its grace period is over (P4.18). */
  private judge(task: number): void {
    const { tasks } = this.cluster;
    if (this.targets.positionIn(task, tasks.workload[task], TARGET_UNHEALTHY) === NONE) return;
    const { nowMs } = this.timeline;
    const graceEndMs = this.graceEndMs(task);
    const kind = nowMs < graceEndMs ? TARGET_CHECKED : TASK_UNHEALTHY;
    this.timeline.schedule(Math.max(0, graceEndMs - nowMs), kind, task, tasks.rows.generation(task));
  }

  private graceEndMs(task: number): number {
    const { tasks, input } = this.cluster;
    return tasks.startedAtMs[task] + input.services[tasks.workload[task]].healthCheckGraceMs;
  }

  private checkAt(task: number, position: number, atMs: number): void {
    this.targets.nextCheckMs[task * this.targets.groupsMax + position] = atMs;
    if (Number.isNaN(atMs)) return;
    const { rows } = this.cluster.tasks;
    this.timeline.schedule(atMs - this.timeline.nowMs, TARGET_CHECKED, task, rows.generation(task));
  }

  private groupOf(task: number, position: number): TargetGroupInput {
    return this.groups[this.targets.groupsOfWorkload(this.cluster.tasks.workload[task])[position].targetGroup];
  }

  private tell(kind: number, task: number, position: number): void {
    const { tasks } = this.cluster;
    const { nowMs } = this.timeline;
    const workload = tasks.workload[task];
    const { targetGroup } = this.targets.groupsOfWorkload(workload)[position];
    const runningSeconds = (nowMs - tasks.startedAtMs[task]) / SECOND_MS;
    const healthy = this.targets.countOf(targetGroup, TARGET_HEALTHY);
    const unhealthy = this.targets.countOf(targetGroup, TARGET_UNHEALTHY);
    this.recorder.decided(kind, workload, nowMs, targetGroup, tasks.number[task], runningSeconds, healthy, unhealthy);
  }
}
