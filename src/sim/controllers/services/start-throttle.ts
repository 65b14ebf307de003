import type { EngineParts } from '../../actions/engine-parts.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { growFloat64, growInt32 } from '../../state/rows.ts';
import { startThrottleMs } from '../deployments/deployment-rules.ts';

/**
 * Delays the launches of deployments whose tasks fail to start, more with each failure in a row (P4.19). Each for
 * itself (model): a new task definition starts anew, and a task of another revision that reaches RUNNING says nothing
 * about this one.
 */
export class StartThrottle {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  /** By deployment: failed rounds of launches in a row, and no launch before. */
  private failures = new Int32Array(64);
  private throttledUntilMs = new Float64Array(64);
  /** Tasks created when the last failure was counted: those before belong to its round. */
  private roundEnd = new Float64Array(64);

  constructor({ cluster, timeline, recorder }: EngineParts) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
  }

  /** No task of the deployment is launched before this instant. */
  untilMs(deployment: number): number {
    return deployment < this.failures.length ? this.throttledUntilMs[deployment] : 0;
  }

  /** The service's task reached RUNNING: the row of failures of its deployment ends. */
  reset(task: number): void {
    const deployment = this.cluster.tasks.deployment[task];
    if (deployment < this.failures.length) this.failures[deployment] = 0;
  }

  /** The service's task failed to start. Only one failure of a round of launches counts: a round is one attempt. */
  countFailure(task: number): void {
    const { tasks, deployments } = this.cluster;
    const deployment = tasks.deployment[task];
    if (deployment >= this.failures.length) this.grow(deployment * 2);
    if (tasks.number[task] < this.roundEnd[deployment]) return;
    const { nowMs } = this.timeline;
    this.roundEnd[deployment] = tasks.created;
    const throttleMs = startThrottleMs(++this.failures[deployment]);
    this.throttledUntilMs[deployment] = nowMs + throttleMs;
    if (throttleMs > 0) this.recorder.startImpaired(deployments.service[deployment], nowMs);
  }

  private grow(length: number): void {
    this.failures = growInt32(this.failures, length);
    this.throttledUntilMs = growFloat64(this.throttledUntilMs, length);
    this.roundEnd = growFloat64(this.roundEnd, length);
  }
}
