import { createSampler, type DistributionInput } from '../../../base/distributions.ts';
import type { RandomStream } from '../../../base/streams.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import { streamNameOf, type Workloads } from '../../actions/workloads.ts';
import { TASK_PROTECTION_CHANGED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { TaskProtectionInput } from '../../state/input/task-protection.ts';
import { UNHEALTHY } from '../../state/tasks.ts';

/** The times of one revision's tasks in one service. */
interface Draws {
  readonly startsAfterMs: () => number;
  readonly lastsMs: (() => number) | null;
  readonly againAfterMs: (() => number) | null;
}

/**
 * Tasks of services protect themselves from scale-in while they work at something, and end it or let it expire (P3.26).
 * What a protection holds back is the schedulers'.
 */
export class TaskProtection {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  /** By workload: whether a task protects itself, and when. */
  private readonly random: readonly RandomStream[];
  /** By workload × definitions + definition. */
  private readonly draws: (Draws | undefined)[] = [];

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, streams } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.random = workloads.work.map((work) => streams.get(`protection/${streamNameOf(work)}`));
  }

  onTaskStarted(task: number): void {
    const protection = this.protectionOf(task);
    const workload = this.cluster.tasks.workload[task];
    if (protection === null || !this.workloads.isService(workload)) return;
    if (protection.probability < 1 && this.random[workload]() >= protection.probability) return;
    this.schedule(task, this.drawsOf(task, protection).startsAfterMs());
  }

  /** UpdateTaskProtection, or a protection has expired. True where one ended: the task may be stopped from now on. */
  onProtectionChanged(task: number): boolean {
    const { tasks } = this.cluster;
    const protection = this.protectionOf(task);
    if (protection === null || tasks.isDesired[task] === 0) return false;
    if (tasks.health[task] === UNHEALTHY || tasks.isRetiring[task] === 1) return false;
    const draws = this.drawsOf(task, protection);
    if (tasks.isProtected[task] === 1) {
      this.cluster.setProtected(task, false);
      // At least 1 ms, so that neither protection nor pause can hold the clock.
      if (draws.againAfterMs !== null) this.schedule(task, Math.max(1, draws.againAfterMs()));
      return true;
    }
    this.cluster.setProtected(task, true);
    const lastsMs = draws.lastsMs === null ? protection.expiresAfterMs : draws.lastsMs();
    this.schedule(task, Math.min(lastsMs, protection.expiresAfterMs));
    return false;
  }

  private schedule(task: number, delayMs: number): void {
    const wholeMs = Math.max(0, Math.round(delayMs));
    this.timeline.schedule(wholeMs, TASK_PROTECTION_CHANGED, task, this.cluster.tasks.rows.generation(task));
  }

  private protectionOf(task: number): TaskProtectionInput | null {
    return this.cluster.input.taskDefinitions[this.cluster.tasks.taskDefinition[task]].protection;
  }

  private drawsOf(task: number, protection: TaskProtectionInput): Draws {
    const { tasks, input } = this.cluster;
    const workload = tasks.workload[task];
    const cell = workload * input.taskDefinitions.length + tasks.taskDefinition[task];
    const known = this.draws[cell];
    if (known !== undefined) return known;
    const random = this.random[workload];
    const draws = {
      startsAfterMs: createSampler(protection.startsAfterMs, random),
      lastsMs: samplerOrNull(protection.lastsMs, random),
      againAfterMs: samplerOrNull(protection.againAfterMs, random),
    };
    this.draws[cell] = draws;
    return draws;
  }
}

function samplerOrNull(distribution: DistributionInput | null, random: RandomStream): (() => number) | null {
  return distribution === null ? null : createSampler(distribution, random);
}
