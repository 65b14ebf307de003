import { TASK_RESTARTING } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { CONTAINER_RESTARTED } from '../record/decisions.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { NO_RESTART, RESTART_DUE } from '../state/tasks.ts';
import type { Workloads } from './workloads.ts';

/** Whether an essential container that exits is restarted in place, by its restartPolicy (P1.25). */
export class ContainerRestarter {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;

  constructor(cluster: ClusterState, workloads: Workloads, timeline: Timeline, recorder: Recorder) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
  }

  /**
   * True where the task goes on: its container has run for a restartAttemptPeriod since its last start, and the exit
   * code is none of those ignored. A container that is down already cannot exit again.
   */
  restart(task: number, exitCode: number): boolean {
    const { tasks, input } = this.cluster;
    if (tasks.restart[task] !== NO_RESTART) return true;
    const { restartPolicy } = input.taskDefinitions[tasks.taskDefinition[task]];
    const { nowMs } = this.timeline;
    if (restartPolicy === null || nowMs - tasks.programStartedAtMs[task] < restartPolicy.attemptPeriodMs) return false;
    for (let i = 0; i < restartPolicy.ignoredExitCodes.length; i++) {
      if (restartPolicy.ignoredExitCodes[i] === exitCode) return false;
    }
    const workload = tasks.workload[task];
    tasks.restart[task] = RESTART_DUE;
    this.timeline.schedule(0, TASK_RESTARTING, task, tasks.rows.generation(task));
    this.recorder.counters.containerRestarts[workload]++;
    if (this.workloads.isService(workload)) {
      this.recorder.decided(CONTAINER_RESTARTED, workload, nowMs, tasks.number[task], exitCode);
    }
    return true;
  }
}
