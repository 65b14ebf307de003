import { NONE } from '../../base/units.ts';
import type { ServiceInput } from './input.ts';
import { growFloat64, growInt32, growUint8 } from './rows.ts';

/** Status of a deployment (P4.10). Name by number: DEPLOYMENT_STATUSES. */
export const DEPLOYMENT_PRIMARY = 0;
export const DEPLOYMENT_ACTIVE = 1;
export const DEPLOYMENT_INACTIVE = 2;
export const DEPLOYMENT_STATUSES = ['PRIMARY', 'ACTIVE', 'INACTIVE'] as const;

/** rolloutState of a deployment (P4.10). Name by number: ROLLOUT_STATES. */
export const ROLLOUT_IN_PROGRESS = 0;
export const ROLLOUT_COMPLETED = 1;
export const ROLLOUT_FAILED = 2;
export const ROLLOUT_STATES = ['IN_PROGRESS', 'COMPLETED', 'FAILED'] as const;

/** Why a deployment FAILED. Name by number: DEPLOYMENT_FAILURES. */
export const FAILED_BY_CIRCUIT_BREAKER = 0;
export const FAILED_BY_ALARM = 1;
export const FAILED_BY_TEST = 2;
export const DEPLOYMENT_FAILURES = ['CIRCUIT_BREAKER', 'ALARM', 'TEST'] as const;

/** True where the scenario says something of the service's deployments: then they are recorded and told. */
export function hasDeployments({ deployments, circuitBreaker, deploymentAlarms }: ServiceInput): boolean {
  return deployments.length > 0 || circuitBreaker !== null || deploymentAlarms !== null;
}

/**
 * One row per deployment, in order of their start, never reused: every service has one from the start. Columns are
 * replaced when the table grows.
 */
export class DeploymentTable {
  count = 0;
  /** By service: its newest deployment, and the last that was COMPLETED or NONE. */
  readonly primary: Int32Array;
  readonly lastCompleted: Int32Array;
  /** By service: deployments so far. */
  private readonly opened: Int32Array;
  service: Int32Array;
  /** 1 is the service's first. */
  number: Int32Array;
  /** Row in task definitions. */
  taskDefinition: Int32Array;
  status: Uint8Array;
  rolloutState: Uint8Array;
  /** Deployment whose revision a rollback returns to, or NONE (P4.15). */
  rollbackTo: Int32Array;
  /** Index into DEPLOYMENT_FAILURES: why it FAILED, or of a rollback why the one before it did; else NONE. */
  failure: Int32Array;
  /**
   * The deployment from which production traffic shifts to this one, and whose tasks stay until that is over (P4.23);
   * NONE in a rolling update, and once the old tasks may stop.
   */
  source: Int32Array;
  /** Steps of the shift that are done: 0 before its test, 1 during it, then one more with each shift. */
  shiftStep: Int32Array;
  /** A rolling update in steady state is watched by its alarms until then; NaN before, and without alarms. */
  bakesUntilMs: Float64Array;
  startedAtMs: Float64Array;
  /** COMPLETED, FAILED, or replaced by a newer one; NaN until then. */
  endedAtMs: Float64Array;
  /** 1 once one of its tasks has reached RUNNING: stage 2 of the circuit breaker (P4.14). */
  hasRun: Uint8Array;
  /** Failures that the circuit breaker holds against it now; and its tasks that failed, all in all. */
  failures: Int32Array;
  failedTasks: Int32Array;
  /** Its tasks: desiredStatus RUNNING; of those healthy, and UNHEALTHY; not yet STOPPED. */
  activeCount: Int32Array;
  healthyCount: Int32Array;
  unhealthyCount: Int32Array;
  presentCount: Int32Array;
  /**
   * Percent of the production traffic that its tasks get, 0–100 (P4.23, P4.24). NaN: by its share of the targets, as
   * in a rolling update. Where the PRIMARY of a service has a number its ACTIVE ones have one: they add up to 100.
   */
  productionTrafficPercent: Float64Array;
  /** While IN_PROGRESS: most tasks of the service at once, STOPPING ones included, and fewest healthy ones. */
  tasksMax: Int32Array;
  healthyTasksMin: Int32Array;

