import { NONE } from '../../../base/units.ts';
import { TerminationChoice, TerminationScratch } from '../../../placement/termination.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { TaskStopper } from '../../actions/task-stopper.ts';
import { streamNameOf } from '../../actions/workloads.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import { EVENT_DRAINING_STARTED, EVENT_STOPPED_TASKS } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import {
  DRAINED,
  EXIT_CODE_SIGTERM,
  FAILED_ELB_HEALTH_CHECKS,
  FAILED_HEALTH_CHECKS,
  REPLACED_BY_DEPLOYMENT,
  SCALE_IN,
} from '../../state/stop-causes.ts';
import { TARGET_UNHEALTHY } from '../../state/target-groups.ts';
import { UNHEALTHY } from '../../state/tasks.ts';
import { LEAVES_HEALTHY, LEAVES_NOT_HEALTHY, STAYS, type TaskSet } from './task-set.ts';

/** Stops tasks of REPLICA services that the scheduler has too many of: which ones is P3.22–P3.27's. */
export class ReplicaStops {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly stopper: TaskStopper;
  private readonly terminations: readonly TerminationChoice[];
  private candidates = new Int32Array(64);

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder, streams, stopper } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.stopper = stopper;
    const scratch = new TerminationScratch();
    this.terminations = cluster.input.services.map(
      (service) =>
        new TerminationChoice(service.placementStrategy, streams.get(`termination/${streamNameOf(service)}`), scratch),
    );
  }

  /** Tasks that are too many; returns how many of them stop, the others are protected (P3.26). */
  stopStaying(set: TaskSet, count: number): number {
    const stopped = this.stop(set, count, STAYS, SCALE_IN);
    this.tell(set.service, stopped);
    return stopped;
  }

  /**
   * Tasks of older deployments and on DRAINING instances: so many not healthy, and so many healthy ones (P4.9); returns
   * how many of them stop, the others are protected.
   */
  stopLeaving(set: TaskSet, notHealthy: number, healthy: number): number {
    const notHealthyStopped = this.stop(set, notHealthy, LEAVES_NOT_HEALTHY, REPLACED_BY_DEPLOYMENT);
    const stopped = notHealthyStopped + this.stop(set, healthy, LEAVES_HEALTHY, REPLACED_BY_DEPLOYMENT);
    this.tell(set.service, stopped);
    return stopped;
  }

  /** Every task of other deployments than these two: traffic has left them (P4.23). The second may be NONE. */
  stopOthers(service: number, primary: number, source: number): void {
    const { tasks, firstOfWorkload, deployments, activeCount } = this.cluster;
    const kept = deployments.activeCount[primary] + (source === NONE ? 0 : deployments.activeCount[source]);
    if (activeCount[service] === kept) return;
    let stopped = 0;
    for (let task = firstOfWorkload[service]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      const deployment = tasks.deployment[task];
      if (tasks.isDesired[task] === 0 || deployment === primary || deployment === source) continue;
      if (tasks.isProtected[task] === 1) continue;
      this.stopTask(task, this.causeOf(NONE, task, REPLACED_BY_DEPLOYMENT));
      stopped++;
    }
    this.tell(service, stopped);
  }

  /** Stops so many, or as many as are not protected; returns how many. */
  private stop(set: TaskSet, count: number, which: number, cause: number): number {
    if (count === 0) return 0;
    const choice = this.terminations[set.service];
    // `gather` may replace the list.
    const gathered = this.gather(set, which);
    const stops = Math.min(count, choice.begin(this.candidates, gathered, this.cluster));
    for (let stopped = 0; stopped < stops; stopped++) {
      const task = choice.next(this.cluster);
      const ownCause = this.causeOf(set.deployment, task, cause);
      if (ownCause === SCALE_IN) this.recorder.counters.scaleInStops[set.service]++;
      this.stopTask(task, ownCause);
    }
    return stops;
  }

  private stopTask(task: number, cause: number): void {
    const { tasks, input } = this.cluster;
    this.stopper.stop(task, cause, EXIT_CODE_SIGTERM, input.taskDefinitions[tasks.taskDefinition[task]].stopMs);
  }

  /** Desired tasks of the set into `candidates`, the oldest first; returns how many. */
  private gather(set: TaskSet, which: number): number {
    const { tasks, firstOfWorkload, activeCount } = this.cluster;
    const end = activeCount[set.service];
    if (end > this.candidates.length) this.candidates = new Int32Array(end * 2);
    let position = end;
    for (let task = firstOfWorkload[set.service]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (tasks.isDesired[task] === 1 && (set.kindOf(task) & which) !== 0) this.candidates[--position] = task;
    }
    this.candidates.copyWithin(0, position, end);
    return end - position;
  }

  /** `deployment`: the one whose tasks stay; NONE where none do. */
  private causeOf(deployment: number, task: number, cause: number): number {
    const { tasks, targets } = this.cluster;
    if (tasks.health[task] === UNHEALTHY) {
      const isTarget = targets.positionIn(task, tasks.workload[task], TARGET_UNHEALTHY) !== NONE;
      return isTarget ? FAILED_ELB_HEALTH_CHECKS : FAILED_HEALTH_CHECKS;
    }
    return cause === REPLACED_BY_DEPLOYMENT && tasks.deployment[task] === deployment ? DRAINED : cause;
  }

  private tell(service: number, count: number): void {
    if (count === 0) return;
    if (this.cluster.targets.drainMs(service) > 0) {
      this.recorder.serviceEvent(service, EVENT_DRAINING_STARTED, count, NONE, this.timeline.nowMs);
    }
    this.recorder.serviceEvent(service, EVENT_STOPPED_TASKS, count, NONE, this.timeline.nowMs);
  }
}
