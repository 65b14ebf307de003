import { NONE } from '../../base/units.ts';
import { GROUP_RESIZED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';

/** Sets the sizes of Auto Scaling groups; what follows from it is launched and ended at the event GROUP_RESIZED. */
export class GroupActions {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;

  constructor(cluster: ClusterState, timeline: Timeline, recorder: Recorder) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
  }

  /** set-desired-capacity, within the bounds of the group. */
  setDesiredCapacity(provider: number, desired: number): void {
    const { desiredCapacity, minSize, maxSize } = this.cluster.autoScaling;
    desiredCapacity[provider] = Math.min(Math.max(desired, minSize[provider]), maxSize[provider]);
    this.recorder.provider.desiredInstances.set(provider, desiredCapacity[provider], this.timeline.nowMs);
    this.settle(provider);
  }

  /** The group launches what it lacks and ends what it has too many of, in this instant. */
  settle(provider: number): void {
    const { autoScaling } = this.cluster;
    if (autoScaling.memberCount(provider) === autoScaling.desiredCapacity[provider]) return;
    this.timeline.schedule(0, GROUP_RESIZED, provider, NONE);
  }
}
