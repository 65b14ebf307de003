import type { EngineParts } from '../actions/engine-parts.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { startThrottleMs } from './deployment-rules.ts';

/** Delays the launches of services whose tasks fail to start, more with each failure in a row (P4.19). */
export class StartThrottle {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  /** By service: failed rounds of launches in a row, and no launch before. */
  private readonly failures: Int32Array;
  private readonly throttledUntilMs: Float64Array;
  /** Tasks created when the last failure was counted: those before belong to its round. */
  private readonly roundEnd: Float64Array;

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder } = parts;
    const count = cluster.input.services.length;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.failures = new Int32Array(count);
    this.throttledUntilMs = new Float64Array(count);
    this.roundEnd = new Float64Array(count);
  }

  /** No launch before this instant. */
  untilMs(service: number): number {
    return this.throttledUntilMs[service];
  }

  /** A task reached RUNNING: the row of failures ends. */
  reset(service: number): void {
    this.failures[service] = 0;
  }

  /** A new deployment starts anew, and failures of the tasks before do not count (P4.19). */
  restart(service: number): void {
    this.failures[service] = 0;
    this.throttledUntilMs[service] = 0;
    this.roundEnd[service] = this.cluster.tasks.created;
  }

  /** A start failed. Only one failure of a round of launches counts: a round is one attempt. */
  countFailure(service: number, taskNumber: number): void {
    if (taskNumber < this.roundEnd[service]) return;
    const { nowMs } = this.timeline;
    this.roundEnd[service] = this.cluster.tasks.created;
    const throttleMs = startThrottleMs(++this.failures[service]);
    this.throttledUntilMs[service] = nowMs + throttleMs;
    if (throttleMs > 0) this.recorder.startImpaired(service, nowMs);
  }
}
