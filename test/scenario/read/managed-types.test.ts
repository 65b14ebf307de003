import { describe, expect, it } from 'vitest';
import { findInstanceType } from '../../../src/catalog/instance-types.ts';
import { meets, worthLaunching } from '../../../src/scenario/read/managed-types.ts';

const type = (name: string) => findInstanceType(name)!;
const ANY = { vCpuCount: {}, memoryMiB: {} };

describe('meets', () => {
  it('without requirements takes general purpose types of the current generation', () => {
    expect(['m7i.large', 'c6a.large', 'r6g.large'].every((name) => meets(type(name), undefined))).toBe(true);
    expect(['t3.large', 'm5.large', 'm6i.metal', 'g5.xlarge'].some((name) => meets(type(name), undefined))).toBe(false);
  });

  it('keeps sizes, makers, and names with patterns', () => {
    const large = type('m6a.large');
    expect(meets(large, { ...ANY, vCpuCount: { min: 4 } })).toBe(false);
    expect(meets(large, { ...ANY, memoryMiB: { max: 4096 } })).toBe(false);
    expect(meets(large, { ...ANY, cpuManufacturers: ['amd'] })).toBe(true);
    expect(meets(large, { ...ANY, cpuManufacturers: ['intel', 'amazon-web-services'] })).toBe(false);
    expect(meets(large, { ...ANY, allowedInstanceTypes: ['m6*.large'] })).toBe(true);
    expect(meets(large, { ...ANY, excludedInstanceTypes: ['m6a.*'] })).toBe(false);
    expect(meets(type('t3.large'), { ...ANY, burstablePerformance: 'included' })).toBe(true);
    expect(meets(type('g5.xlarge'), { ...ANY, acceleratorCount: { min: 1 } })).toBe(true);
  });
});

describe('worthLaunching', () => {
  it('drops what another type beats in everything, cheapest first', () => {
    const priced = (name: string, usdPerHour: number) => ({ type: type(name), usdPerHour });
    const kept = worthLaunching([priced('m5.large', 0.096), priced('m6i.large', 0.09), priced('m6i.xlarge', 0.18)]);
    expect(kept.map((one) => one.type.instanceType)).toEqual(['m6i.large', 'm6i.xlarge']);
  });
});
