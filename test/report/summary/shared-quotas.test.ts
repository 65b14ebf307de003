import { describe, expect, it } from 'vitest';
import { sharedQuotas, sharedQuotaText } from '../../../src/report/summary/shared-quotas.ts';
import type { SharedUse } from '../../../src/sim/record/recording.ts';
import { type AccountQuotas, NO_ACCOUNT_QUOTAS } from '../../../src/sim/state/input/account-quotas.ts';
import { clusterResultOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';

/** `[instant in seconds, change]`, … */
const use = (quota: SharedUse['quota'], name: string, ...changes: [number, number][]): SharedUse => ({
  quota,
  name,
  atMs: Float64Array.from(changes, ([at]) => at * 1000),
  change: Float64Array.from(changes, ([, change]) => change),
});

function found(account: Partial<AccountQuotas>, ...uses: SharedUse[][]) {
  const subnet = { name: 'subnet-a', zone: 'us-east-1a', usableAddresses: 11, heldAddresses: 1, takenMax: 6 };
  const network = { subnets: [subnet], gateways: [], ecrPulledMiB: 0, otherPulledMiB: 0, ecrStoredMiB: 0 };
  const clusters = uses.map((sharedUse, index) =>
    clusterResultOf({ ...recordingOf({ workloads: [workloadOf()], network }), sharedUse, clusterName: `c${index}` }),
  );
  return sharedQuotas(runOf(clusters, { accountQuotas: { ...NO_ACCOUNT_QUOTAS, ...account }, durationMs: 3_600_000 }));
}

describe('quotas that clusters share', () => {
  it('P8.4: are exceeded where the sum at one instant is above the quota of the account, for so long', () => {
    const one = use('fargateVcpus', '', [0, 6], [600, 3], [1200, -3]);
    const other = use('fargateVcpus', '', [100, 4], [900, -4]);
    expect(found({ fargateVcpus: 10 }, [one], [other])).toEqual([
      {
        quota: 'fargateVcpus',
        name: '',
        clusters: ['c0', 'c1'],
        limit: 10,
        peak: 13,
        peakTime: '2026-03-02T00:10:00Z',
        overSeconds: 300,
        isExceeded: true,
      },
    ]);
    expect(found({ fargateVcpus: 13 }, [one], [other])[0]).toMatchObject({ overSeconds: 0, isExceeded: false });
  });

  it('are not, where one gives back in the instant in which the other takes', () => {
    const one = use('fargateSpotVcpus', '', [0, 8], [600, -8]);
    const other = use('fargateSpotVcpus', '', [600, 8]);
    expect(found({ fargateSpotVcpus: 8 }, [one], [other])[0]).toMatchObject({ peak: 8, isExceeded: false });
  });

  it('are nothing where only one takes, or the scenario does not say how much there is', () => {
    const one = use('fargateVcpus', '', [0, 6]);
    expect(found({ fargateVcpus: 1 }, [one], [])).toEqual([]);
    expect(found({}, [one], [one])).toEqual([]);
  });

  it('P8.5: launches come from one token bucket, which gets its tokens back', () => {
    const twenty = use('fargateLaunches', '', [0, 20]);
    const later = use('fargateLaunches', '', [0, 20], [2, 25]);
    // 40 at once, 20 of them back after 2 s; 25 more make 45 of 30, and 15 too many need 1.5 s. Before: 10 in 1 s.
    const [launches] = found({ fargateLaunches: { burst: 30, perSecond: 10 } }, [twenty], [later]);
    expect(launches).toMatchObject({ limit: 30, peak: 45, peakTime: '2026-03-02T00:00:02Z', overSeconds: 2.5 });
  });

  it('P10.3: vCPUs of EC2 are held against the quota of their group', () => {
    const ten = use('ec2Vcpus', 'standard Spot', [0, 10]);
    const [found10] = found({ ec2Vcpus: { 'standard Spot': 16, 'g Spot': 4 } }, [ten], [ten]);
    expect(found10).toMatchObject({ limit: 16, peak: 20, isExceeded: true });
    expect(sharedQuotaText(found10!)).toContain('20 vCPUs of EC2 (standard Spot)');
    expect(sharedQuotaText(found10!)).toContain('limits.ec2SpotVcpus of the cluster');
  });

  it('P12.3: a subnet has its addresses once for all clusters', () => {
    const six = use('subnetAddresses', 'subnet-a', [0, 6]);
    const [addresses] = found({}, [six], [six]);
    expect(addresses).toMatchObject({ limit: 10, peak: 12, overSeconds: 3600, isExceeded: true });
    expect(sharedQuotaText(addresses!)).toBe(
      'c0 and c1 took together up to 12 addresses of subnet-a (2026-03-02 00:00), and the subnet has 10; for 1h it was ' +
        'too much. Each was simulated by itself: unless they are alternatives, give each larger or separate subnets.',
    );
  });
});
