import { describe, expect, it } from 'vitest';
import { compile, faultsOf } from '../scenario-texts.ts';

const cluster = (clusterName: string, limits?: object) => ({
  clusterName,
  capacityProviders: ['FARGATE'],
  ...(limits && { limits }),
});

describe('limits of the account and of its clusters', () => {
  it('a cluster has the account’s, or its own part', () => {
    const clusters = [cluster('one', { fargateVcpus: 12, provisioningTasksMax: 9 }), cluster('two')];
    const { inputs, facts } = compile({}, { clusters, limits: { fargateVcpus: 40, fargateLaunchBurst: 7 } });
    expect(inputs.map(({ fargateLimits }) => fargateLimits.onDemandVcpus)).toEqual([12, 40]);
    expect(inputs.map(({ limits }) => limits.provisioningTasksMax)).toEqual([9, 500]);
    expect(inputs.map(({ fargateLimits }) => fargateLimits.launchBurst)).toEqual([7, 7]);
    expect(facts.accountQuotas).toEqual({
      fargateVcpus: 40,
      fargateSpotVcpus: null,
      fargateLaunches: { burst: 7, perSecond: 20 },
    });
  });

  it('parts are together at most what the account has', () => {
    const parts = (...own: number[]) =>
      faultsOf(
        {},
        {
          limits: { fargateVcpus: 40 },
          clusters: own.map((fargateVcpus, index) => cluster(`c${index}`, { fargateVcpus })),
        },
      );
    expect(parts(30, 10)).toEqual([]);
    expect(parts(30, 15)).toEqual([
      "clusters[1].limits.fargateVcpus: found 15, which makes 45 with the clusters before, expected parts of the account's 40 (limits.fargateVcpus)",
    ]);
    expect(parts(50)).toEqual([
      "clusters[0].limits.fargateVcpus: found 50, expected parts of the account's 40 (limits.fargateVcpus)",
    ]);
  });
});
