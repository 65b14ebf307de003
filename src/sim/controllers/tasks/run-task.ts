import { createSampler } from '../../../base/distributions.ts';
import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { TaskLauncher } from '../../actions/task-launcher.ts';
import { RUN_TASK, RUN_TASK_AGAIN } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { TaskSourceInput } from '../../state/input.ts';
import { ArrivalProcess } from './arrival-process.ts';

/** Calls RunTask over time for each source of standalone tasks, and again for what was refused, where it should. */
export class RunTask {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly launcher: TaskLauncher;
  private readonly sources: readonly TaskSourceInput[];
  private readonly arrivals: readonly ArrivalProcess[];
  private readonly drawDurationMs: readonly (() => number)[];

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder, streams, launcher } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.sources = cluster.input.taskSources;
    this.arrivals = this.sources.map(
      (source) => new ArrivalProcess(source.arrivals, streams.get(`arrivals/${source.name}`)),
    );
    this.drawDurationMs = this.sources.map((source) =>
      createSampler(source.durationMs, streams.get(`duration/${source.name}`)),
    );
  }

  onStart(): void {
    for (let source = 0; source < this.sources.length; source++) this.scheduleNext(source);
  }

  onRunTask(source: number, arrival: number): void {
    this.scheduleNext(source);
    const { count } = this.sources[source];
    for (let i = 0; i < count; i++) this.runOne(source, arrival);
  }

  onRunTaskAgain(source: number, arrival: number): void {
    this.runOne(source, arrival);
  }

  private runOne(source: number, arrival: number): void {
    const { tasks, input } = this.cluster;
    const { taskDefinition, retryMs } = this.sources[source];
    const process = this.arrivals[source];
    const workload = input.services.length + source;
    const own = process.taskDefinition(arrival);
    const task = this.launcher.launch(workload, own === NONE ? taskDefinition : own);
    if (task === NONE) {
      this.recorder.counters.runTaskFailures[workload]++;
      if (retryMs > 0) this.timeline.schedule(retryMs, RUN_TASK_AGAIN, source, arrival);
      return;
    }
    const listedMs = process.durationMs(arrival);
    const durationMs = Number.isNaN(listedMs) ? this.drawDurationMs[source]() : listedMs;
    tasks.durationMs[task] = Math.max(0, Math.round(durationMs));
  }

  private scheduleNext(source: number): void {
    const { durationMs } = this.cluster.input;
    const process = this.arrivals[source];
    const atMs = process.next(durationMs);
    if (atMs >= durationMs) return;
    this.timeline.schedule(Math.max(0, atMs - this.timeline.nowMs), RUN_TASK, source, process.index);
  }
}
