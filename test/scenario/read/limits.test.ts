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
      ec2Vcpus: {},
    });
  });

  it('P10.3: parts of a quota of EC2 are held against its group', () => {
    const clusters = [
      cluster('one', { ec2Vcpus: { standard: 40, g: 9 } }),
      cluster('two', { ec2Vcpus: 30, ec2SpotVcpus: 99 }),
    ];
    expect(faultsOf({}, { limits: { ec2Vcpus: { standard: 64, g: 8 } }, clusters })).toEqual([
      "clusters[0].limits.ec2Vcpus.g: found 9, expected parts of the account's 8 (limits.ec2Vcpus.g)",
      "clusters[1].limits.ec2Vcpus: found 30, which makes 70 with the clusters before, expected parts of the account's 64 (limits.ec2Vcpus.standard)",
    ]);
    expect(faultsOf({}, { limits: { ec2Vcpus: { standart: 64 } } })[0]).toContain(
      'limits.ec2Vcpus.standart: found an unknown key',
    );
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
