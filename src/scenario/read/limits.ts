/** Quotas: those of the account, and the part of them that a cluster states for itself. */

import type { AccountQuotas } from '../../sim/state/input/account-quotas.ts';
import { FARGATE_LIMITS_DEFAULT, type FargateLimitsInput } from '../../sim/state/input/failures.ts';
import type { LimitsInput } from '../../sim/state/input.ts';
import type { Fault } from '../fault.ts';
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
  };
}

/** Limits that clusters of an account share; the others hold for each cluster. */
const SHARED = ['fargateVcpus', 'fargateSpotVcpus', 'fargateLaunchBurst', 'fargateLaunchesPerSecond'] as const;

/** Parts of clusters that are together more than the account has. */
export function partFaults({ limits = {}, clusters }: ScenarioShell): Fault[] {
  return SHARED.flatMap((key) => {
    const account = limits[key];
    if (account === undefined) return [];
    let sum = 0;
    return clusters.flatMap(({ limits: own = {} }, index): Fault[] => {
      const part = own[key] ?? 0;
      sum += part;
      if (part === 0 || sum <= account) return [];
      const found = sum === part ? `${part}` : `${part}, which makes ${sum} with the clusters before`;
      const expected = `parts of the account's ${account} (limits.${key})`;
      return [{ path: ['clusters', index, 'limits', key], found, expected }];
    });
  });
}
