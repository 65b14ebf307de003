import { MINUTE_MS, NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { TaskLauncher } from '../../actions/task-launcher.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import {
  MISSING_LAUNCH_RATE,
  MISSING_MAXIMUM_PERCENT,
  MISSING_PLACEMENT_REFUSED,
  MISSING_START_THROTTLED,
} from '../../record/missing-tasks.ts';
import type { Recorder } from '../../record/recorder.ts';
import { EVENT_STARTED_TASKS } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { tasksToStart } from '../deployments/deployment-rules.ts';
import { BlockedServices } from './blocked-services.ts';
import type { ServiceClock } from './service-clock.ts';
import type { StartThrottle } from './start-throttle.ts';
import type { TaskSet } from './task-set.ts';

/** Starts what REPLICA services lack: within the upper bound, the rate of launches and the throttle (P4.4, P4.19). */
export class ReplicaStarts {
  /** Where the last launch found no room: it looks again when capacity is freed. */
  readonly blocked: BlockedServices;
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly launcher: TaskLauncher;
  private readonly clock: ServiceClock;
  private readonly throttle: StartThrottle;
  /** By service: launches in its last tick with one. The rate of launches is bounded. */
  private readonly launchTick: Float64Array;
  private readonly launchesInTick: Int32Array;
  private readonly launchesPerTick: number;

  constructor(parts: EngineParts, clock: ServiceClock, throttle: StartThrottle) {
    const { cluster, timeline, recorder, launcher } = parts;
    const { limits, timing, services } = cluster.input;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.clock = clock;
    this.throttle = throttle;
    this.blocked = new BlockedServices(services.length);
    this.launchTick = new Float64Array(services.length).fill(NONE);
    this.launchesInTick = new Int32Array(services.length);
    this.launchesPerTick = Math.max(
      1,
      Math.floor((limits.serviceLaunchesPerMinute * timing.schedulerTickMs) / MINUTE_MS),
    );
  }

  /** @param upper tasks of the set, STOPPING ones included, that may exist at once (P4.4) */
  start(set: TaskSet, upper: number): void {
    const { service } = set;
    const { nowMs } = this.timeline;
    const throttledUntilMs = this.throttle.untilMs(set.deployment);
    if (nowMs < throttledUntilMs) {
      this.recorder.missingTasks.isFor(service, MISSING_START_THROTTLED, nowMs);
      this.clock.lookAt(service, throttledUntilMs);
      return;
    }
    const allowance = this.launchesPerTick - this.launchesSoFar(service);
    const desired = this.cluster.desiredCount[service];
    const wanted = tasksToStart(desired, set.serving, set.active + set.stopping, upper, allowance);
    const started = this.launch(set, wanted);
    const isRefused = started < wanted;
    this.launchesInTick[service] += started;
    if (isRefused) this.blocked.set(service, true);
    // Fargate's launch rate lets the next one through at a known time (P8.5).
    if (isRefused && Number.isFinite(this.launcher.retryAtMs)) this.clock.lookAt(service, this.launcher.retryAtMs);
    if (started > 0) this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, started, NONE, nowMs);
    const isAtRate = !isRefused && started === allowance;
    if (isAtRate) this.clock.lookAtNextTick(service);
    const cause = isAtRate ? MISSING_LAUNCH_RATE : MISSING_MAXIMUM_PERCENT;
    this.recorder.missingTasks.isFor(service, isRefused ? MISSING_PLACEMENT_REFUSED : cause, nowMs);
  }

  /** Returns how many of them found a place, or wait for one. */
  private launch({ service, deployment }: TaskSet, wanted: number): number {
    const { deployments } = this.cluster;
    const taskDefinition = deployments.taskDefinition[deployment];
    for (let started = 0; started < wanted; started++) {
      const task = this.launcher.launch(service, taskDefinition);
      if (task === NONE) return started;
      if (deployment !== deployments.primary[service]) this.cluster.moveToDeployment(task, deployment);
    }
    return Math.max(0, wanted);
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
