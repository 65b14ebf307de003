import { HOUR_MS, NONE } from '../../base/units.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { FAILURE_REASONS } from '../state/failure-reasons.ts';
import type { SimulationInput } from '../state/input.ts';
import { START_FAILURES } from '../state/start-failures.ts';
import { BucketIntegrals } from './bucket-integrals.ts';
import { DECISION_KINDS, DECISION_VALUES_MAX } from './decisions.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { type Gauges, gauges } from './gauges.ts';
import { Meters } from './meters.ts';
import { MissingTasks } from './missing-tasks.ts';
import { NetworkMeters } from './network-meters.ts';
import { PendingCauses } from './pending-causes.ts';
import { poolsOf } from './pools.ts';
import {
  COUNTERS,
  type CounterName,
  EVENT_DEPLOYMENT_BLOCKED,
  EVENT_PLACEMENT_FAILURE,
  EVENT_SCALE_IN_PROTECTED,
  EVENT_START_IMPAIRED,
  HEAT_SERIES,
  type InstanceSeriesName,
  POOL_SERIES,
  PROVIDER_SERIES,
  SERVICE_SERIES,
  type ToldState,
} from './recording.ts';
import { RequestRecords } from './request-records.ts';
import { RowLog } from './row-log.ts';
import { ServiceLevelMeter } from './service-levels.ts';

/** Columns of the logs. */
export const TASK_LOG_WIDTH = 15;
/** Columns of the log of container instances: time, row, status, agent, and what remains. */
export const INSTANCE_LOG_WIDTH = 6;
export const EVENT_LOG_WIDTH = 5;
/** Columns of a decision row before its values. */
export const DECISION_LOG_FIXED = 3;
/** Identical service events within six hours are told once (section 10 of the sheet). */
const EVENT_REPEAT_MS = 6 * HOUR_MS;
/** Columns of a placement row before the candidates per stage. */
export const PLACEMENT_LOG_FIXED = 5;
/** Most stages a pipeline has: resources, distinctInstance, memberOf, five strategies (P3.14). */
export const PLACEMENT_STAGES_MAX = 16;

/**
 * Watches a run: gauges are integrated, events counted, lifetimes billed. It keeps no copy of the cluster's truth and
 * decides nothing; `freeze` (freeze.ts) turns it into a Recording.
 */
export class Recorder {
  readonly input: SimulationInput;
  readonly pools: ReturnType<typeof poolsOf>;
  readonly meters: Meters;
  readonly network: NetworkMeters;
  readonly pool: Gauges<(typeof POOL_SERIES)[number]>;
  readonly workload: Gauges<(typeof SERVICE_SERIES)[number]>;
  readonly provider: Gauges<(typeof PROVIDER_SERIES)[number]>;
  readonly requests: RequestRecords;
  readonly heat: Gauges<(typeof HEAT_SERIES)[number]>;
  /** Who reserved what of which pool, over the whole run: row pool × workloads + workload. */
  readonly poolWorkloads: Gauges<'reservedCpuUnits' | 'reservedMemoryMiB' | 'reservedGpus'>;
  readonly counters: Readonly<Record<CounterName, Float64Array<ArrayBuffer>>>;
  /** Entry workload × reasons + reason. */
  readonly failures: Float64Array<ArrayBuffer>;
  /** Entry workload × START_FAILURES + reason. */
  readonly startFailures: Float64Array<ArrayBuffer>;
  readonly pendingTimes: readonly DurationHistogram[];
  readonly pendingCauses: PendingCauses;
  readonly missingTasks: MissingTasks;
  readonly levels: ServiceLevelMeter;
  /** By incident of the input: instances it ended or cut off, and tasks it ended. */
  readonly incidents: { readonly lostInstances: Int32Array; readonly lostTasks: Int32Array };
  readonly events = new RowLog(EVENT_LOG_WIDTH);
  readonly decisions = new RowLog(DECISION_LOG_FIXED + DECISION_VALUES_MAX);
  /** What RUNNING tasks reserve, by pool and by workload: metrics are made of it. */
  readonly runningOfPool: Gauges<'cpuUnits' | 'memoryMiB' | 'gpus'>;
  readonly runningOfWorkload: Gauges<'cpuUnits' | 'memoryMiB'>;
  /** Of services whose traffic is stated, and of those they call: row workload × zones + zone. */
  readonly runningInZone: BucketIntegrals;
  /** How the services stood when `--explain` asked. */
  stateTold: ToldState | null = null;
  readonly placements: RowLog | null;
  readonly tasks: RowLog | null;
  /** Of container instances: every status, and every time the agent comes or goes. */
  readonly instanceChanges: RowLog | null;
  /** Instances with a row in the heat map are those below this row. */
  readonly heatInstances: number;
  private readonly cluster: ClusterState;
  private readonly workloadCount: number;
  /** By workload: 1 where it matters in which zones its tasks run. */
  private readonly isZoned: Uint8Array;
  /** By workload: 1 where it is known what its tasks use. */
  private readonly hasLoad: Uint8Array;
  /** When a placement failure of (workload, reason) was last told. */
  private readonly failureToldAtMs: Float64Array;
  private readonly impairedToldAtMs: Float64Array;
  private readonly blockedToldAtMs: Float64Array;
  private readonly protectedToldAtMs: Float64Array;

