import { describe, expect, it } from 'vitest';
import { findInstanceType } from '../../../src/catalog/instance-types.ts';
import { rateCard } from '../../../src/catalog/rates.ts';
import { siblingType, typeForTasks } from '../../../src/scenario/launch-types/sibling-types.ts';

const rates = rateCard('us-east-1');
const sibling = (name: string, architecture: 'arm64' | 'x86_64') =>
  siblingType(findInstanceType(name)!, architecture, rates)?.instanceType;

describe('the type of the same class and size on the other architecture', () => {
  it.each([
    ['m6i.xlarge', 'm6g.xlarge'],
    ['c7i.2xlarge', 'c7g.2xlarge'],
    ['m5.large', 'm6g.large'],
    ['t3.medium', 't4g.medium'],
    ['m6g.xlarge', 'm6g.xlarge'],
  ])('of %s is %s', (own, arm) => {
    expect(sibling(own, 'arm64')).toBe(arm);
  });

  it('is found from Graviton too', () => {
    expect([sibling('m7g.large', 'x86_64'), sibling('t4g.medium', 'x86_64')]).toEqual(['m7i.large', 't3.medium']);
  });

  it('is none where a class has none', () => {
    expect(sibling('g5.xlarge', 'arm64')).toBeUndefined();
  });
});

describe('a type for tasks that have no instances', () => {
  const of = (cpuUnits: number, memoryMiB: number, card = rates) => {
    const sums = { cpuUnits: 3 * cpuUnits, memoryMiB: 3 * memoryMiB };
    return typeForTasks({ ...sums, cpuUnitsMax: cpuUnits, memoryMiBMax: memoryMiB }, card).instanceType;
  };

  it('is of the seventh generation where the region has no sixth', () => {
    expect(of(1024, 4096, rateCard('eu-south-2'))).toBe('m7i.2xlarge');
  });

  it.each([
    [256, 512, 'c6i.large'],
    [1024, 4096, 'm6i.2xlarge'],
    [512, 4096, 'r6i.xlarge'],
    [0, 512, 'r6i.large'],
    [16_384, 65_536, 'm6i.16xlarge'],
  ])('of %d units and %d MiB is %s', (cpuUnits, memoryMiB, name) => {
    expect(of(cpuUnits, memoryMiB)).toBe(name);
  });
});
