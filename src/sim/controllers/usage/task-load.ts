import { CPU_UNITS_PER_VCPU } from '../../../base/units.ts';
import type { LoadInput } from '../../state/input.ts';

/** Use is kept in whole 1/1024 parts of a CPU unit or MiB: sums of them are exact in doubles, whatever their order. */
export function toExact(value: number): number {
  return Math.round(value * 1024) / 1024;
}

/** What one task asks for. Fields are replaced at each `update`. */
export class TaskLoad {
  /** CPU units it has work for. */
  wantedCpuUnits = 0;
  /** CPU units it asks for: the same, at most its ceiling. */
  cpuUnits = 0;
  /** The part of what it wants that is for requests. */
  requestCpuUnits = 0;
  memoryMiB = 0;

  /**
   * @param requestsPerSecond of this task
   * @param cpuFraction of the reserved units, used apart from requests
   * @param ceilingCpuUnits its hard cap; without one, the CPU of the largest instance it may be on
   */
  update(
    load: LoadInput,
    requestsPerSecond: number,
    cpuFraction: number,
    reservedCpuUnits: number,
    ceilingCpuUnits: number,
  ): void {
    const cpuSeconds = requestsPerSecond * load.cpuSecondsPerRequest;
    const wanted = cpuSeconds * CPU_UNITS_PER_VCPU + cpuFraction * reservedCpuUnits;
    this.requestCpuUnits = cpuSeconds * CPU_UNITS_PER_VCPU;
    this.wantedCpuUnits = toExact(wanted);
    this.cpuUnits = Math.min(this.wantedCpuUnits, ceilingCpuUnits);
    const concurrent = concurrentRequests(load, requestsPerSecond, wanted / ceilingCpuUnits);
    this.memoryMiB = toExact(load.memoryMiB + load.memoryMiBPerConcurrentRequest * concurrent);
  }

  /**
   * The same where requests are simulated one by one.
   *
   * @param cpuSecondsPerSecond that requests of the task have asked for
   * @param concurrent requests in it at once
   * @param apartCpuUnits used apart from requests
   */
  measure(
    load: LoadInput,
    cpuSecondsPerSecond: number,
    concurrent: number,
    apartCpuUnits: number,
    ceilingCpuUnits: number,
  ): void {
    this.requestCpuUnits = cpuSecondsPerSecond * CPU_UNITS_PER_VCPU;
    this.wantedCpuUnits = toExact(this.requestCpuUnits + apartCpuUnits);
    this.cpuUnits = Math.min(this.wantedCpuUnits, ceilingCpuUnits);
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
