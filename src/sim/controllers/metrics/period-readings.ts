import { assert } from '../../../base/assert.ts';
import { SECOND_MS } from '../../../base/units.ts';
import type { BucketIntegrals } from '../../record/bucket-integrals.ts';
import { OpenPeriod } from '../../record/open-period.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { RequestRecords } from '../../record/request-records.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import * as quantities from './metric-sources.ts';

const BYTES_PER_MIB = 2 ** 20;

/** One gauge by the periods of one clock. */
class Reading {
  private readonly gauge: BucketIntegrals;
  private readonly window: number;

  constructor(gauge: BucketIntegrals, period: OpenPeriod) {
    this.gauge = gauge;
    this.window = gauge.openWindow(period);
  }

  /** Integral over the period that ends now, unit·ms, summed over those rows. */
  over(rows: Int32Array, nowMs: number): number {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += this.gauge.closeWindow(this.window, rows[i], nowMs);
    return sum;
  }
}

/**
 * Exact averages of one clock's periods, from the time integrals that the recorder keeps anyway. A datapoint costs a
 * few additions, whatever happened in its period.
 */
export class PeriodReadings {
  /** What has moved in the open period: rows of workloads, and rows of pools. */
  readonly workloads: OpenPeriod;
  readonly pools: OpenPeriod;
  private readonly periodMs: number;
  private readonly cluster: ClusterState;
  private readonly groups: readonly Int32Array[];
  /** Pools of container instances. */
  private readonly instancePools: Int32Array;
  private readonly usedCpu: Reading;
  private readonly usedMemory: Reading;
  private readonly reservedCpu: Reading;
  private readonly reservedMemory: Reading;
  private readonly running: Reading;
  private readonly pending: Reading;
  private readonly desired: Reading;
  private readonly requests: Reading;
  private readonly records: RequestRecords;
  /** By workload: requests that had arrived when the period began; NaN where they are no more than a rate. */
  private readonly arrivedBefore: Float64Array;
  private readonly poolInstances: Reading;
  private readonly poolRunning: Reading;
  private readonly poolUsedCpu: Reading;
  private readonly poolUsedMemory: Reading;
  private readonly poolReservedCpu: Reading;
  private readonly poolReservedMemory: Reading;
  private readonly poolReservedGpus: Reading;
  private readonly poolCpu: Reading;
  private readonly poolMemory: Reading;
  private readonly poolGpus: Reading;

  constructor(periodMs: number, recorder: Recorder, cluster: ClusterState, groups: readonly Int32Array[]) {
    const { workload, pool, runningOfWorkload, runningOfPool } = recorder;
    this.periodMs = periodMs;
    this.cluster = cluster;
    this.groups = groups;
    const pools = [...recorder.pools.list.keys()];
    this.workloads = new OpenPeriod(cluster.firstOfWorkload.length);
    this.pools = new OpenPeriod(pools.length);
    this.instancePools = Int32Array.from(pools.filter((row) => recorder.pools.list[row].instanceType !== null));
    this.usedCpu = new Reading(workload.usedCpuUnits, this.workloads);
    this.usedMemory = new Reading(workload.usedMemoryMiB, this.workloads);
    this.reservedCpu = new Reading(runningOfWorkload.cpuUnits, this.workloads);
    this.reservedMemory = new Reading(runningOfWorkload.memoryMiB, this.workloads);
    this.running = new Reading(workload.runningTasks, this.workloads);
    this.pending = new Reading(workload.pendingTasks, this.workloads);
    this.desired = new Reading(workload.desiredTasks, this.workloads);
    this.requests = new Reading(workload.requestsPerSecond, this.workloads);
    this.records = recorder.requests;
    this.arrivedBefore = Float64Array.from([...cluster.input.services, ...cluster.input.taskSources], ({ load }) =>
      load !== null && load.requests.detail === 'requests' ? 0 : Number.NaN,
    );
    this.poolInstances = new Reading(pool.instances, this.pools);
    this.poolRunning = new Reading(pool.runningTasks, this.pools);
    this.poolUsedCpu = new Reading(pool.usedCpuUnits, this.pools);
    this.poolUsedMemory = new Reading(pool.usedMemoryMiB, this.pools);
    this.poolReservedCpu = new Reading(runningOfPool.cpuUnits, this.pools);
    this.poolReservedMemory = new Reading(runningOfPool.memoryMiB, this.pools);
    this.poolReservedGpus = new Reading(runningOfPool.gpus, this.pools);
    this.poolCpu = new Reading(pool.registeredCpuUnits, this.pools);
    this.poolMemory = new Reading(pool.registeredMemoryMiB, this.pools);
    this.poolGpus = new Reading(pool.registeredGpus, this.pools);
  }