  constructor(serviceCount: number) {
    const length = Math.max(8, serviceCount * 2);
    this.primary = new Int32Array(serviceCount).fill(NONE);
    this.lastCompleted = new Int32Array(serviceCount).fill(NONE);
    this.opened = new Int32Array(serviceCount);
    this.service = new Int32Array(length);
    this.number = new Int32Array(length);
    this.taskDefinition = new Int32Array(length);
    this.status = new Uint8Array(length);
    this.rolloutState = new Uint8Array(length);
    this.rollbackTo = new Int32Array(length);
    this.failure = new Int32Array(length);
    this.source = new Int32Array(length);
    this.shiftStep = new Int32Array(length);
    this.bakesUntilMs = new Float64Array(length);
    this.startedAtMs = new Float64Array(length);
    this.endedAtMs = new Float64Array(length);
    this.hasRun = new Uint8Array(length);
    this.failures = new Int32Array(length);
    this.failedTasks = new Int32Array(length);
    this.activeCount = new Int32Array(length);
    this.healthyCount = new Int32Array(length);
    this.unhealthyCount = new Int32Array(length);
    this.presentCount = new Int32Array(length);
    this.productionTrafficPercent = new Float64Array(length).fill(Number.NaN);
    this.tasksMax = new Int32Array(length);
    this.healthyTasksMin = new Int32Array(length);
  }

  /**
   * A new PRIMARY; the one before becomes ACTIVE, or INACTIVE where it has no task (P4.10). Returns its row.
   *
   * @param total tasks of the service now, STOPPING included
   * @param healthy those of them counted healthy
   * @param failure of a rollback: why the deployment before it FAILED
   */
  open(
    service: number,
    taskDefinition: number,
    rollbackTo: number,
    total: number,
    healthy: number,
    nowMs: number,
    failure = NONE,
  ): number {
    const row = this.count++;
    if (row === this.service.length) this.grow();
    this.retire(this.primary[service], nowMs);
    this.primary[service] = row;
    this.service[row] = service;
    this.number[row] = ++this.opened[service];
    this.taskDefinition[row] = taskDefinition;
    this.rollbackTo[row] = rollbackTo;
    this.failure[row] = failure;
    this.source[row] = NONE;
    this.shiftStep[row] = 0;
    this.bakesUntilMs[row] = Number.NaN;
    this.startedAtMs[row] = nowMs;
    this.endedAtMs[row] = Number.NaN;
    this.productionTrafficPercent[row] = Number.NaN;
    this.tasksMax[row] = total;
    this.healthyTasksMin[row] = healthy;
    return row;
  }

  /** Under watch of its alarms until then. */
  bake(row: number, untilMs: number): void {
    this.bakesUntilMs[row] = untilMs;
  }

  /** The PRIMARY is COMPLETED. */
  complete(row: number, nowMs: number): void {
    this.rolloutState[row] = ROLLOUT_COMPLETED;
    this.endedAtMs[row] = nowMs;
    this.lastCompleted[this.service[row]] = row;
  }

  /** The PRIMARY has FAILED, for one of DEPLOYMENT_FAILURES. */
  fail(row: number, failure: number, nowMs: number): void {
    this.rolloutState[row] = ROLLOUT_FAILED;
    this.endedAtMs[row] = nowMs;
    this.failure[row] = failure;
  }

  /** A new PRIMARY, just opened, gets production traffic only as it is shifted from that one (P4.23). */
  shiftFrom(row: number, source: number): void {
    this.source[row] = source;
    this.shiftTraffic(row, 0);
  }

  /** So much of the production traffic goes to the deployment, the rest to its source. */
  shiftTraffic(row: number, percent: number): void {
    this.productionTrafficPercent[row] = percent;
    this.productionTrafficPercent[this.source[row]] = 100 - percent;
  }

  /** The shift is over, one way or the other: the tasks of the source are its own affair again. */
  endShift(row: number): void {
    this.source[row] = NONE;
  }

  /** A shift that failed is undone: its source is PRIMARY again, with all of the traffic. */
  reinstate(row: number): void {
    const service = this.service[row];
    const source = this.source[row];
    this.shiftTraffic(row, 0);
    this.endShift(row);
    this.status[row] = this.presentCount[row] > 0 ? DEPLOYMENT_ACTIVE : DEPLOYMENT_INACTIVE;
    this.status[source] = DEPLOYMENT_PRIMARY;
    this.primary[service] = source;
  }