  constructor(cluster: ClusterState) {
    const { input } = cluster;
    const { bucketMs, heatBucketMs, heatInstancesMax } = input.record;
    const workloadCount = input.services.length + input.taskSources.length;
    this.cluster = cluster;
    this.input = input;
    this.pools = poolsOf(input);
    this.network = new NetworkMeters(input);
    this.meters = new Meters(input, this.pools.ofTemplate);
    this.pool = gauges(POOL_SERIES, this.pools.list.length, bucketMs, input.durationMs);
    this.workload = gauges(SERVICE_SERIES, workloadCount, bucketMs, input.durationMs);
    this.provider = gauges(PROVIDER_SERIES, input.capacityProviders.length, bucketMs, input.durationMs);
    this.requests = new RequestRecords(input, this.workload);
    this.heatInstances = heatInstancesMax;
    this.heat = gauges(HEAT_SERIES, heatInstancesMax, heatBucketMs, input.durationMs);
    this.poolWorkloads = gauges(
      ['reservedCpuUnits', 'reservedMemoryMiB', 'reservedGpus'],
      this.pools.list.length * workloadCount,
      Math.max(1, input.durationMs),
      input.durationMs,
    );
    const wholeRunMs = Math.max(1, input.durationMs);
    const poolCount = this.pools.list.length;
    this.runningOfPool = gauges(['cpuUnits', 'memoryMiB', 'gpus'], poolCount, wholeRunMs, wholeRunMs);
    this.runningOfWorkload = gauges(['cpuUnits', 'memoryMiB'], workloadCount, wholeRunMs, wholeRunMs);
    this.isZoned = zonedWorkloads(input);
    const zonedRows = this.isZoned.includes(1) ? workloadCount * input.zones.length : 0;
    this.runningInZone = new BucketIntegrals(zonedRows, bucketMs, input.durationMs);
    this.workloadCount = workloadCount;
    this.hasLoad = Uint8Array.from([...input.services, ...input.taskSources], ({ load }) => (load === null ? 0 : 1));
    this.counters = columns(COUNTERS, workloadCount);
    this.failures = new Float64Array(workloadCount * FAILURE_REASONS.length);
    this.failureToldAtMs = new Float64Array(this.failures.length).fill(Number.NEGATIVE_INFINITY);
    this.impairedToldAtMs = new Float64Array(workloadCount).fill(Number.NEGATIVE_INFINITY);
    this.startFailures = new Float64Array(workloadCount * START_FAILURES.length);
    this.pendingTimes = Array.from({ length: workloadCount }, () => new DurationHistogram());
    this.pendingCauses = new PendingCauses(cluster);
    this.missingTasks = new MissingTasks(cluster);
    const incidentCount = input.failures.incidents.length;
    this.incidents = { lostInstances: new Int32Array(incidentCount), lostTasks: new Int32Array(incidentCount) };
    this.levels = new ServiceLevelMeter(input.services.length, workloadCount);
    this.blockedToldAtMs = new Float64Array(workloadCount).fill(Number.NEGATIVE_INFINITY);
    this.protectedToldAtMs = new Float64Array(workloadCount).fill(Number.NEGATIVE_INFINITY);
    this.placements = input.record.keepPlacements ? new RowLog(PLACEMENT_LOG_FIXED + PLACEMENT_STAGES_MAX) : null;
    const { keepTasks, keepStateChanges } = input.record;
    this.tasks = keepTasks || keepStateChanges ? new RowLog(TASK_LOG_WIDTH) : null;
    this.instanceChanges = keepStateChanges ? new RowLog(INSTANCE_LOG_WIDTH) : null;
  }

