import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import { STATE_TOLD } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { WorkloadState } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { RUNNING } from '../../state/tasks.ts';

/** Writes down how every service stands at the instant that `--explain` asks about; once in a run, or never. */
export class StateTeller {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;

  constructor({ cluster, timeline, recorder }: EngineParts) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
  }

  onStart(): void {
    const { explain } = this.cluster.input.record;
    if (explain !== null) this.timeline.schedule(explain.atMs, STATE_TOLD, NONE, NONE);
  }

  onStateTold(): void {
    const workloads = Array.from(this.cluster.firstOfWorkload, (_, workload) => this.stateOf(workload));
    this.recorder.stateTold = { atMs: this.timeline.nowMs, workloads };
  }

  private stateOf(workload: number): WorkloadState {
    const { cluster } = this;
    const { tasks, desiredCount } = cluster;
    const { nowMs } = this.timeline;
    const pendingTasks = { capacity: 0, provisioning: 0, imagePull: 0, containerStart: 0 };
    for (let task = cluster.firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (tasks.isDesired[task] === 0 || tasks.lastStatus[task] === RUNNING) continue;
      if (tasks.zone[task] === NONE) pendingTasks.capacity++;
      else if (Number.isNaN(tasks.pullStartedAtMs[task])) pendingTasks.provisioning++;
      else if (tasks.pullStoppedAtMs[task] > nowMs) pendingTasks.imagePull++;
      else pendingTasks.containerStart++;
    }
    return {
      desiredTasks: workload < desiredCount.length ? desiredCount[workload] : null,
      runningTasks: cluster.runningCount[workload],
      healthyTasks: cluster.healthyCount[workload],
      stoppingTasks: cluster.stoppingCount[workload],
      pendingTasks,
      missing: this.recorder.missingTasks.missingOf(workload),
    };
  }
}