  /** Everybody has read the period that ends now. */
  endPeriod(nowMs: number): void {
    this.workloads.end(nowMs);
    const { arrived } = this.records.seen;
    for (let workload = 0; workload < arrived.length; workload++) {
      if (this.arrivedBefore[workload] >= 0) this.arrivedBefore[workload] = arrived[workload];
    }
    this.pools.end(nowMs);
  }

  /** The datapoint of the period that ends now; NaN = none. `quantity` and `subject` are those of a MetricSource. */
  datapoint(quantity: number, subject: number, nowMs: number): number {
    if (quantities.isOfEachInstance(quantity)) return this.ofEachInstance(quantity, nowMs);
    if (subject >= 0) return this.ofWorkloads(quantity, this.groups[subject], nowMs);
    if (this.poolRunning.over(this.instancePools, nowMs) === 0) return Number.NaN;
    return this.ofContainerInstances(quantity, nowMs);
  }

  private ofWorkloads(quantity: number, rows: Int32Array, nowMs: number): number {
    switch (quantity) {
      case quantities.CPU_UTILIZATION:
        return percentage(this.usedCpu.over(rows, nowMs), this.reservedCpu.over(rows, nowMs));
      case quantities.MEMORY_UTILIZATION:
        return percentage(this.usedMemory.over(rows, nowMs), this.reservedMemory.over(rows, nowMs));
      case quantities.REQUESTS_PER_TARGET:
        return this.requestsPerTarget(rows, nowMs);
      case quantities.CPU_UTILIZED:
        return this.whileRunning(this.usedCpu, rows, nowMs);
      case quantities.CPU_RESERVED:
        return this.whileRunning(this.reservedCpu, rows, nowMs);
      case quantities.MEMORY_UTILIZED:
        return this.whileRunning(this.usedMemory, rows, nowMs);
      case quantities.MEMORY_RESERVED:
        return this.whileRunning(this.reservedMemory, rows, nowMs);
      case quantities.RUNNING_TASK_COUNT:
        return this.running.over(rows, nowMs) / this.periodMs;
      case quantities.PENDING_TASK_COUNT:
        return this.pending.over(rows, nowMs) / this.periodMs;
      case quantities.DESIRED_TASK_COUNT:
        return this.desired.over(rows, nowMs) / this.periodMs;
      case quantities.DEPLOYMENT_COUNT:
        return this.cluster.deployments.currentCount(rows[0]);
      case quantities.SERVICE_COUNT:
        return this.cluster.input.services.length;
      case quantities.CONTAINER_INSTANCE_COUNT:
        return this.poolInstances.over(this.instancePools, nowMs) / this.periodMs;
      default:
        assert(false, `no reading of quantity ${quantity}`);
    }
  }