  /** Row in pools of a task: by its container instance, else by its capacity provider; NONE with neither. */
  poolOfTask(task: number): number {
    const { tasks, containerInstances } = this.cluster;
    const instance = tasks.containerInstance[task];
    if (instance !== NONE) return this.pools.ofTemplate[containerInstances.launchTemplate[instance]];
    const provider = tasks.capacityProvider[task];
    return provider === NONE ? NONE : this.pools.ofProvider[provider];
  }

  /** Instances of that launch template's group in a state: one more (1) or fewer (-1). */
  instances(state: InstanceSeriesName, template: number, change: 1 | -1, nowMs: number): void {
    this.provider[state].add(this.input.launchTemplates[template].capacityProvider, change, nowMs);
  }

  instanceRegistered(instance: number, nowMs: number): void {
    const { containerInstances } = this.cluster;
    const template = containerInstances.launchTemplate[instance];
    const pool = this.pools.ofTemplate[template];
    this.pool.instances.add(pool, 1, nowMs);
    this.pool.registeredCpuUnits.add(pool, containerInstances.registeredCpuUnits[instance], nowMs);
    this.pool.registeredMemoryMiB.add(pool, containerInstances.registeredMemoryMiB[instance], nowMs);
    this.pool.registeredGpus.add(pool, containerInstances.registeredGpus[instance], nowMs);
    this.instanceChanged(instance, nowMs);
  }

  /** The container instance has gone: what it had registered counts no longer. */
  instanceLeft(instance: number, nowMs: number): void {
    const { containerInstances } = this.cluster;
    const pool = this.pools.ofTemplate[containerInstances.launchTemplate[instance]];
    this.pool.instances.add(pool, -1, nowMs);
    this.pool.registeredCpuUnits.add(pool, -containerInstances.registeredCpuUnits[instance], nowMs);
    this.pool.registeredMemoryMiB.add(pool, -containerInstances.registeredMemoryMiB[instance], nowMs);
    this.pool.registeredGpus.add(pool, -containerInstances.registeredGpus[instance], nowMs);
  }

