import { createSampler } from '../../../base/distributions.ts';
import type { RandomStream } from '../../../base/streams.ts';
import { CPU_UNITS_PER_VCPU, NONE } from '../../../base/units.ts';
import type { ContainerRestarter } from '../../actions/container-restarter.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { FargateCapacity } from '../../actions/fargate-capacity.ts';
import { StartPaths } from '../../actions/start-paths.ts';
import type { TaskStopper } from '../../actions/task-stopper.ts';
import { streamNameOf, type Workloads } from '../../actions/workloads.ts';
import {
  TASK_EXITED,
  TASK_HEALTHY,
  TASK_PULL_RETRIED,
  TASK_RESTARTED,
  TASK_STARTED,
  TASK_STOPPED,
  TASK_UNHEALTHY,
} from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { CANNOT_START_CONTAINER, NO_SPACE_LEFT, START_FAILURES } from '../../state/start-failures.ts';
import { ESSENTIAL_CONTAINER_EXITED, TASK_FAILED_TO_START } from '../../state/stop-causes.ts';
import { TARGET_UNHEALTHY } from '../../state/target-groups.ts';
import {
  ACTIVATING,
  DEPROVISIONING,
  HEALTH_UNKNOWN,
  HEALTHY,
  NO_RESTART,
  PENDING,
  RESTARTING,
  RUNNING,
  UNHEALTHY,
} from '../../state/tasks.ts';
import { ImageCache, missingOnFargateMiB, transferMs } from './image-cache.ts';

/**
 * Carries each task through its states (P4 "Task states"): PROVISIONING → PENDING (pull and start) → RUNNING →
 * STOPPING → DEPROVISIONING → STOPPED; ACTIVATING before RUNNING with several target groups. DEACTIVATING is the
 * stopper's.
 */
