/** What all clusters of an account have together, where a scenario says so; null = it does not. */
export interface AccountQuotas {
  readonly fargateVcpus: number | null;
  readonly fargateSpotVcpus: number | null;
  /** Token bucket of launches, on demand and Spot each (P8.5). */
  readonly fargateLaunches: { readonly burst: number; readonly perSecond: number } | null;
  /** vCPUs of EC2 by name of the quota, `standard on demand`. */
  readonly ec2Vcpus: Readonly<Record<string, number>>;
}

/** Nothing is said. */
export const NO_ACCOUNT_QUOTAS: AccountQuotas = {
  fargateVcpus: null,
  fargateSpotVcpus: null,
  fargateLaunches: null,
  ec2Vcpus: {},
};