  /** Resources are taken (sign = 1) or given back (-1): from placement, on Fargate from pull start, to STOPPED. */
  reserved(task: number, sign: 1 | -1, nowMs: number): void {
    const { tasks, requests } = this.cluster;
    const request = requests[tasks.request[task]];
    const workload = tasks.workload[task];
    const instance = tasks.containerInstance[task];
    const pool = this.poolOfTask(task);
    const cpuUnits = sign * request.cpuUnits;
    const memoryMiB = sign * request.memoryMiB;
    this.pool.reservedCpuUnits.add(pool, cpuUnits, nowMs);
    this.pool.reservedMemoryMiB.add(pool, memoryMiB, nowMs);
    this.workload.reservedCpuUnits.add(workload, cpuUnits, nowMs);
    this.workload.reservedMemoryMiB.add(workload, memoryMiB, nowMs);
    const share = pool * this.workloadCount + workload;
    this.poolWorkloads.reservedCpuUnits.add(share, cpuUnits, nowMs);
    this.poolWorkloads.reservedMemoryMiB.add(share, memoryMiB, nowMs);
    if (request.gpuCount > 0) {
      this.pool.reservedGpus.add(pool, sign * request.gpuCount, nowMs);
      this.poolWorkloads.reservedGpus.add(share, sign * request.gpuCount, nowMs);
    }
    if (instance === NONE) {
      this.pool.registeredCpuUnits.add(pool, cpuUnits, nowMs);
      this.pool.registeredMemoryMiB.add(pool, memoryMiB, nowMs);
    } else if (instance < this.heatInstances) {
      this.heat.reservedCpuUnits.add(instance, cpuUnits, nowMs);
      this.heat.reservedMemoryMiB.add(instance, memoryMiB, nowMs);
      this.heat.tasks.add(instance, sign, nowMs);
    }
  }

  /** A task is on its way to RUNNING (sign = 1), or no longer (-1). `pool` is that of `poolOfTask`. */
  pending(task: number, pool: number, sign: 1 | -1, nowMs: number): void {
    this.workload.pendingTasks.add(this.cluster.tasks.workload[task], sign, nowMs);
    if (pool !== NONE) this.pool.pendingTasks.add(pool, sign, nowMs);
  }

  /** Tasks that count as healthy may have become more or fewer (P4.5). */
  healthyChanged(workload: number, nowMs: number): void {
    this.workload.healthyTasks.set(workload, this.cluster.healthyCount[workload], nowMs);
    this.levelsMoved(workload, nowMs);
  }

  running(task: number, sign: 1 | -1, nowMs: number): void {
    const workload = this.cluster.tasks.workload[task];
    const pool = this.poolOfTask(task);
    this.workload.runningTasks.add(workload, sign, nowMs);
    this.pool.runningTasks.add(pool, sign, nowMs);
    const request = this.cluster.requests[this.cluster.tasks.request[task]];
    this.runningOfWorkload.cpuUnits.add(workload, sign * request.cpuUnits, nowMs);
    this.runningOfWorkload.memoryMiB.add(workload, sign * request.memoryMiB, nowMs);
    this.runningOfPool.cpuUnits.add(pool, sign * request.cpuUnits, nowMs);
    this.runningOfPool.memoryMiB.add(pool, sign * request.memoryMiB, nowMs);
    if (request.gpuCount > 0) this.runningOfPool.gpus.add(pool, sign * request.gpuCount, nowMs);
    if (this.isZoned[workload] === 1) {
      this.runningInZone.add(workload * this.input.zones.length + this.cluster.tasks.zone[task], sign, nowMs);
    }
    if (this.hasLoad[workload] === 0) return;
    this.pool.measuredCpuUnits.add(pool, sign * request.cpuUnits, nowMs);
    this.pool.measuredMemoryMiB.add(pool, sign * request.memoryMiB, nowMs);
  }

  /** What a service wants, or how many of its tasks are healthy, has changed. Nothing for standalone tasks. */
  levelsMoved(workload: number, nowMs: number): void {
    const { desiredCount, healthyCount } = this.cluster;
    if (workload < desiredCount.length) {
      this.levels.set(workload, desiredCount[workload], healthyCount[workload], nowMs);
    }
  }

  /** What tasks of a workload in a pool use, and did not get, changes by so much. */
  usage(
    workload: number,
    pool: number,
    cpuUnits: number,
    unservedCpuUnits: number,
    memoryMiB: number,
    nowMs: number,
  ): void {
    if (cpuUnits !== 0) {
      this.workload.usedCpuUnits.add(workload, cpuUnits, nowMs);
      this.pool.usedCpuUnits.add(pool, cpuUnits, nowMs);
    }
    if (unservedCpuUnits !== 0) {
      this.workload.unservedCpuUnits.add(workload, unservedCpuUnits, nowMs);
      this.pool.unservedCpuUnits.add(pool, unservedCpuUnits, nowMs);
    }
    if (memoryMiB !== 0) {
      this.workload.usedMemoryMiB.add(workload, memoryMiB, nowMs);
      this.pool.usedMemoryMiB.add(pool, memoryMiB, nowMs);
    }
  }

