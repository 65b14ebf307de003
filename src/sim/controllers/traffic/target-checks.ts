import type { ClusterState } from '../../state/cluster-state.ts';
import type { TargetGroupInput } from '../../state/input/load-balancing.ts';
import { TARGET_INITIAL, TARGET_UNHEALTHY, type TargetTable } from '../../state/target-groups.ts';

/** What comes back from a health check: the program is well, says that it is not, or does not answer in time. */
export const CHECK_PASSED = 0;
export const CHECK_REFUSED = 1;
export const CHECK_TIMED_OUT = 2;

/** What a load balancer's health checks find, and when they can find something else next (P7.2). */
export class TargetChecks {
  private readonly cluster: ClusterState;
  private readonly targets: TargetTable;
  private readonly groups: readonly TargetGroupInput[];

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
    this.targets = cluster.targets;
    this.groups = cluster.input.targetGroups;
  }

  /** CHECK_PASSED, CHECK_REFUSED or CHECK_TIMED_OUT, for a check at that instant. */
  outcome(task: number, position: number, nowMs: number): number {
    const { tasks, input } = this.cluster;
    const { isReachable, targetGroup } = this.targets.groupsOfWorkload(tasks.workload[task])[position];
    const { answersAfterMs, failsChecksAfterMs } = input.taskDefinitions[tasks.taskDefinition[task]];
    const ageMs = nowMs - tasks.programStartedAtMs[task];
    if (!isReachable || ageMs < answersAfterMs) return CHECK_TIMED_OUT;
    const isSwamped = this.targets.isOverloaded[tasks.request[task]] === 1;
    if (isSwamped && this.groups[targetGroup].failsChecksWhenOverloaded) return CHECK_TIMED_OUT;
    return failsChecksAfterMs !== null && ageMs >= failsChecksAfterMs ? CHECK_REFUSED : CHECK_PASSED;
  }

  /** The first check after that instant, of those every interval, that may change something; NaN where none will. */
  nextMs(task: number, position: number, nowMs: number): number {
    const { tasks, input } = this.cluster;
    const slot = task * this.targets.groupsMax + position;
    const { isReachable, targetGroup } = this.targets.groupsOfWorkload(tasks.workload[task])[position];
    const { checkIntervalMs, failsChecksWhenOverloaded } = this.groups[targetGroup];
    const status = this.targets.status[slot];
    if (failsChecksWhenOverloaded || status === TARGET_INITIAL || this.targets.streak[slot] > 0) {
      return nowMs + checkIntervalMs;
    }
    const { answersAfterMs, failsChecksAfterMs } = input.taskDefinitions[tasks.taskDefinition[task]];
    const startedAtMs = tasks.programStartedAtMs[task];
    const turnsMs = status === TARGET_UNHEALTHY ? answersAfterMs : (failsChecksAfterMs ?? Number.NaN);
    const isOver = status === TARGET_UNHEALTHY && (!isReachable || startedAtMs + turnsMs <= nowMs);
    if (isOver || Number.isNaN(turnsMs)) return Number.NaN;
    return nowMs + checkIntervalMs * Math.max(1, Math.ceil((startedAtMs + turnsMs - nowMs) / checkIntervalMs));
  }
}
