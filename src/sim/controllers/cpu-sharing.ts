import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { RUNNING } from '../state/tasks.ts';

/** Use is kept in whole 1/1024 parts of a CPU unit or MiB: sums of them are exact in doubles, whatever their order. */
export function toExact(value: number): number {
  return Math.round(value * 1024) / 1024;
}

/**
 * Shares out the CPU of a full container instance among its running tasks: max–min fair by their CPU shares, as the
 * Linux scheduler does (P1.11). Writes `grantedCpuUnits`, which sum to what the instance has.
 *
 * A task asks for `demandCpuUnits`; what others leave goes to those that ask for more, in the ratio of their shares
 * (the reserved units, at least 2: P1 table, `cpu`). O(tasks²) at worst, and only on instances that are full.
 */
export function shareCpu(cluster: ClusterState, instance: number): void {
  const { tasks, containerInstances } = cluster;
  let left = containerInstances.registeredCpuUnits[instance];
  let shares = 0;
  for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
    tasks.grantedCpuUnits[task] = NONE;
    if (isAsking(cluster, task)) shares += sharesOf(cluster, task);
  }
  for (let satisfied = true; satisfied && shares > 0; ) {
    satisfied = false;
    const perShare = left / shares;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      if (tasks.grantedCpuUnits[task] !== NONE || !isAsking(cluster, task)) continue;
      const demand = tasks.demandCpuUnits[task];
      if (demand > perShare * sharesOf(cluster, task)) continue;
      tasks.grantedCpuUnits[task] = demand;
      left -= demand;
      shares -= sharesOf(cluster, task);
      satisfied = true;
    }
  }
  for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
    if (tasks.grantedCpuUnits[task] !== NONE) continue;
    const fair = isAsking(cluster, task) ? (left * sharesOf(cluster, task)) / shares : 0;
    tasks.grantedCpuUnits[task] = Math.floor(fair * 1024) / 1024;
  }
}

function isAsking(cluster: ClusterState, task: number): boolean {
  return cluster.tasks.lastStatus[task] === RUNNING && cluster.tasks.demandCpuUnits[task] > 0;
}

/** Null, 0 and 1 become 2 shares at run time (P1 table, `cpu`). */
function sharesOf(cluster: ClusterState, task: number): number {
  return Math.max(2, cluster.requests[cluster.tasks.request[task]].cpuUnits);
}