  /** Counted for every workload; told as an event of services only, for RunTask answers its caller. */
  placementFailed(workload: number, reason: number, closestInstance: number, nowMs: number): void {
    const cell = workload * FAILURE_REASONS.length + reason;
    this.counters.placementFailures[workload]++;
    this.failures[cell]++;
    if (workload >= this.input.services.length) return;
    if (nowMs - this.failureToldAtMs[cell] < EVENT_REPEAT_MS) return;
    this.failureToldAtMs[cell] = nowMs;
    this.serviceEvent(workload, EVENT_PLACEMENT_FAILURE, reason, closestInstance, nowMs);
  }

  /** A start failed for that reason of START_FAILURES. */
  startFailed(workload: number, reason: number): void {
    this.counters.startFailures[workload]++;
    this.startFailures[workload * START_FAILURES.length + reason]++;
  }

  startImpaired(workload: number, nowMs: number): void {
    if (nowMs - this.impairedToldAtMs[workload] < EVENT_REPEAT_MS) return;
    this.impairedToldAtMs[workload] = nowMs;
    this.serviceEvent(workload, EVENT_START_IMPAIRED, NONE, NONE, nowMs);
  }

  /** A rollout can neither start nor stop a task (P4.6). */
  deploymentBlocked(workload: number, nowMs: number): void {
    if (nowMs - this.blockedToldAtMs[workload] < EVENT_REPEAT_MS) return;
    this.blockedToldAtMs[workload] = nowMs;
    this.serviceEvent(workload, EVENT_DEPLOYMENT_BLOCKED, NONE, NONE, nowMs);
  }

  /** More tasks than desired are protected (P3.26): told, not more often than ECS repeats itself. */
  scaleInProtected(workload: number, deployment: number, nowMs: number): void {
    if (nowMs - this.protectedToldAtMs[workload] < EVENT_REPEAT_MS) return;
    this.protectedToldAtMs[workload] = nowMs;
    this.serviceEvent(workload, EVENT_SCALE_IN_PROTECTED, deployment, NONE, nowMs);
  }

  /** `event` is an index into SERVICE_EVENTS. */
  serviceEvent(workload: number, event: number, detail: number, instance: number, nowMs: number): void {
    const row = this.events.append();
    this.events.set(row, 0, nowMs);
    this.events.set(row, 1, workload);
    this.events.set(row, 2, event);
    this.events.set(row, 3, detail);
    this.events.set(row, 4, instance);
  }

  /**
   * What a control loop decided about a subject, with the numbers that its kind names. An evaluation that changed
   * nothing is kept only where `--explain` asks about that time.
   */
  decided(
    kind: number,
    subject: number,
    nowMs: number,
    v0 = Number.NaN,
    v1 = Number.NaN,
    v2 = Number.NaN,
    v3 = Number.NaN,
    v4 = Number.NaN,
  ): void {
    if (DECISION_KINDS[kind].isEvaluation && !this.isExplaining(nowMs)) return;
    const row = this.decisions.append();
    this.decisions.set(row, 0, nowMs);
    this.decisions.set(row, 1, kind);
    this.decisions.set(row, 2, subject);
    this.decisions.set(row, DECISION_LOG_FIXED, v0);
    this.decisions.set(row, DECISION_LOG_FIXED + 1, v1);
    this.decisions.set(row, DECISION_LOG_FIXED + 2, v2);
    this.decisions.set(row, DECISION_LOG_FIXED + 3, v3);
    this.decisions.set(row, DECISION_LOG_FIXED + 4, v4);
  }