  private ofContainerInstances(quantity: number, nowMs: number): number {
    const pools = this.instancePools;
    switch (quantity) {
      case quantities.CLUSTER_CPU_UTILIZATION:
        return percentage(this.poolUsedCpu.over(pools, nowMs), this.poolCpu.over(pools, nowMs));
      case quantities.CLUSTER_MEMORY_UTILIZATION:
        return percentage(this.poolUsedMemory.over(pools, nowMs), this.poolMemory.over(pools, nowMs));
      case quantities.CLUSTER_CPU_RESERVATION:
        return percentage(this.poolReservedCpu.over(pools, nowMs), this.poolCpu.over(pools, nowMs));
      case quantities.CLUSTER_MEMORY_RESERVATION:
        return percentage(this.poolReservedMemory.over(pools, nowMs), this.poolMemory.over(pools, nowMs));
      case quantities.CLUSTER_GPU_RESERVATION:
        return percentage(this.poolReservedGpus.over(pools, nowMs), this.poolGpus.over(pools, nowMs));
      default:
        assert(false, `no reading of quantity ${quantity}`);
    }
  }

  /** In the mean of the container instances, whether tasks run there or not; none where there is no instance. */
  private ofEachInstance(quantity: number, nowMs: number): number {
    const pools = this.instancePools;
    const instances = this.poolInstances.over(pools, nowMs);
    const each = (reading: Reading) => (instances === 0 ? Number.NaN : reading.over(pools, nowMs) / instances);
    switch (quantity) {
      case quantities.INSTANCE_CPU_UTILIZATION:
        return percentage(this.poolUsedCpu.over(pools, nowMs), this.poolCpu.over(pools, nowMs));
      case quantities.INSTANCE_CPU_RESERVED:
        return percentage(this.poolReservedCpu.over(pools, nowMs), this.poolCpu.over(pools, nowMs));
      case quantities.INSTANCE_MEMORY_UTILIZATION:
        return percentage(this.poolUsedMemory.over(pools, nowMs), this.poolMemory.over(pools, nowMs));
      case quantities.INSTANCE_MEMORY_RESERVED:
        return percentage(this.poolReservedMemory.over(pools, nowMs), this.poolMemory.over(pools, nowMs));
      case quantities.INSTANCE_CPU_LIMIT:
        return each(this.poolCpu);
      case quantities.INSTANCE_CPU_USAGE:
        return each(this.poolUsedCpu);
      case quantities.INSTANCE_MEMORY_LIMIT:
        return each(this.poolMemory) * BYTES_PER_MIB;
      case quantities.INSTANCE_MEMORY_WORKING_SET:
        return each(this.poolUsedMemory) * BYTES_PER_MIB;
      case quantities.INSTANCE_RUNNING_TASKS:
        return each(this.poolRunning);
      default:
        assert(false, `no reading of quantity ${quantity}`);
    }
  }

  /** Requests of the period by target: no target, no datapoint (P6.5: a target without a request has a real 0). */
  private requestsPerTarget(rows: Int32Array, nowMs: number): number {
    const targets = this.running.over(rows, nowMs) / this.periodMs;
    const requests = this.requestsOf(rows, nowMs);
    return targets === 0 ? Number.NaN : requests / targets;
  }

  /** One by one they are counted (P7.8), else their rate is all there is. */
  private requestsOf(rows: Int32Array, nowMs: number): number {
    const counted = this.records.seen.arrived[rows[0]] - this.arrivedBefore[rows[0]];
    return counted >= 0 ? counted : this.requests.over(rows, nowMs) / SECOND_MS;
  }

  /** The mean over the period; none where no task ran (P11.1). */
  private whileRunning(reading: Reading, rows: Int32Array, nowMs: number): number {
    const integral = reading.over(rows, nowMs);
    return this.running.over(rows, nowMs) === 0 ? Number.NaN : integral / this.periodMs;
  }
}

/**
 * NaN where nothing is reserved: no running task, no datapoint (P11.1). In hundredths of a percent, for what a task
 * uses is kept in whole 1/1024 of a unit: a load right at a target is not above it.
 */
function percentage(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : Math.round((part * 10_000) / whole) / 100;
}
