/** A quota of the account: vCPUs of running instances of some families, on demand or Spot (P10.3). */
export interface Ec2QuotaInput {
  /** `standard on demand`. */
  readonly name: string;
  readonly vcpus: number;
  /** Rows in launchTemplates of the instances that count to it. */
  readonly launchTemplates: readonly number[];
}