  /** `--explain` asks about this instant: evaluations that changed nothing are worth their numbers. */
  isExplaining(nowMs: number): boolean {
    const { explain } = this.input.record;
    return explain !== null && nowMs >= explain.fromMs && nowMs <= explain.toMs;
  }

  /** One decision of placement, with the candidates left after each of its stages. */
  placement(
    workload: number,
    task: number,
    instance: number,
    failure: number,
    stageCounts: Int32Array,
    nowMs: number,
  ): void {
    if (this.placements === null) return;
    const row = this.placements.append();
    this.placements.set(row, 0, nowMs);
    this.placements.set(row, 1, workload);
    this.placements.set(row, 2, task === NONE ? NONE : this.cluster.tasks.number[task]);
    this.placements.set(row, 3, instance);
    this.placements.set(row, 4, failure);
    for (let stage = 0; stage < stageCounts.length; stage++) {
      this.placements.set(row, PLACEMENT_LOG_FIXED + stage, stageCounts[stage]);
    }
  }

  /** A container instance has another status, or its agent came or went. */
  instanceChanged(instance: number, nowMs: number): void {
    if (this.instanceChanges === null) return;
    const { containerInstances } = this.cluster;
    const row = this.instanceChanges.append();
    this.instanceChanges.set(row, 0, nowMs);
    this.instanceChanges.set(row, 1, instance);
    this.instanceChanges.set(row, 2, containerInstances.status[instance]);
    this.instanceChanges.set(row, 3, containerInstances.agentConnected[instance]);
    this.instanceChanges.set(row, 4, containerInstances.remainingCpuUnits[instance]);
    this.instanceChanges.set(row, 5, containerInstances.remainingMemoryMiB[instance]);
  }

  /** The task's row in the log, when it is kept: at STOPPED, or at the end of the run. */
  taskEnded(task: number, stoppedAtMs: number): void {
    if (this.tasks === null) return;
    const { tasks } = this.cluster;
    const row = this.tasks.append();
    this.tasks.set(row, 0, tasks.number[task]);
    this.tasks.set(row, 1, tasks.workload[task]);
    this.tasks.set(row, 2, tasks.taskDefinition[task]);
    this.tasks.set(row, 3, tasks.capacityProvider[task]);
    this.tasks.set(row, 4, tasks.containerInstance[task]);
    this.tasks.set(row, 5, tasks.zone[task]);
    this.tasks.set(row, 6, tasks.createdAtMs[task]);
    this.tasks.set(row, 7, tasks.pullStartedAtMs[task]);
    this.tasks.set(row, 8, tasks.startedAtMs[task]);
    this.tasks.set(row, 9, stoppedAtMs);
    this.tasks.set(row, 10, tasks.stopCause[task]);
    this.tasks.set(row, 11, tasks.exitCode[task]);
    this.tasks.set(row, 12, tasks.startFailure[task]);
    const deployment = tasks.deployment[task];
    this.tasks.set(row, 13, deployment === NONE ? NONE : this.cluster.deployments.number[deployment]);
    this.tasks.set(row, 14, tasks.pullStoppedAtMs[task]);
  }
}

function columns<Name extends string>(names: readonly Name[], length: number): Record<Name, Float64Array<ArrayBuffer>> {
  const entries = names.map((name) => [name, new Float64Array(length)] as const);
  return Object.fromEntries(entries) as Record<Name, Float64Array<ArrayBuffer>>;
}

/** Services that call others or the internet, and those that are called. */
function zonedWorkloads({ services, taskSources }: SimulationInput): Uint8Array {
  const isZoned = new Uint8Array(services.length + taskSources.length);
  for (const [row, { traffic }] of services.entries()) {
    if (traffic === null || traffic.calls.length === 0) continue;
    isZoned[row] = 1;
    for (const { callee } of traffic.calls) if (callee !== NONE) isZoned[callee] = 1;
  }
  return isZoned;
}
