import { NONE } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { UsageClasses } from './usage-classes.ts';

/**
 * Shares out the CPU of a full container instance among its running tasks: max–min fair by their CPU shares, as the
 * Linux scheduler does (P1.11). Each asks for what its class asks for; what some leave goes to those that ask for
 * more, in the ratio of their shares (the reserved units, at least 2: P1 table, `cpu`).
 *
 * The fair level rises until nobody else is satisfied by it: at most one pass per task, and only on full instances.
 */
export class CpuSharing {
  /** CPU units per share that the tasks not satisfied get; set by `share`. */
  private level = 0;
  private readonly cluster: ClusterState;
  private readonly classes: UsageClasses;

  constructor(cluster: ClusterState, classes: UsageClasses) {
    this.cluster = cluster;
    this.classes = classes;
  }

  /** Finds the fair level of that instance, for `granted`. */
  share(instance: number): void {
    const { containerInstances } = this.cluster;
    let level = 0;
    for (;;) {
      const next = this.levelBeyond(instance, level, containerInstances.registeredCpuUnits[instance]);
      if (next <= level) break;
      level = next;
    }
    this.level = level;
  }

  /** What a running task gets at the fair level, in exact parts of a CPU unit. */
  granted(task: number): number {
    const demand = this.classes.load[this.classes.of(task)].cpuUnits;
    return Math.min(demand, Math.floor(this.level * this.sharesOf(task) * 1024) / 1024);
  }

  /** The level when those satisfied by `level` take what they ask for and the others share the rest. */
  private levelBeyond(instance: number, level: number, capacity: number): number {
    const { tasks, containerInstances } = this.cluster;
    let left = capacity;
    let shares = 0;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      if (!tasks.isAtWork(task)) continue;
      const demand = this.classes.load[this.classes.of(task)].cpuUnits;
      if (demand <= level * this.sharesOf(task)) left -= demand;
      else shares += this.sharesOf(task);
    }
    return shares === 0 ? level : left / shares;
  }

  /** Null, 0 and 1 become 2 shares at run time (P1 table, `cpu`). */
  private sharesOf(task: number): number {
    return Math.max(2, this.cluster.requests[this.cluster.tasks.request[task]].cpuUnits);
  }
}