  /** Deployments of the service that are PRIMARY or ACTIVE. O(all deployments so far). */
  currentCount(service: number): number {
    let sum = 0;
    for (let row = 0; row < this.count; row++) {
      if (this.service[row] === service && this.status[row] !== DEPLOYMENT_INACTIVE) sum++;
    }
    return sum;
  }

  /** Row of the definition that the service's next task has. */
  taskDefinitionOf(service: number): number {
    return this.taskDefinition[this.primary[service]];
  }

  isInProgress(row: number): boolean {
    return this.rolloutState[row] === ROLLOUT_IN_PROGRESS && this.status[row] === DEPLOYMENT_PRIMARY;
  }

  /** A failed task: it counts for the report, and against the deployment where the circuit breaker says so. */
  countFailure(row: number, isHeldAgainst: boolean): void {
    this.failedTasks[row]++;
    if (isHeldAgainst) this.failures[row]++;
  }

  /** A task has reached RUNNING. */
  countRunning(row: number): void {
    this.hasRun[row] = 1;
  }

  /** A healthy task makes the circuit breaker begin again (P4.13). */
  resetFailures(row: number): void {
    this.failures[row] = 0;
  }

  /** A task that was created for one deployment is of another of its service. */
  taskMoved(from: number, to: number): void {
    if (this.status[to] === DEPLOYMENT_INACTIVE) this.status[to] = DEPLOYMENT_ACTIVE;
    this.activeCount[from]--;
    this.presentCount[from]--;
    this.activeCount[to]++;
    this.presentCount[to]++;
  }

  /** A task was created, and the service has that many now. */
  taskCreated(row: number, total: number): void {
    this.activeCount[row]++;
    this.presentCount[row]++;
    if (this.isInProgress(row)) this.tasksMax[row] = Math.max(this.tasksMax[row], total);
  }

  /** Tasks of one health count more or fewer. */
  moveHealthy(row: number, change: 1 | -1): void {
    this.healthyCount[row] += change;
  }

  moveUnhealthy(row: number, change: 1 | -1): void {
    this.unhealthyCount[row] += change;
  }

  taskUndesired(row: number): void {
    this.activeCount[row]--;
  }

  /** The service has that many healthy tasks left. */
  healthyTasksFell(service: number, healthy: number): void {
    const row = this.primary[service];
    if (this.isInProgress(row)) this.healthyTasksMin[row] = Math.min(this.healthyTasksMin[row], healthy);
  }

  /** A task is STOPPED; an ACTIVE deployment without one is INACTIVE. */
  taskStopped(row: number): void {
    if (--this.presentCount[row] > 0 || this.status[row] !== DEPLOYMENT_ACTIVE) return;
    this.status[row] = DEPLOYMENT_INACTIVE;
  }

  private retire(row: number, nowMs: number): void {
    if (row === NONE) return;
    if (Number.isNaN(this.endedAtMs[row])) this.endedAtMs[row] = nowMs;
    this.status[row] = this.presentCount[row] > 0 ? DEPLOYMENT_ACTIVE : DEPLOYMENT_INACTIVE;
  }

  private grow(): void {
    const length = this.service.length * 2;
    this.service = growInt32(this.service, length);
    this.number = growInt32(this.number, length);
    this.taskDefinition = growInt32(this.taskDefinition, length);
    this.status = growUint8(this.status, length);
    this.rolloutState = growUint8(this.rolloutState, length);
    this.rollbackTo = growInt32(this.rollbackTo, length);
    this.failure = growInt32(this.failure, length);
    this.source = growInt32(this.source, length);
    this.shiftStep = growInt32(this.shiftStep, length);
    this.bakesUntilMs = growFloat64(this.bakesUntilMs, length);
    this.startedAtMs = growFloat64(this.startedAtMs, length);
    this.endedAtMs = growFloat64(this.endedAtMs, length);
    this.hasRun = growUint8(this.hasRun, length);
    this.failures = growInt32(this.failures, length);
    this.failedTasks = growInt32(this.failedTasks, length);
    this.activeCount = growInt32(this.activeCount, length);
    this.healthyCount = growInt32(this.healthyCount, length);
    this.unhealthyCount = growInt32(this.unhealthyCount, length);
    this.presentCount = growInt32(this.presentCount, length);
    this.productionTrafficPercent = growFloat64(this.productionTrafficPercent, length);
    this.tasksMax = growInt32(this.tasksMax, length);
    this.healthyTasksMin = growInt32(this.healthyTasksMin, length);
  }
}
