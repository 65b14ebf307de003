import { NONE } from '../../base/units.ts';
import { growFloat64, growInt32, growUint8, Rows } from './rows.ts';
import type { StatusLog } from './status-log.ts';

/** lastStatus of a task, in the order of its life (P4, "Task states"). */
export const PROVISIONING = 0;
export const PENDING = 1;
export const ACTIVATING = 2;
export const RUNNING = 3;
export const DEACTIVATING = 4;
export const STOPPING = 5;
export const DEPROVISIONING = 6;
export const STOPPED = 7;

/** Name by number. */
export const TASK_STATUSES = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
] as const;

/** healthStatus of a task (P1.23). A task without a health check stays UNKNOWN until ECS counts it healthy (P4.5). */
export const HEALTH_UNKNOWN = 0;
export const HEALTHY = 1;
export const UNHEALTHY = 2;

/** Whether an essential container is restarted in place (P1.25): not; in this instant; it is down meanwhile. */
export const NO_RESTART = 0;
export const RESTART_DUE = 1;
export const RESTARTING = 2;

/**
 * One row per task, reused after STOPPED. Columns are replaced when the table grows: never keep one across an event.
 * Lists of tasks (on an instance or waiting for one, of a workload) are doubly linked through the rows.
 */
export class TaskTable {
  readonly rows: Rows;
  /** Keeps every status, where it is asked for; else null. */
  statusLog: StatusLog | null = null;
  /** Tasks created since the start; a task's number is the count before it. */
  created = 0;
  number: Float64Array;
  lastStatus: Uint8Array;
  /** 1 while desiredStatus is RUNNING, 0 once it is STOPPED. */
  isDesired: Uint8Array;
  /** HEALTH_UNKNOWN, HEALTHY or UNHEALTHY (P1.23). */
  health: Uint8Array;
  /** 1 while scale-in and deployments may not stop it (P3.26). */
  isProtected: Uint8Array;
  /** 1 once Fargate has retired its platform revision (P8.8): it is to be replaced. */
  isRetiring: Uint8Array;
  /** Row in task definitions. */
  taskDefinition: Int32Array;
  /** Row in workloads: services first, then sources of standalone tasks. */
  workload: Int32Array;
  /** Row in deployments; NONE for a standalone task. */
  deployment: Int32Array;
  /** Row in requests (what it reserves), set when it is created. */
  request: Int32Array;
  /** Row in task groups. */
  group: Int32Array;
  /** Row in capacity providers, or NONE with launch type EC2. */
  capacityProvider: Int32Array;
  /** Row in container instances; NONE on Fargate and while it waits for one. */
  containerInstance: Int32Array;
  /** Row in zones, or NONE while it waits. */
  zone: Int32Array;
  /** Row in subnets whose address its network interface holds; NONE where it holds none. */
  subnet: Int32Array;
  /** Position in its workload's capacity provider strategy; 0 with a launch type. */
  strategyItem: Int32Array;
  createdAtMs: Float64Array;
  /** When it got its container instance, or its place on Fargate; NaN while it waits. */
  placedAtMs: Float64Array;
  pullStartedAtMs: Float64Array;
  /** When its images are there, known from the start of the pull on. */
  pullStoppedAtMs: Float64Array;
  startedAtMs: Float64Array;
  /** When its essential container started last: `startedAtMs`, or after a restart in place (P1.25). */
  programStartedAtMs: Float64Array;
  /** When that container exits by itself; NaN = never. */
  exitsAtMs: Float64Array;
  /** NO_RESTART, RESTART_DUE or RESTARTING. */
  restart: Uint8Array;
  statusSinceMs: Float64Array;
  /** How long it will run once RUNNING; NaN = until it is stopped. */
  durationMs: Float64Array;
  /** Why it was told to stop: index into STOP_CAUSES, or NONE. */
  stopCause: Int32Array;
  /** Why its start fails, known before it does or when it did: index into START_FAILURES, or NONE. */
  startFailure: Int32Array;
  /** When such a start fails; NaN where it does not, or is not known to yet. */
  startFailsAtMs: Float64Array;
  /** Of the container that ended first; NONE while the task runs, and where none ever did. */
  exitCode: Int32Array;
  /** Neighbours on the same container instance; while the task waits for one, in the queue of its request. */
  nextOnInstance: Int32Array;
  previousOnInstance: Int32Array;
  nextOfWorkload: Int32Array;
  previousOfWorkload: Int32Array;

  constructor(capacity: number) {
    this.rows = new Rows(capacity);
    const length = this.rows.capacity;
    this.number = new Float64Array(length);
    this.lastStatus = new Uint8Array(length);
    this.isDesired = new Uint8Array(length);
    this.health = new Uint8Array(length);
    this.isProtected = new Uint8Array(length);
    this.isRetiring = new Uint8Array(length);
    this.taskDefinition = new Int32Array(length);
    this.workload = new Int32Array(length);
    this.deployment = new Int32Array(length);
    this.request = new Int32Array(length);
    this.group = new Int32Array(length);
    this.capacityProvider = new Int32Array(length);
    this.containerInstance = new Int32Array(length);
    this.zone = new Int32Array(length);
    this.subnet = new Int32Array(length);
    this.strategyItem = new Int32Array(length);
    this.createdAtMs = new Float64Array(length);
    this.placedAtMs = new Float64Array(length);
    this.pullStartedAtMs = new Float64Array(length);
    this.pullStoppedAtMs = new Float64Array(length);
    this.startedAtMs = new Float64Array(length);
    this.programStartedAtMs = new Float64Array(length);
    this.exitsAtMs = new Float64Array(length);
    this.restart = new Uint8Array(length);
    this.statusSinceMs = new Float64Array(length);
    this.durationMs = new Float64Array(length);
    this.stopCause = new Int32Array(length);
    this.startFailure = new Int32Array(length);
    this.startFailsAtMs = new Float64Array(length);
    this.exitCode = new Int32Array(length);
    this.nextOnInstance = new Int32Array(length);
    this.previousOnInstance = new Int32Array(length);
    this.nextOfWorkload = new Int32Array(length);
    this.previousOfWorkload = new Int32Array(length);
  }

