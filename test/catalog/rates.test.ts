import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/base/errors.ts';
import { queryInstanceTypes } from '../../src/catalog/instance-types.ts';
import { OTHER_ITEMS, type OtherItem, type OtherService, rateCard } from '../../src/catalog/rates.ts';
import { regions } from '../../src/catalog/regions.ts';

const virginia = rateCard('us-east-1');
const linux = { operatingSystem: 'linux', architecture: 'x86_64', capacity: 'on-demand' } as const;

describe('EC2 on-demand rates', () => {
  const cards = regions().map(rateCard);
  const names = queryInstanceTypes({}).map((type) => type.instanceType);
  const listings = names.map((name) => cards.filter((card) => card.ec2OnDemand(name) !== undefined));

  it('are 21,633 in 36 regions; 75 types have one everywhere, and 23 newer ones (p5e, trn2, metal) nowhere', () => {
    expect(cards).toHaveLength(36);
    expect(listings.reduce((sum, listed) => sum + listed.length, 0)).toBe(21_633);
    expect(listings.filter((listed) => listed.length === 0)).toHaveLength(23);
    expect(listings.filter((listed) => listed.length === 36)).toHaveLength(75);
  });

  it('cover 771 types in all 7 core regions', () => {
    const core = 'us-east-1 us-east-2 us-west-2 eu-west-1 eu-central-1 ap-southeast-1 ap-northeast-1'.split(' ');
    const covered = listings.filter((listed) => core.every((region) => listed.some((card) => card.region === region)));
    expect(covered).toHaveLength(771);
  });

  it.each([
    ['us-east-1', 'm5.large', 0.096],
    ['us-east-1', 'c6g.xlarge', 0.136],
    ['us-east-1', 't3.medium', 0.0416],
    ['us-east-1', 'g4dn.xlarge', 0.526],
    ['ap-northeast-1', 'm7i.large', 0.1302],
    ['ap-northeast-1', 'm7i.xlarge', 0.2604],
    ['ap-northeast-1', 'g6.xlarge', 1.1672],
  ])('in %s, %s is $%d an hour', (region, type, usd) => {
    expect(rateCard(region).ec2OnDemand(type)).toMatchObject({ usd, unit: 'hour', estimate: false });
  });

  it('state their source and date, also where a region has two sources', () => {
    expect(virginia.ec2OnDemand('m5.large')).toMatchObject({ source: 'vantage-2026-07', asOf: '2026-07-05' });
    expect(virginia.ec2OnDemand('c9g.large')).toMatchObject({ source: 'karpenter-2026-07', asOf: '2026-07-20' });
  });

  it('are undefined, not guessed, for a type that is not listed in the region or not known', () => {
    expect(rateCard('eu-west-1').ec2OnDemand('c9g.large')).toBeUndefined();
    expect(virginia.ec2OnDemand('m5.lorge')).toBeUndefined();
  });
});

describe('EC2 Spot rates', () => {
  it('are the mean price, with the savings and the reclaim band of their own sources', () => {
    expect(rateCard('af-south-1').ec2Spot('c5.24xlarge')).toEqual({
      rate: { usd: 0.5472, unit: 'hour', source: 'vantage-2026-07', asOf: '2026-07', estimate: false },
      savings: 0.9,
      interruption: { min: 0.15, max: 0.2, source: 'spot-advisor-2025-06', asOf: '2025-06' },
    });
  });

  it('have an open last band: over 20 % reclaimed a month', () => {
    expect(rateCard('af-south-1').ec2Spot('c5.12xlarge')?.interruption).toMatchObject({ min: 0.2, max: null });
  });

  it('are derived from on demand and savings, as an estimate, where there is no mean price', () => {
    const card = rateCard('ap-east-2');
    const spot = card.ec2Spot('c6i.large')!;
    expect(spot.rate.usd).toBeCloseTo(card.ec2OnDemand('c6i.large')!.usd * (1 - 0.58), 12);
    expect(spot.rate).toMatchObject({ estimate: true, asOf: '2025-06' });
    expect(spot.rate.source).toBe('vantage-2026-07 less the savings of spot-advisor-2025-06');
  });

  it('number 19,295 in all regions', () => {
    const names = queryInstanceTypes({}).map((type) => type.instanceType);
    const spots = regions()
      .map(rateCard)
      .flatMap((card) => names.map((name) => card.ec2Spot(name)).filter((spot) => spot !== undefined));
    expect(spots).toHaveLength(19_295);
    expect(spots.filter((spot) => spot.interruption !== null)).toHaveLength(14_863);
  });
});

