import { NONE } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { DRAINING } from '../../state/container-instances.ts';
import { HEALTHY, UNHEALTHY } from '../../state/tasks.ts';

/**
 * The tasks of a deployment that are on DRAINING container instances, or on a Fargate platform revision that is
 * retired (P8.8). The scheduler treats them as those of an older
 * one: replaced under the minimum and maximum percent (P2.12, P4).
 */
export class DrainingTasks {
  /** Of the deployment last counted: tasks that should run, and of them those healthy and UNHEALTHY. */
  active = 0;
  healthy = 0;
  unhealthy = 0;
  private readonly cluster: ClusterState;

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
  }

  /** Counts them: O(1) where none of its service's tasks drains, else O(those). */
  count(deployment: number): void {
    this.active = 0;
    this.healthy = 0;
    this.unhealthy = 0;
    const { tasks, deployments, firstOfWorkload } = this.cluster;
    const service = deployments.service[deployment];
    if (this.cluster.drainingCount[service] === 0) return;
    for (let task = firstOfWorkload[service]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (tasks.deployment[task] !== deployment || !this.has(task)) continue;
      this.active++;
      if (tasks.health[task] === HEALTHY) this.healthy++;
      if (tasks.health[task] === UNHEALTHY) this.unhealthy++;
    }
  }

  /** The task should run, and is to be replaced for the sake of what it runs on. */
  has(task: number): boolean {
    const { tasks, containerInstances } = this.cluster;
    if (tasks.isDesired[task] === 0) return false;
    const instance = tasks.containerInstance[task];
    return instance === NONE ? tasks.isRetiring[task] === 1 : containerInstances.status[instance] === DRAINING;
  }
}
