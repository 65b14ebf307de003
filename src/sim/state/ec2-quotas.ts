import { CPU_UNITS_PER_VCPU, NONE } from '../../base/units.ts';
import type { SimulationInput } from './input.ts';
import { FIRST_SUBNET, type UseLog } from './use-log.ts';

/** vCPUs of running EC2 instances against the quotas of the account (P10.3); those that are stopped do not count. */
export class Ec2Quotas {
  /** By launch template: its quota, NONE where nobody stated one; and vCPUs of an instance. */
  readonly quotaOf: Int32Array;
  private readonly vcpusOf: Float64Array;
  /** By quota. */
  readonly limit: Float64Array;
  readonly used: Float64Array;
  private readonly useLog: UseLog | null;
  private readonly firstUse: number;

  constructor({ ec2Quotas, launchTemplates, network }: SimulationInput, useLog: UseLog | null) {
    this.quotaOf = new Int32Array(launchTemplates.length).fill(NONE);
    for (const [quota, { launchTemplates: rows }] of ec2Quotas.entries()) {
      for (const row of rows) this.quotaOf[row] = quota;
    }
    // Nothing is held back of the vCPUs of an instance (P2.1).
    this.vcpusOf = Float64Array.from(launchTemplates, ({ cpuUnits }) => cpuUnits / CPU_UNITS_PER_VCPU);
    this.limit = Float64Array.from(ec2Quotas, ({ vcpus }) => vcpus);
    this.used = new Float64Array(ec2Quotas.length);
    this.useLog = useLog;
    this.firstUse = FIRST_SUBNET + network.subnets.length;
  }

  /** Whether another instance of that launch template may run. */
  allows(template: number): boolean {
    const quota = this.quotaOf[template];
    return quota === NONE || this.used[quota] + this.vcpusOf[template] <= this.limit[quota];
  }

  /** An instance of that launch template runs from now on (1), or no more (-1). */
  change(template: number, step: 1 | -1, nowMs: number): void {
    const quota = this.quotaOf[template];
    if (quota === NONE) return;
    this.used[quota] += step * this.vcpusOf[template];
    this.useLog?.add(this.firstUse + quota, step * this.vcpusOf[template], nowMs);
  }
}
