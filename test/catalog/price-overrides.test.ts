import { describe, expect, it } from 'vitest';
import { withOverrides } from '../../src/catalog/price-overrides.ts';
import { rateCard } from '../../src/catalog/rates.ts';

const card = rateCard('us-east-1');
const overridden = withOverrides(card, {
  ec2: { 'm6i.xlarge': 0.2, 'm99x.large': 0.3 },
  ec2Spot: { 'm6i.xlarge': 0.05, 'm99x.large': 0.06 },
  fargate: { 'linux/x86_64': { vcpuHour: 0.04 } },
  fargateSpot: { 'linux/arm64': { gbHour: 0.001, ephemeralGbHour: 0 } },
  other: { ebs: { 'gp3-storage': 0.07 } },
});
const linux = { operatingSystem: 'linux', architecture: 'x86_64', capacity: 'on-demand' } as const;
const scenario = { source: 'scenario', asOf: null, estimate: false };

describe('withOverrides', () => {
  it('puts the scenario’s price in place of the catalog’s, also for a type the catalog lacks', () => {
    expect(overridden.ec2OnDemand('m6i.xlarge')).toEqual({ usd: 0.2, unit: 'hour', ...scenario });
    expect(overridden.ec2OnDemand('m99x.large')).toEqual({ usd: 0.3, unit: 'hour', ...scenario });
  });

  it('takes a Spot price with the catalog’s reclaim band and without its savings', () => {
    expect(overridden.ec2Spot('m6i.xlarge')).toEqual({
      rate: { usd: 0.05, unit: 'hour', ...scenario },
      savings: null,
      interruption: card.ec2Spot('m6i.xlarge')!.interruption,
    });
    expect(overridden.ec2Spot('m99x.large')?.interruption).toBeNull();
  });

  it('replaces the stated parts of one Fargate platform and capacity', () => {
    const own = card.fargate(linux)!;
    expect(overridden.fargate(linux)).toEqual({ ...own, vcpuHour: { usd: 0.04, unit: 'vcpu-hour', ...scenario } });
    expect(overridden.fargate({ ...linux, capacity: 'spot' })).toEqual(card.fargate({ ...linux, capacity: 'spot' }));
    const spotArm = { ...linux, architecture: 'arm64', capacity: 'spot' } as const;
    expect(overridden.fargate(spotArm)).toEqual({
      ...card.fargate(spotArm)!,
      gbHour: { usd: 0.001, unit: 'gb-hour', ...scenario },
      ephemeralGbHour: { usd: 0, unit: 'gb-hour', ...scenario },
    });
  });

  it('replaces one item of a service', () => {
    expect(overridden.other('ebs', 'gp3-storage')).toEqual({ usd: 0.07, unit: 'gb-month', ...scenario });
    expect(overridden.other('ebs', 'gp2-storage')).toEqual(card.other('ebs', 'gp2-storage'));
    expect(overridden.other('vpc', 'public-ipv4')).toEqual(card.other('vpc', 'public-ipv4'));
  });

  it('keeps the catalog where the scenario says nothing', () => {
    const plain = withOverrides(card, {});
    expect(plain.region).toBe('us-east-1');
    expect(plain.ec2OnDemand('m5.large')).toEqual(card.ec2OnDemand('m5.large'));
    expect(plain.ec2Spot('m5.large')).toEqual(card.ec2Spot('m5.large'));
    expect(plain.fargate(linux)).toEqual(card.fargate(linux));
    expect(plain.ec2OnDemand('m99x.large')).toBeUndefined();
  });
});
