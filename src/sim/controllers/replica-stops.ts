import { NONE } from '../../base/units.ts';
import { TerminationChoice } from '../../placement/termination.ts';
import type { EngineParts } from '../actions/engine-parts.ts';
import type { TaskStopper } from '../actions/task-stopper.ts';
import { streamNameOf } from '../actions/workloads.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import { EVENT_DRAINING_STARTED, EVENT_STOPPED_TASKS } from '../record/recording.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import {
  DRAINED,
  EXIT_CODE_SIGTERM,
  FAILED_ELB_HEALTH_CHECKS,
  FAILED_HEALTH_CHECKS,
  REPLACED_BY_DEPLOYMENT,
  SCALE_IN,
} from '../state/stop-causes.ts';
import { TARGET_UNHEALTHY } from '../state/target-groups.ts';
import { HEALTHY, UNHEALTHY } from '../state/tasks.ts';
import { DrainingTasks } from './draining-tasks.ts';

/** Which tasks of a service may be chosen: bits, by deployment and by health. */
const OF_PRIMARY = 1;
const OF_OLDER_NOT_HEALTHY = 2;
const OF_OLDER_HEALTHY = 4;

/** Stops tasks of REPLICA services that the scheduler has too many of: which ones is P3.22–P3.27's. */
export class ReplicaStops {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly stopper: TaskStopper;
  private readonly draining: DrainingTasks;
  private readonly terminations: readonly TerminationChoice[];
  private candidates = new Int32Array(64);

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder, streams, stopper } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.stopper = stopper;
    this.draining = new DrainingTasks(cluster);
    this.terminations = cluster.input.services.map(
      (service) =>
        new TerminationChoice(service.placementStrategy, streams.get(`termination/${streamNameOf(service)}`)),
    );
  }

  /** Tasks of the newest deployment. */
  stopOfPrimary(service: number, count: number): void {
    this.stop(service, count, OF_PRIMARY, SCALE_IN);
    this.tell(service, count);
  }

  /** Tasks of older deployments and on DRAINING instances: all that are not healthy, and so many healthy ones (P4.9). */
  stopOlder(service: number, notHealthy: number, healthy: number): void {
    this.stop(service, notHealthy, OF_OLDER_NOT_HEALTHY, REPLACED_BY_DEPLOYMENT);
    this.stop(service, healthy, OF_OLDER_HEALTHY, REPLACED_BY_DEPLOYMENT);
    this.tell(service, notHealthy + healthy);
  }

  private stop(service: number, count: number, which: number, cause: number): void {
    if (count === 0) return;
    const { tasks, input } = this.cluster;
    let left = this.gather(service, which);
    for (let stopped = 0; stopped < count; stopped++) {
      const task = this.terminations[service].choose(this.candidates, left, this.cluster);
      left = removeKeepingOrder(this.candidates, left, task);
      const ownCause = this.causeOf(service, task, cause);
      if (ownCause === SCALE_IN) this.recorder.counters.scaleInStops[service]++;
      const { stopMs } = input.taskDefinitions[tasks.taskDefinition[task]];
      this.stopper.stop(task, ownCause, EXIT_CODE_SIGTERM, stopMs);
    }
  }

  /** Desired tasks of the service into `candidates`, the oldest first; returns how many. */
  private gather(service: number, which: number): number {
    const { tasks, firstOfWorkload, activeCount } = this.cluster;
    const end = activeCount[service];
    if (end > this.candidates.length) this.candidates = new Int32Array(end * 2);
    let position = end;
    for (let task = firstOfWorkload[service]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (tasks.isDesired[task] === 1 && (this.kindOf(service, task) & which) !== 0) this.candidates[--position] = task;
    }
    this.candidates.copyWithin(0, position, end);
    return end - position;
  }

  private kindOf(service: number, task: number): number {
    const { tasks, deployments } = this.cluster;
    if (tasks.deployment[task] === deployments.primary[service] && !this.draining.has(task)) return OF_PRIMARY;
    return tasks.health[task] === HEALTHY ? OF_OLDER_HEALTHY : OF_OLDER_NOT_HEALTHY;
  }

  private causeOf(service: number, task: number, cause: number): number {
    const { tasks, deployments, targets } = this.cluster;
    if (tasks.health[task] === UNHEALTHY) {
      const isTarget = targets.positionIn(task, service, TARGET_UNHEALTHY) !== NONE;
      return isTarget ? FAILED_ELB_HEALTH_CHECKS : FAILED_HEALTH_CHECKS;
    }
    const isOfPrimary = tasks.deployment[task] === deployments.primary[service];
    return cause === REPLACED_BY_DEPLOYMENT && isOfPrimary ? DRAINED : cause;
  }

  private tell(service: number, count: number): void {
    if (count === 0) return;
    if (this.cluster.targets.drainMs(service) > 0) {
      this.recorder.serviceEvent(service, EVENT_DRAINING_STARTED, count, NONE, this.timeline.nowMs);
    }
    this.recorder.serviceEvent(service, EVENT_STOPPED_TASKS, count, NONE, this.timeline.nowMs);
  }
}

function removeKeepingOrder(rows: Int32Array, count: number, row: number): number {
  const position = rows.indexOf(row);
  rows.copyWithin(position, position + 1, count);
  return count - 1;
}
