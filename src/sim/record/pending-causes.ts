import type { ClusterState } from '../state/cluster-state.ts';
import { type Gauges, gauges } from './gauges.ts';
import { PENDING_SERIES } from './recording.ts';

/**
 * For every second that a task was pending, what it waited for. A task keeps the instants at which its stages ended, so
 * one look when it stops being pending tells them all; over the causes they sum to the series pendingTasks, exactly.
 */
export class PendingCauses {
  /** Row = workload. */
  readonly gauges: Gauges<(typeof PENDING_SERIES)[number]>;
  private readonly cluster: ClusterState;

  constructor(cluster: ClusterState) {
    const { input, firstOfWorkload } = cluster;
    this.cluster = cluster;
    this.gauges = gauges(PENDING_SERIES, firstOfWorkload.length, input.record.bucketMs, input.durationMs);
  }

  /** The task runs, is told to stop, or the run ends: its pending time is over. O(buckets it was pending). */
  ended(task: number, nowMs: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const placedAtMs = earlierOf(tasks.placedAtMs[task], nowMs);
    const pullStartedAtMs = earlierOf(tasks.pullStartedAtMs[task], nowMs);
    const pullStoppedAtMs = earlierOf(tasks.pullStoppedAtMs[task], nowMs);
    this.gauges.capacity.addSpan(workload, 1, tasks.createdAtMs[task], placedAtMs);
    this.gauges.provisioning.addSpan(workload, 1, placedAtMs, pullStartedAtMs);
    this.gauges.imagePull.addSpan(workload, 1, pullStartedAtMs, pullStoppedAtMs);
    this.gauges.containerStart.addSpan(workload, 1, pullStoppedAtMs, nowMs);
  }
}

/** NaN: it has not come to that. */
function earlierOf(instantMs: number, nowMs: number): number {
  return instantMs < nowMs ? instantMs : nowMs;
}
