import type { ClusterState } from '../../state/cluster-state.ts';
import { HEALTHY } from '../../state/tasks.ts';
import { DrainingTasks } from './draining-tasks.ts';

/** Whether a task of a service stays, or is to be replaced, or is no part of the set: bits. */
export const STAYS = 1;
export const LEAVES_NOT_HEALTHY = 2;
export const LEAVES_HEALTHY = 4;
const IS_OUTSIDE = 0;

/**
 * The tasks that one look of the service scheduler keeps: in a rolling update all of the service, and those that stay
 * are of its newest deployment; while traffic shifts those of one deployment alone (P4.23). Tasks on DRAINING container
 * instances do not stay (P2.12).
 */
export class TaskSet {
  service = 0;
  /** The deployment that new tasks are of. */
  deployment = 0;
  /** Of all its tasks: those that should run, of them healthy, and those told to stop. */
  active = 0;
  healthy = 0;
  stopping = 0;
  /** Of those that stay: all, healthy, UNHEALTHY. */
  staying = 0;
  stayingHealthy = 0;
  stayingUnhealthy = 0;
  private isAlone = false;
  private readonly cluster: ClusterState;
  private readonly draining: DrainingTasks;

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
    this.draining = new DrainingTasks(cluster);
  }

  /** Tasks that stay and are not UNHEALTHY. */
  get serving(): number {
    return this.staying - this.stayingUnhealthy;
  }

  /** Becomes all tasks of that deployment's service. O(1) where none of them drains. */
  takeService(deployment: number): void {
    const { deployments, activeCount, healthyCount, stoppingCount } = this.cluster;
    const service = deployments.service[deployment];
    this.isAlone = false;
    this.active = activeCount[service];
    this.healthy = healthyCount[service];
    this.stopping = stoppingCount[service];
    this.take(deployment);
  }

  /** Becomes the tasks of that deployment. */
  takeDeployment(deployment: number): void {
    const { activeCount, healthyCount, presentCount } = this.cluster.deployments;
    this.isAlone = true;
    this.active = activeCount[deployment];
    this.healthy = healthyCount[deployment];
    this.stopping = presentCount[deployment] - activeCount[deployment];
    this.take(deployment);
  }

  /** One of the bits above, for a task of the service that should run. */
  kindOf(task: number): number {
    const { tasks } = this.cluster;
    const isOfDeployment = tasks.deployment[task] === this.deployment;
    if (isOfDeployment && !this.draining.has(task)) return STAYS;
    if (this.isAlone && !isOfDeployment) return IS_OUTSIDE;
    return tasks.health[task] === HEALTHY ? LEAVES_HEALTHY : LEAVES_NOT_HEALTHY;
  }

  private take(deployment: number): void {
    const { deployments } = this.cluster;
    this.service = deployments.service[deployment];
    this.deployment = deployment;
    this.draining.count(deployment);
    this.staying = deployments.activeCount[deployment] - this.draining.active;
    this.stayingHealthy = deployments.healthyCount[deployment] - this.draining.healthy;
    this.stayingUnhealthy = deployments.unhealthyCount[deployment] - this.draining.unhealthy;
  }
}
