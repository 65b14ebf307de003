import { NONE } from '../../base/units.ts';
import { TASK_CONTAINERS_STOPPED, TASK_DEREGISTERED, TASK_STOPPING } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { EXIT_CODE_SIGTERM } from '../state/stop-causes.ts';
import { DEACTIVATING, RUNNING, STOPPING } from '../state/tasks.ts';
import type { Workloads } from './workloads.ts';

/**
 * Ends a task: desiredStatus STOPPED, STOPPING, and what follows. Scale-in, an exit, a kill and a failed start all end
 * a task through here. A RUNNING target that is sent SIGTERM drains first: DEACTIVATING for its deregistration delay
 * (P4.21); one that dies does not.
 */
export class TaskStopper {
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
   * @param cause one of stop-causes.ts
   * @param containersMs until the last container has ended; 0 when they have ended already
   */
  stop(task: number, cause: number, exitCode: number, containersMs: number): void {
    const { cluster, timeline, recorder } = this;
    const { tasks } = cluster;
    const { nowMs } = timeline;
    const generation = tasks.rows.generation(task);
    const workload = tasks.workload[task];
    this.recordLeaving(task);
    if (this.workloads.isService(workload)) this.workloads.countItem(workload, tasks.strategyItem[task], -1);
    cluster.setUndesired(task);
    recorder.healthyChanged(workload, nowMs);
    recorder.missingTasks.changed(workload, nowMs);
    tasks.stopCause[task] = cause;
    const isRunning = tasks.lastStatus[task] === RUNNING;
    if (isRunning) tasks.exitCode[task] = exitCode;
    if (tasks.zone[task] === NONE) cluster.waiting.remove(task);
    const drainMs = isRunning && exitCode === EXIT_CODE_SIGTERM ? cluster.targets.drainMs(workload) : 0;
    cluster.setStatus(task, drainMs > 0 ? DEACTIVATING : STOPPING, nowMs);
    recorder.counters.tasksStopped[workload]++;
    timeline.schedule(0, TASK_STOPPING, task, generation);
    if (drainMs > 0) timeline.schedule(drainMs, TASK_DEREGISTERED, task, generation);
    else timeline.schedule(isRunning ? containersMs : 0, TASK_CONTAINERS_STOPPED, task, generation);
  }

  /** A DEACTIVATING task has drained: its containers are sent SIGTERM. */
  stopDrained(task: number): void {
    const { tasks, input } = this.cluster;
    this.cluster.setStatus(task, STOPPING, this.timeline.nowMs);
    const { stopMs } = input.taskDefinitions[tasks.taskDefinition[task]];
    this.timeline.schedule(stopMs, TASK_CONTAINERS_STOPPED, task, tasks.rows.generation(task));
  }

  /** The gauges that the task leaves: running, or pending; and its use. */
  private recordLeaving(task: number): void {
    const { tasks } = this.cluster;
    const { nowMs } = this.timeline;
    if (tasks.lastStatus[task] !== RUNNING) {
      this.recorder.pending(task, this.recorder.poolOfTask(task), -1, nowMs);
      this.recorder.pendingCauses.ended(task, nowMs);
      this.recorder.levels.waited(tasks.workload[task], nowMs - tasks.createdAtMs[task]);
      return;
    }
    this.recorder.running(task, -1, nowMs);
  }
}
