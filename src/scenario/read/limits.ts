/** Quotas: those of the account, and the part of them that a cluster states for itself. */

import { QUOTA_GROUPS } from '../../catalog/quota-groups.ts';
import type { AccountQuotas } from '../../sim/state/input/account-quotas.ts';
import { FARGATE_LIMITS_DEFAULT, type FargateLimitsInput } from '../../sim/state/input/failures.ts';
import type { LimitsInput } from '../../sim/state/input.ts';
import type { Fault } from '../fault.ts';
import type { ScenarioEc2Quota } from '../scenario.ts';
import type { LimitsSetting } from '../schema/settings.ts';
import type { ScenarioShell } from '../schema.ts';

/** Limits of a cluster, with ECS's defaults (section 10 of the rules). */
export function limitsOf(limits: LimitsSetting): LimitsInput {
  return {
    provisioningTasksMax: limits.provisioningTasksMax ?? 500,
    serviceLaunchesPerMinute: limits.serviceLaunchesPerMinute ?? 500,
  };
}

/** What Fargate lets a cluster launch (P8.4, P8.5). */
export function fargateLimitsOf(limits: LimitsSetting): FargateLimitsInput {
  return {
    launchBurst: limits.fargateLaunchBurst ?? FARGATE_LIMITS_DEFAULT.launchBurst,
    launchesPerSecond: limits.fargateLaunchesPerSecond ?? FARGATE_LIMITS_DEFAULT.launchesPerSecond,
    onDemandVcpus: limits.fargateVcpus ?? FARGATE_LIMITS_DEFAULT.onDemandVcpus,
    spotVcpus: limits.fargateSpotVcpus ?? FARGATE_LIMITS_DEFAULT.spotVcpus,
  };
}

/** What the scenario says of the account: only this is checked over all clusters. */
export function accountQuotasOf({ limits = {} }: ScenarioShell): AccountQuotas {
  const { launchBurst: burst, launchesPerSecond: perSecond } = fargateLimitsOf(limits);
  const hasLaunches = limits.fargateLaunchBurst !== undefined || limits.fargateLaunchesPerSecond !== undefined;
  return {
    fargateVcpus: limits.fargateVcpus ?? null,
    fargateSpotVcpus: limits.fargateSpotVcpus ?? null,
    fargateLaunches: hasLaunches ? { burst, perSecond } : null,
    ec2Vcpus: Object.fromEntries(ec2QuotasOf(limits).map(({ name, vcpus }) => [name, vcpus])),
  };
}

/** Limits that clusters of an account share; the others hold for each cluster. */
const SHARED = ['fargateVcpus', 'fargateSpotVcpus', 'fargateLaunchBurst', 'fargateLaunchesPerSecond'] as const;

/** Quotas of vCPUs of EC2 that are stated (P10.3). */
export function ec2QuotasOf(limits: LimitsSetting): ScenarioEc2Quota[] {
  const of = (key: 'ec2Vcpus' | 'ec2SpotVcpus', purchaseOption: ScenarioEc2Quota['purchaseOption']) => {
    const setting = limits[key];
    const byGroup = typeof setting === 'number' ? { standard: setting } : (setting ?? {});
    return QUOTA_GROUPS.flatMap((group) => {
      const vcpus = byGroup[group];
      const name = `${group} ${purchaseOption === 'spot' ? 'Spot' : 'on demand'}`;
      const path = typeof setting === 'number' ? [key] : [key, group];
      return vcpus === undefined ? [] : [{ name, group, purchaseOption, vcpus, path }];
    });
  };
  return [...of('ec2Vcpus', 'on-demand'), ...of('ec2SpotVcpus', 'spot')];
}

/** Parts of clusters that are together more than the account has. */
export function partFaults({ limits = {}, clusters }: ScenarioShell): Fault[] {
  const parts = clusters.map(({ limits: own = {} }) => sharedLimits(own));
  return sharedLimits(limits).flatMap(({ name, value: account, path: key }) => {
    let sum = 0;
    return parts.flatMap((own, index): Fault[] => {
      const part = own.find((one) => one.name === name);
      if (part === undefined) return [];
      sum += part.value;
      if (sum <= account) return [];
      const found = sum === part.value ? `${sum}` : `${part.value}, which makes ${sum} with the clusters before`;
      const expected = `parts of the account's ${account} (limits.${key.join('.')})`;
      return [{ path: ['clusters', index, 'limits', ...part.path], found, expected }];
    });
  });
}

interface SharedLimit {
  readonly name: string;
  readonly value: number;
  readonly path: readonly string[];
}

function sharedLimits(limits: LimitsSetting): SharedLimit[] {
  return [
    ...SHARED.flatMap((key) => {
      const value = limits[key];
      return value === undefined ? [] : [{ name: key, value, path: [key] }];
    }),
    ...ec2QuotasOf(limits).map(({ name, vcpus, path }) => ({ name, value: vcpus, path })),
  ];
}