export class TaskLifecycle {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly stopper: TaskStopper;
  private readonly restarter: ContainerRestarter;
  private readonly fargate: FargateCapacity;
  private readonly images: ImageCache;
  private readonly paths: StartPaths;
  /** The last pull found no room on its disk. */
  private isDiskFull = false;
  private readonly drawContainerStartMs: () => number;
  private readonly drawDeprovisioningMs: () => number;
  private readonly drawConnectionTimeoutMs: () => number;
  private readonly drawStartRefusedMs: () => number;
  private readonly drawActivatingMs: () => number;
  /** By workload: fails a start, and draws when a task exits by itself. */
  private readonly startRandom: readonly RandomStream[];
  private readonly exitRandom: readonly RandomStream[];
  /** Samplers of behaviour.exitAfterMs by workload × definitions + definition; null where it does not exit. */
  private readonly exitSamplers: ((() => number) | null | undefined)[] = [];

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, recorder, streams, stopper, restarter, fargate } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.stopper = stopper;
    this.restarter = restarter;
    this.fargate = fargate;
    this.images = new ImageCache(cluster);
    this.paths = new StartPaths(cluster);
    const { timing } = cluster.input;
    this.drawContainerStartMs = createSampler(timing.containerStartMs, streams.get('container-start'));
    this.drawDeprovisioningMs = createSampler(timing.deprovisioningMs, streams.get('deprovisioning'));
    this.drawConnectionTimeoutMs = createSampler(timing.connectionTimeoutMs, streams.get('connection-timeout'));
    this.drawStartRefusedMs = createSampler(timing.startRefusedMs, streams.get('start-refused'));
    this.drawActivatingMs = createSampler(timing.activatingMs, streams.get('activating'));
    this.startRandom = workloads.work.map((work) => streams.get(`start-failure/${streamNameOf(work)}`));
    this.exitRandom = workloads.work.map((work) => streams.get(`exit/${streamNameOf(work)}`));
  }

  /** PENDING: the agent pulls the images and starts the containers. On Fargate billing starts (P8.1). */
  onProvisioned(task: number): void {
    const { tasks } = this.cluster;
    if (tasks.isDesired[task] === 0) return;
    const { nowMs } = this.timeline;
    const failure = tasks.startFailure[task];
    if (failure !== NONE && START_FAILURES[failure].isInProvisioning) {
      this.failStart(task);
      return;
    }
    this.cluster.setStatus(task, PENDING, nowMs);
    tasks.pullStartedAtMs[task] = nowMs;
    if (tasks.containerInstance[task] === NONE) {
      this.recorder.reserved(task, 1, nowMs);
      this.recorder.meters.pullStarted(this.workloads.meters[tasks.request[task]], nowMs);
    }
    if (failure === NONE && this.cluster.registryFailure !== NONE && this.needsRegistry(task)) {
      this.awaitRegistry(task, this.cluster.registryFailure);
      return;
    }
    this.scheduleStart(task);
  }

  /** The agent asks the registry again: it pulls, or goes on asking until its time is up (P10.2). */
  onPullRetried(task: number): void {
    const { tasks, registryFailure } = this.cluster;
    if (tasks.isDesired[task] === 0) return;
    if (registryFailure === NONE) {
      tasks.startFailure[task] = NONE;
      tasks.startFailsAtMs[task] = Number.NaN;
      this.scheduleStart(task);
    } else if (this.timeline.nowMs >= tasks.startFailsAtMs[task]) {
      this.failStart(task);
    } else {
      this.schedulePullRetry(task);
    }
  }

  /** RUNNING; or a start that failed, for a known reason or by the definition's behaviour. True when it is RUNNING. */
  onStarted(task: number): boolean {
    const { tasks } = this.cluster;
    if (tasks.isDesired[task] === 0) return false;
    const { nowMs } = this.timeline;
    const workload = tasks.workload[task];
    const definition = this.cluster.input.taskDefinitions[tasks.taskDefinition[task]];
    if (tasks.lastStatus[task] === PENDING) {
      const { startFailureProbability } = definition.behaviour;
      if (startFailureProbability > 0 && this.startRandom[workload]() < startFailureProbability) {
        if (tasks.startFailure[task] === NONE) tasks.startFailure[task] = CANNOT_START_CONTAINER;
      }
      if (tasks.startFailure[task] !== NONE) {
        this.failStart(task);
        return false;
      }
      if (this.activates(task, workload)) return false;
    }
    this.recorder.pending(task, this.recorder.poolOfTask(task), -1, nowMs);
    this.recorder.pendingCauses.ended(task, nowMs);
    this.cluster.setStatus(task, RUNNING, nowMs);
    this.recorder.running(task, 1, nowMs);
    this.recorder.counters.tasksStarted[workload]++;
    this.recorder.pendingTimes[workload].add(nowMs - tasks.createdAtMs[task]);
    this.recorder.levels.waited(workload, nowMs - tasks.createdAtMs[task]);
    tasks.startedAtMs[task] = nowMs;
    tasks.programStartedAtMs[task] = nowMs;
    if (this.workloads.isService(workload)) {
      this.scheduleHealth(task, definition.hasHealthCheck || !this.cluster.targets.isBalanced(workload));
    }
    this.scheduleExit(task);
    return true;
  }

  /** A container starts anew in place: its program is up after the start of a container. False where it is to stop. */
  onRestarting(task: number): boolean {
    const { tasks, input } = this.cluster;
    if (tasks.isDesired[task] === 0) return false;
    const { answersAfterMs, hasHealthCheck } = input.taskDefinitions[tasks.taskDefinition[task]];
    const { nowMs } = this.timeline;
    const workload = tasks.workload[task];
    const startMs = Math.round(this.drawContainerStartMs());
    tasks.restart[task] = RESTARTING;
    tasks.programStartedAtMs[task] = nowMs + startMs;
    this.timeline.schedule(startMs + answersAfterMs, TASK_RESTARTED, task, tasks.rows.generation(task));
    if (this.workloads.isService(workload)) {
      if (hasHealthCheck && tasks.health[task] === HEALTHY) {
        this.cluster.setHealthUnknown(task);
        this.recorder.healthyChanged(workload, nowMs);
      }
      this.scheduleHealth(task, hasHealthCheck);
    }
    this.scheduleExit(task);
    return true;
  }

  /** It works again; false where it was told to stop meanwhile. */
  onRestarted(task: number): boolean {
    const { tasks } = this.cluster;
    tasks.restart[task] = NO_RESTART;
    return tasks.isDesired[task] === 1;
  }

  /**
   * Counted healthy (P4.5), where its target groups and its own health check agree; false when they do not, or when the
   * task was told to stop, or has failed a health check, before.
   */
  onHealthy(task: number): boolean {
    const { tasks, targets, input } = this.cluster;
    if (tasks.isDesired[task] === 0 || tasks.health[task] !== HEALTH_UNKNOWN) return false;
    if (!targets.isHealthy(task, tasks.workload[task])) return false;
    const { hasHealthCheck, healthyAfterMs } = input.taskDefinitions[tasks.taskDefinition[task]];
    if (hasHealthCheck && this.timeline.nowMs < tasks.programStartedAtMs[task] + healthyAfterMs) return false;
    this.cluster.setHealthy(task);
    this.recorder.healthyChanged(tasks.workload[task], this.timeline.nowMs);
    return true;
  }

  /** UNHEALTHY (P1.22, P7.2); false when the task was told to stop, or was UNHEALTHY, before. */
  onUnhealthy(task: number): boolean {
    const { tasks } = this.cluster;
    if (tasks.isDesired[task] === 0 || tasks.health[task] === UNHEALTHY || !this.failsChecks(task)) return false;
    this.cluster.setUnhealthy(task);
    this.recorder.healthyChanged(tasks.workload[task], this.timeline.nowMs);
    return true;
  }

  /** An essential container has exited: the whole task stops (P1.18), unless it is restarted in place (P1.25). */
  onExited(task: number): void {
    const { tasks } = this.cluster;
    if (tasks.isDesired[task] === 0 || tasks.exitsAtMs[task] !== this.timeline.nowMs) return;
    const { behaviour } = this.cluster.input.taskDefinitions[tasks.taskDefinition[task]];
    // A task that has run as long as it was meant to has done its work.
    const isDone = this.timeline.nowMs - tasks.programStartedAtMs[task] >= tasks.durationMs[task];
    if (!isDone && this.restarter.restart(task, behaviour.exitCode)) return;
    this.recorder.counters.essentialContainerExits[tasks.workload[task]]++;
    this.stopper.stop(task, ESSENTIAL_CONTAINER_EXITED, isDone ? 0 : behaviour.exitCode, 0);
  }

  /** DEPROVISIONING while an ENI is detached, then STOPPED. */
  onContainersStopped(task: number): void {
    const { tasks, requests } = this.cluster;
    this.cluster.setStatus(task, DEPROVISIONING, this.timeline.nowMs);
    const hasEni = tasks.zone[task] !== NONE && requests[tasks.request[task]].eniCount > 0;
    const delayMs = hasEni ? Math.round(this.drawDeprovisioningMs()) : 0;
    this.timeline.schedule(delayMs, TASK_STOPPED, task, tasks.rows.generation(task));
  }

  /** STOPPED: gives back what it held, and its row. True when a launch on Fargate was refused for want of its vCPUs. */
  onStopped(task: number): boolean {
    const { nowMs } = this.timeline;
    const leavesVcpus = this.leaveFargate(task);
    const { tasks } = this.cluster;
    const instance = tasks.containerInstance[task];
    if (instance !== NONE && !Number.isNaN(tasks.pullStoppedAtMs[task])) {
      this.images.release(tasks.taskDefinition[task], instance, nowMs);
    }
    this.endRecord(task, nowMs);
    this.recorder.taskEnded(task, nowMs);
    this.cluster.releaseTask(task, nowMs);
    return leavesVcpus;
  }

  private leaveFargate(task: number): boolean {
    const { tasks, input } = this.cluster;
    if (this.workloads.meters[tasks.request[task]] === NONE) return false;
    const { fargateCpuUnits } = input.taskDefinitions[tasks.taskDefinition[task]];
    return this.fargate.giveBack(tasks.capacityProvider[task], fargateCpuUnits);
  }

  /** Ends what is recorded of every task that still lives when the run ends; billed up to then. */
  onEnd(endMs: number): void {
    const { firstOfWorkload, tasks } = this.cluster;
    for (let workload = 0; workload < firstOfWorkload.length; workload++) {
      for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
        this.endRecord(task, endMs);
        const isPending = tasks.isDesired[task] === 1 && tasks.lastStatus[task] !== RUNNING;
        if (isPending) {
          this.recorder.pendingCauses.ended(task, endMs);
          this.recorder.levels.waited(workload, endMs - tasks.createdAtMs[task]);
        }
        this.recorder.taskEnded(task, Number.NaN);
      }
    }
  }

  /** When its program counts as healthy, of a task that is not a target alone; and when its check fails for good. */
  private scheduleHealth(task: number, isChecked: boolean): void {
    const { tasks, input } = this.cluster;
    const { healthyAfterMs, unhealthyAfterMs } = input.taskDefinitions[tasks.taskDefinition[task]];
    const { healthCheckGraceMs } = input.services[tasks.workload[task]];
    const generation = tasks.rows.generation(task);
    const upMs = tasks.programStartedAtMs[task] - this.timeline.nowMs;
    if (isChecked) this.timeline.schedule(upMs + healthyAfterMs, TASK_HEALTHY, task, generation);
    if (unhealthyAfterMs === null) return;
    const graceMs = tasks.startedAtMs[task] + healthCheckGraceMs - this.timeline.nowMs;
    this.timeline.schedule(Math.max(upMs + unhealthyAfterMs, graceMs), TASK_UNHEALTHY, task, generation);
  }

  private scheduleExit(task: number): void {
    const { tasks } = this.cluster;
    const { nowMs } = this.timeline;
    tasks.exitsAtMs[task] = tasks.programStartedAtMs[task] + this.exitAfterMs(task);
    if (Number.isNaN(tasks.exitsAtMs[task])) return;
    this.timeline.schedule(tasks.exitsAtMs[task] - nowMs, TASK_EXITED, task, tasks.rows.generation(task));
  }

  /** A target group calls it unhealthy; or its container health check has failed for good, since its last start. */
  private failsChecks(task: number): boolean {
    const { tasks, targets, input } = this.cluster;
    if (targets.positionIn(task, tasks.workload[task], TARGET_UNHEALTHY) !== NONE) return true;
    const { unhealthyAfterMs } = input.taskDefinitions[tasks.taskDefinition[task]];
    return unhealthyAfterMs !== null && this.timeline.nowMs >= tasks.programStartedAtMs[task] + unhealthyAfterMs;
  }

  /** The start goes its way to TASK_STARTED; one that is known to fail ends when its reason says so. */
  private scheduleStart(task: number): void {
    const { tasks } = this.cluster;
    const generation = tasks.rows.generation(task);
    const failure = tasks.startFailure[task];
    if (failure !== NONE && START_FAILURES[failure].delay !== 'none') {
      this.timeline.schedule(this.setFailsAt(task, failure), TASK_STARTED, task, generation);
      return;
    }
    const { startupMs } = this.cluster.input.taskDefinitions[tasks.taskDefinition[task]];
    const pullMs = this.pullMs(task);
    tasks.pullStoppedAtMs[task] = this.timeline.nowMs + pullMs;
    if (this.isDiskFull && failure === NONE) {
      tasks.startFailure[task] = NO_SPACE_LEFT;
      this.timeline.schedule(pullMs, TASK_STARTED, task, generation);
      return;
    }
    const delayMs = pullMs + Math.round(this.drawContainerStartMs()) + startupMs;
    this.timeline.schedule(delayMs, TASK_STARTED, task, generation);
  }

  private awaitRegistry(task: number, failure: number): void {
    this.cluster.tasks.startFailure[task] = failure;
    this.setFailsAt(task, failure);
    this.schedulePullRetry(task);
  }

  /** Writes down when the start will fail; returns how long that is. */
  private setFailsAt(task: number, failure: number): number {
    const isTimeout = START_FAILURES[failure].delay === 'timeout';
    const delayMs = Math.round(isTimeout ? this.drawConnectionTimeoutMs() : this.drawStartRefusedMs());
    this.cluster.tasks.startFailsAtMs[task] = this.timeline.nowMs + delayMs;
    return delayMs;
  }

  private schedulePullRetry(task: number): void {
    const { tasks, input } = this.cluster;
    const leftMs = tasks.startFailsAtMs[task] - this.timeline.nowMs;
    const delayMs = Math.min(leftMs, input.timing.pullRetryMs);
    this.timeline.schedule(delayMs, TASK_PULL_RETRIED, task, tasks.rows.generation(task));
  }

  private failStart(task: number): void {
    const { tasks } = this.cluster;
    this.recorder.startFailed(tasks.workload[task], tasks.startFailure[task]);
    this.stopper.stop(task, TASK_FAILED_TO_START, NONE, 0);
  }

  /** Whether it pulls anything: on Fargate always, on an instance what is not in its cache (P2.13). */
  private needsRegistry(task: number): boolean {
    const { tasks, input } = this.cluster;
    const instance = tasks.containerInstance[task];
    const definition = tasks.taskDefinition[task];
    if (instance === NONE) return input.taskDefinitions[definition].images.length > 0;
    return !this.images.needsNoRegistry(definition, instance, this.timeline.nowMs);
  }

  /** With several target groups a task is ACTIVATING before it is RUNNING; true when it is so from now on. */
  private activates(task: number, workload: number): boolean {
    if (this.cluster.targets.groupsOfWorkload(workload).length < 2) return false;
    this.cluster.setStatus(task, ACTIVATING, this.timeline.nowMs);
    const delayMs = Math.round(this.drawActivatingMs());
    this.timeline.schedule(delayMs, TASK_STARTED, task, this.cluster.tasks.rows.generation(task));
    return true;
  }

  private endRecord(task: number, nowMs: number): void {
    const { tasks } = this.cluster;
    const meter = this.workloads.meters[tasks.request[task]];
    if (meter === NONE) {
      if (tasks.containerInstance[task] !== NONE) this.recorder.reserved(task, -1, nowMs);
      return;
    }
    const pullStartedAtMs = tasks.pullStartedAtMs[task];
    if (!Number.isNaN(pullStartedAtMs)) this.recorder.reserved(task, -1, nowMs);
    const { hasPublicIpv4 } = this.workloads.work[tasks.workload[task]];
    this.recorder.meters.taskEnded(meter, tasks.createdAtMs[task], pullStartedAtMs, hasPublicIpv4, nowMs);
  }

  /** How long the pull takes; what it transfers is metered. */
  private pullMs(task: number): number {
    const { tasks } = this.cluster;
    const instance = tasks.containerInstance[task];
    if (instance === NONE) return this.fargatePullMs(task);
    const { images } = this;
    const pullMs = images.pullMs(tasks.taskDefinition[task], instance, this.timeline.nowMs);
    this.isDiskFull = images.isDiskFull;
    this.meterPull(task, images.ecrMiB, images.otherMiB);
    return pullMs;
  }

  /**
   * Fargate keeps no image from one task to the next, and starts one with a SOCI index early (P8.6). A layer that two
   * images of the task share comes once.
   */
  private fargatePullMs(task: number): number {
    const { tasks, input } = this.cluster;
    const { images, fargateCpuUnits, imageStorageMiB } = input.taskDefinitions[tasks.taskDefinition[task]];
    const { fargatePullMiBPerSecond, fargateSmallPullMiBPerSecond, unpackMiBPerSecond, sociPulledPortion } =
      input.timing;
    const rate = fargateCpuUnits < CPU_UNITS_PER_VCPU ? fargateSmallPullMiBPerSecond : fargatePullMiBPerSecond;
    let sum = 0;
    let ecrMiB = 0;
    let otherMiB = 0;
    for (let i = 0; i < images.length; i++) {
      const missingMiB = missingOnFargateMiB(input, images, i);
      if (input.images[images[i]].isInEcr) ecrMiB += missingMiB;
      else otherMiB += missingMiB;
      // What a lazily loaded image lacks at the start comes later, and is transferred all the same.
      const awaitedMiB = input.images[images[i]].isLazy ? missingMiB * sociPulledPortion : missingMiB;
      sum += transferMs(awaitedMiB, rate, unpackMiBPerSecond);
    }
    this.isDiskFull = ecrMiB + otherMiB > imageStorageMiB;
    this.meterPull(task, ecrMiB, otherMiB);
    return sum;
  }

  private meterPull(task: number, ecrMiB: number, otherMiB: number): void {
    const { network } = this.recorder;
    const { nowMs } = this.timeline;
    const zone = this.cluster.tasks.zone[task];
    if (ecrMiB > 0) network.pulledFromEcr(ecrMiB, this.paths.wayOfEcr(task), zone, nowMs);
    if (otherMiB > 0) network.pulledFromElsewhere(otherMiB, this.paths.wayOfOthers(task), zone, nowMs);
  }

  /** From RUNNING to an exit of its own, done or by its behaviour before that; NaN = it runs until it is stopped. */
  private exitAfterMs(task: number): number {
    const { tasks } = this.cluster;
    const own = tasks.durationMs[task];
    const sampler = this.exitSampler(tasks.workload[task], tasks.taskDefinition[task]);
    if (sampler === null) return own;
    const exitMs = Math.max(0, Math.round(sampler()));
    return own <= exitMs ? own : exitMs;
  }

  private exitSampler(workload: number, taskDefinition: number): (() => number) | null {
    const { taskDefinitions } = this.cluster.input;
    const cell = workload * taskDefinitions.length + taskDefinition;
    const known = this.exitSamplers[cell];
    if (known !== undefined) return known;
    const { exitAfterMs } = taskDefinitions[taskDefinition].behaviour;
    const sampler = exitAfterMs === null ? null : createSampler(exitAfterMs, this.exitRandom[workload]);
    this.exitSamplers[cell] = sampler;
    return sampler;
  }
}
