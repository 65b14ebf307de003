import { describe, expect, it } from 'vitest';
import { sharedQuotas } from '../../../src/report/sections/shared-quotas.ts';
import { NO_ACCOUNT_QUOTAS } from '../../../src/sim/state/input/account-quotas.ts';
import { clusterResultOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build } from '../blocks.ts';

function built(fargateVcpus: number | null) {
  const sharedUse = [
    { quota: 'fargateVcpus' as const, name: '', atMs: Float64Array.of(0), change: Float64Array.of(4.5) },
  ];
  const cluster = (clusterName: string) =>
    clusterResultOf({ ...recordingOf({ workloads: [workloadOf()] }), sharedUse, clusterName });
  const accountQuotas = { ...NO_ACCOUNT_QUOTAS, fargateVcpus };
  return build(sharedQuotas, runOf([cluster('one'), cluster('two')], { accountQuotas }));
}

describe('quotas that clusters share', () => {
  it('show what was taken together, and warn where it was too much', () => {
    const { rows, notes } = built(8);
    expect(rows).toEqual([['vCPUs of Fargate on demand', 'one, two', '8', '9', '2026-03-02 00:00', '2h']]);
    expect(notes).toEqual([
      "one and two took together up to 9 vCPUs of Fargate on demand (2026-03-02 00:00), and the account's quota has 8; " +
        'for 2h it was too much. Each was simulated by itself: unless they are alternatives, give each its part of it: ' +
        'limits.fargateVcpus of the cluster.',
    ]);
  });

  it('say that they were enough', () => {
    const { rows, notes } = built(9);
    expect(rows[0]!.at(-1)).toBe('-');
    expect(notes).toEqual(['The clusters together stayed within every quota that they share.']);
  });

  it('are no section where there is none', () => {
    expect(built(null).blocks).toEqual([]);
  });
});
