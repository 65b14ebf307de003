import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import { EVENT_STEADY_STATE } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';

/** Tells when a service has reached a steady state: all its tasks there and healthy, none on its way out (P12). */
export class SteadyState {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  /** By service: 1 when it was steady when last looked at. */
  private readonly wasSteady: Uint8Array;

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.wasSteady = new Uint8Array(cluster.input.services.length);
  }

  /** Something about the workload's tasks or its desired count has changed. */
  onWorkloadChanged(workload: number): void {
    if (workload >= this.wasSteady.length) return;
    const isSteady = this.cluster.isSteady(workload);
    if (isSteady && this.wasSteady[workload] === 0) {
      this.recorder.serviceEvent(workload, EVENT_STEADY_STATE, NONE, NONE, this.timeline.nowMs);
    }
    this.wasSteady[workload] = isSteady ? 1 : 0;
  }
}
