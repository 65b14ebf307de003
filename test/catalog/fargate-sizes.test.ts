import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FARGATE_CPU_UNITS,
  type FargateSize,
  fargateMemoriesMiB,
  fargateSizes,
  fargateSizeUsdPerHour,
  isFargateSize,
  sizeUp,
} from '../../src/catalog/fargate-sizes.ts';
import { rateCard } from '../../src/catalog/rates.ts';

const platform = { operatingSystem: 'linux', architecture: 'x86_64', capacity: 'on-demand' } as const;
const rates = rateCard('us-east-1').fargate(platform)!;
const size = (cpuUnits: number, memoryMiB: number): FargateSize => ({ cpuUnits, memoryMiB });

describe('Fargate sizes', () => {
  it('P1.12: there are 74, by CPU 3, 4, 7, 13, 23, 12 and 12', () => {
    expect(fargateSizes()).toHaveLength(74);
    expect(FARGATE_CPU_UNITS.map((cpuUnits) => fargateMemoriesMiB(cpuUnits).length)).toEqual([3, 4, 7, 13, 23, 12, 12]);
  });

  it('P1.12: Windows has the 43 from 1 to 4 vCPU', () => {
    expect(fargateSizes('windows')).toHaveLength(43);
    expect(new Set(fargateSizes('windows').map(({ cpuUnits }) => cpuUnits))).toEqual(new Set([1024, 2048, 4096]));
  });

  it.each([
    [256, 512, true],
    [256, 1536, false],
    [512, 512, false],
    [4096, 30720, true],
    [4096, 31744, false],
    [8192, 20480, true],
    [8192, 17408, false],
    [16384, 122880, true],
    [300, 1024, false],
  ])('P1.12: %i units with %i MiB is a size: %s', (cpuUnits, memoryMiB, valid) => {
    expect(isFargateSize(size(cpuUnits, memoryMiB))).toBe(valid);
  });

  it('P1.12: a bad CPU value has no memory values at all', () => {
    expect(fargateMemoriesMiB(300)).toEqual([]);
    expect(fargateMemoriesMiB(256, 'windows')).toEqual([]);
  });
});

describe('sizeUp', () => {
  it.each([
    [300, 900, 512, 1024],
    [1024, 9000, 2048, 9216],
    [200, 5000, 1024, 5120],
  ])('P1.14 EX: a need of %i units and %i MiB takes %i / %i', (cpuUnits, memoryMiB, cpuTaken, memoryTaken) => {
    expect(sizeUp(size(cpuUnits, memoryMiB), rates)).toEqual(size(cpuTaken, memoryTaken));
  });

  it('P1.14: nothing holds a need beyond the largest size', () => {
    expect(sizeUp(size(16385, 1024), rates)).toBeUndefined();
    expect(sizeUp(size(256, 122881), rates)).toBeUndefined();
    expect(sizeUp(size(8192, 16384), rates, 'windows')).toBeUndefined();
  });

  it('P1.14: at equal price takes the least CPU, then the least memory', () => {
    const free = { ...rates.vcpuHour, usd: 0 };
    expect(sizeUp(size(256, 9000), { ...rates, vcpuHour: free })).toEqual(size(2048, 9216));
    expect(sizeUp(size(8000, 1), { ...rates, gbHour: free })).toEqual(size(8192, 16384));
  });

  it('P1.14: takes a size that holds the need, and none that does so costs less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16384 }), fc.integer({ min: 1, max: 122880 }), (cpuUnits, memoryMiB) => {
        const taken = sizeUp(size(cpuUnits, memoryMiB), rates)!;
        const holding = fargateSizes().filter((each) => each.cpuUnits >= cpuUnits && each.memoryMiB >= memoryMiB);
        const least = Math.min(...holding.map((each) => fargateSizeUsdPerHour(each, rates)));
        expect(holding).toContainEqual(taken);
        expect(fargateSizeUsdPerHour(taken, rates)).toBe(least);
      }),
    );
  });
});

describe('fargateSizeUsdPerHour', () => {
  it.each([
    ['x86_64', 1024, 2048, 36.04],
    ['arm64', 1024, 2048, 28.84],
    ['x86_64', 256, 512, 9.01],
  ] as const)('P8.2 EX: Linux on %s, %i units, %i MiB for 730 h is $%d', (architecture, cpuUnits, memoryMiB, usd) => {
    const perHour = fargateSizeUsdPerHour(
      size(cpuUnits, memoryMiB),
      rateCard('us-east-1').fargate({ ...platform, architecture })!,
    );
    expect(perHour * 730).toBeCloseTo(usd, 2);
  });

  it('P9.10 EX: 1 vCPU and 4 GB is $0.05826 an hour', () => {
    expect(fargateSizeUsdPerHour(size(1024, 4096), rates)).toBeCloseTo(0.05826, 5);
  });

  it('adds the licence fee of Windows to each vCPU', () => {
    const windows = rateCard('us-east-1').fargate({ ...platform, operatingSystem: 'windows' })!;
    const without = { ...windows, osFeeVcpuHour: { ...windows.osFeeVcpuHour, usd: 0 } };
    const fee = fargateSizeUsdPerHour(size(2048, 4096), windows) - fargateSizeUsdPerHour(size(2048, 4096), without);
    expect(fee).toBeCloseTo(2 * 0.046, 10);
  });
});

const published = resolve(
  process.env.PLIMSOLL_SHARED ?? '../shared',
  'corpus/worked-examples/awsdocs__amazon-ecs-developer-guide__fargate-sizes.csv',
);

it.skipIf(!existsSync(published))("P1.12: the sizes and systems are those of the developer guide's table", () => {
  const rows = readFileSync(published, 'utf8').trim().split('\n').slice(1);
  const ours = fargateSizes().map((each) => {
    const systems = isFargateSize(each, 'windows') ? 'Linux; Windows' : 'Linux';
    return `${each.cpuUnits},${each.memoryMiB},${systems}`;
  });
  expect(new Set(ours)).toEqual(new Set(rows));
});
