import { describe, expect, it } from 'vitest';
import { compile, service } from '../scenario-texts.ts';

const cluster = (clusterName: string, limits?: object) => ({
  clusterName,
  capacityProviders: ['FARGATE'],
  ...(limits && { limits }),
});

describe('what several clusters share', () => {
  const subnets = { shared: { availabilityZone: 'us-east-1a', cidrBlock: '10.0.0.0/28' } };
  const inSubnet = (clusterName: string, limits?: object) => ({
    ...cluster(clusterName, limits),
    services: [
      service({
        launchType: 'FARGATE',
        taskDefinition: {
          family: 'web',
          networkMode: 'awsvpc',
          cpu: '256',
          memory: '512',
          containerDefinitions: [{ name: 'web', image: 'web' }],
        },
        networkConfiguration: { awsvpcConfiguration: { subnets: ['shared'] } },
      }),
    ],
  });
  const shared = (top: object) => {
    const { inputs, notes } = compile({}, top);
    const told = notes[0]!.filter((note) => note.includes('the report checks their sum'));
    return { keeps: inputs.map(({ record }) => record.keepUse), told };
  };

  it('is kept and told, where its size is stated and each has all of it', () => {
    const quota = shared({ clusters: [cluster('one'), cluster('two')], limits: { fargateSpotVcpus: 4 } });
    expect(quota.keeps).toEqual([true, true]);
    expect(quota.told[0]).toMatch(/^limits\.fargateSpotVcpus is the account's/);
    const subnet = shared({ clusters: [inSubnet('one'), inSubnet('two')], subnets });
    expect(subnet.keeps).toEqual([true, true]);
    expect(subnet.told[0]).toMatch(/^Subnet shared: several clusters/);
  });

  it('P10.3: also of EC2, on demand and Spot each by itself', () => {
    const told = (limits: object, own: object) =>
      shared({ clusters: [cluster('one', own), cluster('two', own)], limits }).told.map((note) => note.split(' ')[0]);
    expect(told({ ec2Vcpus: 64, ec2SpotVcpus: 32 }, { provisioningTasksMax: 9 })).toEqual([
      'limits.ec2Vcpus',
      'limits.ec2SpotVcpus',
    ]);
    expect(told({ ec2Vcpus: 64, ec2SpotVcpus: 32 }, { ec2Vcpus: 32 })).toEqual(['limits.ec2SpotVcpus']);
  });

  it('is nothing for one cluster, for parts of a quota, and where no size is stated', () => {
    const nothing = (top: object) => expect(shared(top)).toMatchObject({ told: [] });
    nothing({ clusters: [inSubnet('one')], subnets, limits: { fargateVcpus: 4 } });
    nothing({
      clusters: [cluster('one', { fargateVcpus: 1 }), cluster('two', { fargateVcpus: 3 })],
      limits: { fargateVcpus: 4 },
    });
    nothing({ clusters: [inSubnet('one'), inSubnet('two')], subnets: { shared: 'us-east-1a' } });
    nothing({ clusters: [cluster('one'), cluster('two')] });
  });
});