  /** A new task in PROVISIONING, on no instance yet; every column of the row is set. */
  create(nowMs: number): number {
    const row = this.rows.allocate();
    if (row >= this.lastStatus.length) this.grow();
    this.number[row] = this.created++;
    this.lastStatus[row] = PROVISIONING;
    this.isDesired[row] = 1;
    this.health[row] = HEALTH_UNKNOWN;
    this.isProtected[row] = 0;
    this.isRetiring[row] = 0;
    this.taskDefinition[row] = NONE;
    this.workload[row] = NONE;
    this.deployment[row] = NONE;
    this.request[row] = NONE;
    this.group[row] = NONE;
    this.capacityProvider[row] = NONE;
    this.containerInstance[row] = NONE;
    this.zone[row] = NONE;
    this.subnet[row] = NONE;
    this.strategyItem[row] = 0;
    this.createdAtMs[row] = nowMs;
    this.placedAtMs[row] = Number.NaN;
    this.pullStartedAtMs[row] = Number.NaN;
    this.pullStoppedAtMs[row] = Number.NaN;
    this.startedAtMs[row] = Number.NaN;
    this.programStartedAtMs[row] = Number.NaN;
    this.exitsAtMs[row] = Number.NaN;
    this.restart[row] = NO_RESTART;
    this.statusSinceMs[row] = nowMs;
    this.durationMs[row] = Number.NaN;
    this.stopCause[row] = NONE;
    this.startFailure[row] = NONE;
    this.startFailsAtMs[row] = Number.NaN;
    this.exitCode[row] = NONE;
    this.nextOnInstance[row] = NONE;
    this.previousOnInstance[row] = NONE;
    this.nextOfWorkload[row] = NONE;
    this.previousOfWorkload[row] = NONE;
    this.statusLog?.add(this.number[row], PROVISIONING, nowMs);
    return row;
  }

  /** RUNNING, and its program is up. */
  isAtWork(row: number): boolean {
    return this.lastStatus[row] === RUNNING && this.restart[row] !== RESTARTING;
  }

  setStatus(row: number, status: number, nowMs: number): void {
    this.lastStatus[row] = status;
    this.statusSinceMs[row] = nowMs;
    this.statusLog?.add(this.number[row], status, nowMs);
  }

  private grow(): void {
    const length = this.rows.capacity;
    this.number = growFloat64(this.number, length);
    this.lastStatus = growUint8(this.lastStatus, length);
    this.isDesired = growUint8(this.isDesired, length);
    this.health = growUint8(this.health, length);
    this.isProtected = growUint8(this.isProtected, length);
    this.isRetiring = growUint8(this.isRetiring, length);
    this.taskDefinition = growInt32(this.taskDefinition, length);
    this.workload = growInt32(this.workload, length);
    this.deployment = growInt32(this.deployment, length);
    this.request = growInt32(this.request, length);
    this.group = growInt32(this.group, length);
    this.capacityProvider = growInt32(this.capacityProvider, length);
    this.containerInstance = growInt32(this.containerInstance, length);
    this.zone = growInt32(this.zone, length);
    this.subnet = growInt32(this.subnet, length);
    this.strategyItem = growInt32(this.strategyItem, length);
    this.createdAtMs = growFloat64(this.createdAtMs, length);
    this.placedAtMs = growFloat64(this.placedAtMs, length);
    this.pullStartedAtMs = growFloat64(this.pullStartedAtMs, length);
    this.pullStoppedAtMs = growFloat64(this.pullStoppedAtMs, length);
    this.startedAtMs = growFloat64(this.startedAtMs, length);
    this.programStartedAtMs = growFloat64(this.programStartedAtMs, length);
    this.exitsAtMs = growFloat64(this.exitsAtMs, length);
    this.restart = growUint8(this.restart, length);
    this.statusSinceMs = growFloat64(this.statusSinceMs, length);
    this.durationMs = growFloat64(this.durationMs, length);
    this.stopCause = growInt32(this.stopCause, length);
    this.startFailure = growInt32(this.startFailure, length);
    this.startFailsAtMs = growFloat64(this.startFailsAtMs, length);
    this.exitCode = growInt32(this.exitCode, length);
    this.nextOnInstance = growInt32(this.nextOnInstance, length);
    this.previousOnInstance = growInt32(this.previousOnInstance, length);
    this.nextOfWorkload = growInt32(this.nextOfWorkload, length);
    this.previousOfWorkload = growInt32(this.previousOfWorkload, length);
  }
}
