/** Whether what clusters took together was ever more than there is: each was simulated by itself (decision 0017). */
import { SECOND_MS } from '../../base/units.ts';
import type { RecordedSubnet, Recording, SharedUse } from '../../sim/record/recording.ts';
import type { AccountQuotas } from '../../sim/state/input/account-quotas.ts';
import { count, dateTime, decimal, duration, isoTime } from '../format.ts';
import type { RunResult } from '../run-result.ts';
import type { SharedQuotaSummary } from '../summary-schema.ts';

/** Quotas that several clusters took of and whose size the scenario states, in the order of the first cluster's. */
export function sharedQuotas({ clusters, scenario }: RunResult): SharedQuotaSummary[] {
  const recordings = clusters.map(({ recording }) => recording);
  const uses = recordings.flatMap(({ sharedUse }) => sharedUse ?? []);
  const kinds = uses.filter(
    (use, index) => index === uses.findIndex((other) => other.quota === use.quota && other.name === use.name),
  );
  return kinds.flatMap((kind) => {
    const takers = recordings.filter(({ sharedUse }) => sharedUse?.some((use) => isSame(use, kind)));
    const limit = limitOf(kind, scenario.accountQuotas, takers);
    if (takers.length < 2 || limit === null) return [];
    const changes = changesOf(uses.filter((use) => isSame(use, kind)));
    const perSecond = isLaunches(kind) ? scenario.accountQuotas.fargateLaunches!.perSecond : 0;
    const { peak, peakMs, overMs } = sumOver(changes, { limit, perSecond, endMs: scenario.durationMs });
    return [
      {
        quota: kind.quota,
        name: kind.name,
        clusters: takers.map(({ clusterName }) => clusterName),
        limit,
        peak,
        peakTime: isoTime(scenario.startEpochMs + peakMs),
        overSeconds: overMs / SECOND_MS,
        isExceeded: peak > limit,
      },
    ];
  });
}

/** `vCPUs of Fargate`, `addresses of subnet-a`. */
export function sharedQuotaName({ quota, name }: Pick<SharedQuotaSummary, 'quota' | 'name'>): string {
  if (quota === 'ec2Vcpus') return `vCPUs of EC2 (${name})`;
  return quota === 'subnetAddresses' ? `addresses of ${name}` : NAMES[quota];
}

/** What was exceeded, and what to do about it. */
export function sharedQuotaText(quota: SharedQuotaSummary): string {
  const { clusters, limit, overSeconds, peak, peakTime } = quota;
  const whose = quota.quota === 'subnetAddresses' ? 'the subnet' : "the account's quota";
  const remedy =
    quota.quota === 'subnetAddresses'
      ? 'larger or separate subnets'
      : `its part of it: limits.${quota.name.endsWith('Spot') ? 'ec2SpotVcpus' : SCENARIO_WORDS[quota.quota]} of the cluster`;
  return (
    `${clusters.join(' and ')} took together up to ${amount(peak)} ${sharedQuotaName(quota)} ` +
    `(${dateTime(Date.parse(peakTime))}), and ${whose} has ${amount(limit)}; for ${duration(overSeconds * SECOND_MS)} it ` +
    `was too much. Each was simulated by itself: unless they are alternatives, give each ${remedy}.`
  );
}

const NAMES = {
  fargateVcpus: 'vCPUs of Fargate on demand',
  fargateSpotVcpus: 'vCPUs of Fargate Spot',
  fargateLaunches: 'launches in a row on Fargate on demand',
  fargateSpotLaunches: 'launches in a row on Fargate Spot',
} as const;

const SCENARIO_WORDS = {
  fargateVcpus: 'fargateVcpus',
  fargateSpotVcpus: 'fargateSpotVcpus',
  fargateLaunches: 'fargateLaunchBurst',
  fargateSpotLaunches: 'fargateLaunchBurst',
  ec2Vcpus: 'ec2Vcpus',
} as const;

/** Whole numbers as such; quarters of a vCPU with their digits. */
export function amount(value: number): string {
  return Number.isInteger(value) ? count(value) : decimal(value, 2);
}

function isSame(one: SharedUse, other: SharedUse): boolean {
  return one.quota === other.quota && one.name === other.name;
}

function isLaunches({ quota }: SharedUse): boolean {
  return quota === 'fargateLaunches' || quota === 'fargateSpotLaunches';
}

function limitOf(use: SharedUse, account: AccountQuotas, takers: readonly Recording[]): number | null {
  switch (use.quota) {
    case 'fargateVcpus':
    case 'fargateSpotVcpus':
      return account[use.quota];
    case 'fargateLaunches':
    case 'fargateSpotLaunches':
      return account.fargateLaunches?.burst ?? null;
    case 'ec2Vcpus':
      return account.ec2Vcpus[use.name] ?? null;
    case 'subnetAddresses': {
      const subnet = takers.flatMap(({ network }) => network.subnets).find(({ name }) => name === use.name);
      return freeAddresses(subnet);
    }
  }
}

function freeAddresses(subnet: RecordedSubnet | undefined): number | null {
  if (subnet === undefined || subnet.usableAddresses === null) return null;
  return Math.max(0, subnet.usableAddresses - subnet.heldAddresses);
}

interface Change {
  readonly atMs: number;
  readonly by: number;
}

function changesOf(uses: readonly SharedUse[]): Change[] {
  const all = uses.flatMap(({ atMs, change }) => Array.from(atMs, (at, row) => ({ atMs: at, by: change[row] })));
  return all.sort((one, other) => one.atMs - other.atMs);
}

/**
 * The highest sum and how long it is above the limit. What is given back and taken in one instant is not both taken.
 * A bucket of launches gets `perSecond` back, and is never fuller than full.
 */
function sumOver(
  changes: readonly Change[],
  { limit, perSecond, endMs }: { readonly limit: number; readonly perSecond: number; readonly endMs: number },
): { readonly peak: number; readonly peakMs: number; readonly overMs: number } {
  let sum = 0;
  let peak = 0;
  let peakMs = 0;
  let overMs = 0;
  for (let row = 0; row < changes.length; ) {
    const { atMs } = changes[row];
    for (; row < changes.length && changes[row].atMs === atMs; row++) sum += changes[row].by;
    if (sum > peak) {
      peak = sum;
      peakMs = atMs;
    }
    const lengthMs = (row < changes.length ? changes[row].atMs : endMs) - atMs;
    const over = Math.max(0, sum - limit);
    overMs += perSecond === 0 ? (over > 0 ? lengthMs : 0) : Math.min(lengthMs, (over / perSecond) * SECOND_MS);
    sum = perSecond === 0 ? sum : Math.max(0, sum - (lengthMs * perSecond) / SECOND_MS);
  }
  return { peak, peakMs, overMs };
}
