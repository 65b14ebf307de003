import { describe, expect, it } from 'vitest';
import { FARGATE_PLATFORMS } from '../../../src/catalog/price-overrides.ts';
import { OTHER_ITEMS } from '../../../src/catalog/rates.ts';
import { instanceTypeSchema, pricesSchema, reportSchema, timingSchema } from '../../../src/scenario/schema/settings.ts';

describe('prices', () => {
  it('take every platform and item that has a rate, and no other', () => {
    for (const platform of FARGATE_PLATFORMS) {
      expect(pricesSchema.safeParse({ fargate: { [platform]: { vcpuHour: 0.03 } } }).success).toBe(true);
    }
    for (const [service, items] of Object.entries(OTHER_ITEMS)) {
      for (const item of items)
        expect(pricesSchema.safeParse({ other: { [service]: { [item]: 1 } } }).success).toBe(true);
    }
    expect(pricesSchema.safeParse({ fargate: { 'linux/riscv': {} } }).success).toBe(false);
    expect(pricesSchema.safeParse({ fargateSpot: { 'windows/x86_64': {} } }).success).toBe(false);
    expect(pricesSchema.safeParse({ ec2: { 'm6i.large': -1 } }).success).toBe(false);
  });
});

describe('times, report and instance types', () => {
  it('are read in ms and MiB', () => {
    expect(timingSchema.parse({ containerStopSeconds: 2, schedulerTickSeconds: '1m' })).toEqual({
      containerStopSeconds: 2000,
      schedulerTickSeconds: 60_000,
    });
    expect(reportSchema.parse({ bucket: '5m' })).toEqual({ bucket: 300_000 });
    const type = { instanceType: 'm9x.large', vcpu: 2, memoryMiB: '8 GB' };
    expect(instanceTypeSchema.parse(type)).toEqual({ ...type, memoryMiB: 8192 });
  });
});