describe('Fargate rates', () => {
  it.each([
    ['x86_64', 0.04048, 0.004445],
    ['arm64', 0.03238, 0.00356],
  ] as const)('P8.2: in us-east-1 Linux on %s is $%d a vCPU-hour and $%d a GB-hour', (architecture, vcpu, gb) => {
    const rates = virginia.fargate({ ...linux, architecture })!;
    expect(rates.vcpuHour).toMatchObject({ usd: vcpu, unit: 'vcpu-hour', asOf: '2026-09-11', estimate: false });
    expect(rates.gbHour).toMatchObject({ usd: gb, unit: 'gb-hour', estimate: false });
    expect(rates.ephemeralGbHour).toMatchObject({ usd: 0.000111, unit: 'gb-hour', estimate: false });
    expect(rates.osFeeVcpuHour.usd).toBe(0);
  });

  it('P8.2: Windows pays a licence of $0.046 a vCPU-hour', () => {
    expect(virginia.fargate({ ...linux, operatingSystem: 'windows' })!.osFeeVcpuHour.usd).toBe(0.046);
  });

  it('know no Windows on Spot and none on ARM', () => {
    expect(virginia.fargate({ ...linux, operatingSystem: 'windows', capacity: 'spot' })).toBeUndefined();
    expect(virginia.fargate({ ...linux, operatingSystem: 'windows', architecture: 'arm64' })).toBeUndefined();
  });

  it('mark ephemeral storage as an estimate apart from CPU and memory', () => {
    const rates = rateCard('eu-west-1').fargate(linux)!;
    expect([rates.vcpuHour.estimate, rates.ephemeralGbHour.estimate]).toEqual([false, true]);
  });

  it('of a region without any are those of us-east-1, and say so', () => {
    const rates = rateCard('ap-southeast-7').fargate(linux)!;
    expect(rates.vcpuHour).toEqual({
      usd: 0.04048,
      unit: 'vcpu-hour',
      source: 'fgcalc, us-east-1 standing in for ap-southeast-7',
      asOf: '2026-09-11',
      estimate: true,
    });
  });
});

describe('other rates', () => {
  it.each([
    ['us-east-1', 'vpc', 'public-ipv4', 0.005, 'hour'],
    ['us-east-1', 'ebs', 'gp3-storage', 0.08, 'gb-month'],
    ['us-east-1', 'alb', 'load-balancer', 0.0225, 'hour'],
    ['us-east-1', 'nat-gateway', 'data-processed', 0.045, 'gb'],
  ] as const)('P9.6, P9.7: in %s, %s %s is $%d per %s', (region, service, item, usd, unit) => {
    const rate = rateCard(region).other(service as 'vpc', item as 'public-ipv4');
    expect(rate).toMatchObject({ usd, unit, estimate: false });
  });

  it('P9.7: gp2 storage, which no compiled source holds, is the sheet’s $0.10', () => {
    expect(virginia.other('ebs', 'gp2-storage')).toMatchObject({ usd: 0.1, source: 'sheet P9.7', estimate: true });
  });

  it('of a region without any are those of us-east-1, and say so', () => {
    const rate = rateCard('eu-west-3').other('vpc', 'public-ipv4');
    expect(rate).toMatchObject({ usd: 0.005, estimate: true });
    expect(rate.source).toBe('fargate-note, us-east-1 standing in for eu-west-3');
  });

  it('exist for every item in every region', () => {
    for (const card of regions().map(rateCard)) {
      for (const [service, items] of Object.entries(OTHER_ITEMS)) {
        for (const item of items) {
          expect(card.other(service as OtherService, item as OtherItem<OtherService>).usd).toBeGreaterThan(0);
        }
      }
    }
  });
});

it('a rate card of an unknown region is a defect of the caller', () => {
  expect(() => rateCard('eu-wset-1')).toThrow(InvariantError);
});
