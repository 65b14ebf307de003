/** Groups of instance families that share a quota of vCPUs, in the words of EC2's quotas. */
export const QUOTA_GROUPS = ['standard', 'dl', 'f', 'g', 'hpc', 'inf', 'p', 'trn', 'u', 'x'] as const;
export type QuotaGroup = (typeof QUOTA_GROUPS)[number];

/** Letters that families of a group begin with, where they are not its name. */
const OTHER_LETTERS: Readonly<Record<string, QuotaGroup>> = { gr: 'g', vt: 'g' };

/** The quota that an instance type counts to: A, C, D, H, I, M, R, T and Z are standard (P10.3). */
export function quotaGroupOf(instanceType: string): QuotaGroup {
  const [letters = ''] = /^[a-z]+/.exec(instanceType) ?? [];
  const group = QUOTA_GROUPS.find((one) => one === letters);
  return group ?? OTHER_LETTERS[letters] ?? 'standard';
}
