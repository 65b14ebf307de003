import { CPU_UNITS_PER_VCPU } from '../../base/units.ts';
import type { LoadInput } from '../state/input.ts';
import { toExact } from './cpu-sharing.ts';

/** What one task of a workload asks for. Fields are replaced at each `update`. */
export class TaskLoad {
  /** CPU units it has work for. */
  wantedCpuUnits = 0;
  /** CPU units it asks for: the same, at most its cap. */
  cpuUnits = 0;
  memoryMiB = 0;

  /**
   * @param requestsPerSecond of this task
   * @param cpuFraction of the reserved units, apart from requests
   * @param reservedCpuUnits what the task reserves
   * @param capCpuUnits its hard cap; 0 = none
   * @param idleCpuUnits what it could use at most without a cap: the CPU of its instance
   */
  update(
    load: LoadInput,
    requestsPerSecond: number,
    cpuFraction: number,
    reservedCpuUnits: number,
    capCpuUnits: number,
    idleCpuUnits: number,
  ): void {
    const ceiling = capCpuUnits > 0 ? capCpuUnits : idleCpuUnits;
    const wanted = requestsPerSecond * load.cpuSecondsPerRequest * CPU_UNITS_PER_VCPU + cpuFraction * reservedCpuUnits;
    this.wantedCpuUnits = toExact(wanted);
    this.cpuUnits = Math.min(this.wantedCpuUnits, ceiling);
    const concurrent = concurrentRequests(load, requestsPerSecond, wanted / ceiling);
    this.memoryMiB = toExact(load.memoryMiB + load.memoryMiBPerConcurrentRequest * concurrent);
  }
}

/**
 * Requests in a task at once, by Little's law: rate × time in the task, where CPU time stretches by 1 / (1 − ρ) as in a
 * processor-sharing queue; a full task holds as many as it may (model: docs/model.md, "Use").
 *
 * @param utilization ρ: what it asks for as a share of what it can get
 */
export function concurrentRequests(load: LoadInput, requestsPerSecond: number, utilization: number): number {
  if (requestsPerSecond === 0) return 0;
  if (utilization >= 1) return load.concurrentRequestsMax;
  const seconds = load.waitSecondsPerRequest + load.cpuSecondsPerRequest / (1 - utilization);
  return Math.min(load.concurrentRequestsMax, requestsPerSecond * seconds);
}
