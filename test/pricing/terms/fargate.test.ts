import { describe, expect, it } from 'vitest';
import { fargate } from '../../../src/pricing/terms/fargate.ts';
import type { FargateMeter } from '../../../src/sim/record/recording.ts';
import { fargateMeterOf, fargatePoolOf, sheetRates } from '../../recordings.ts';

const MONTH_SECONDS = 730 * 3600;

function amounts(seconds: number, given: Partial<FargateMeter> = {}): Record<string, number> {
  const meters = { ec2: [], fargate: [fargateMeterOf([seconds], given)], quantities: [] };
  const items = fargate.lineItems({ durationMs: 3_600_000, pools: [fargatePoolOf()], meters }, sheetRates());
  return Object.fromEntries(items.map(({ item, amountUsd }) => [item, amountUsd]));
}

const total = (items: Record<string, number>) => Object.values(items).reduce((sum, usd) => sum + usd, 0);

describe('Fargate', () => {
  it('P8.2 EX 1 vCPU, 2 GB: on Linux/X86_64 cost $36.04 in 730 h', () => {
    const items = amounts(MONTH_SECONDS);
    expect(items['fargate-vcpu']).toBeCloseTo(29.5504, 10);
    expect(items['fargate-memory']).toBeCloseTo(6.4897, 10);
    expect(total(items).toFixed(2)).toBe('36.04');
  });

  it('P8.2 EX 1 vCPU, 2 GB on ARM: costs $28.84, a fifth less', () => {
    const items = amounts(MONTH_SECONDS, { architecture: 'arm64' });
    expect(items['fargate-vcpu']).toBeCloseTo(23.6374, 10);
    expect(items['fargate-memory']).toBeCloseTo(5.1976, 10);
    expect(total(items) / total(amounts(MONTH_SECONDS)) - 1).toBeCloseTo(-0.2, 3);
  });

  it('P8.2 EX 0.25 vCPU, 0.5 GB: cost $9.01 in 730 h', () => {
    const items = amounts(MONTH_SECONDS, { cpuUnits: 256, memoryMiB: 512 });
    expect(total(items).toFixed(2)).toBe('9.01');
  });

  it('P8.2 EX 5 tasks, 10 min a day: cost $1.23 in 30 days', () => {
    const items = amounts(5 * 600 * 30);
    expect(items['fargate-vcpu']).toBeCloseTo(1.012, 10);
    expect(items['fargate-memory']).toBeCloseTo(0.22225, 10);
    expect(total(items).toFixed(2)).toBe('1.23');
  });

  it('P8.2 EX 100 GiB of ephemeral storage: cost $0.00888 per hour, 20 GiB nothing', () => {
    expect(amounts(3600, { ephemeralStorageGiB: 100 })['fargate-ephemeral-storage']).toBeCloseTo(0.00888, 12);
    expect(amounts(3600)).not.toHaveProperty('fargate-ephemeral-storage');
  });

  it('P8.2: Windows adds its licence: $0.13748 per vCPU-hour all in', () => {
    const items = amounts(3600, { operatingSystem: 'windows' });
    expect(items['fargate-vcpu'] + items['fargate-windows-licence']).toBeCloseTo(0.13748, 12);
    expect(items['fargate-memory']).toBeCloseTo(2 * 0.01005, 12);
  });

  it('P8.2, P5.21: Spot costs 70 % less', () => {
    expect(total(amounts(3600, { capacity: 'spot' })) / total(amounts(3600))).toBeCloseTo(0.3, 12);
  });

  it('bills the workload that ran there', () => {
    const meters = { ec2: [], fargate: [fargateMeterOf([60], { workload: 3, pool: 0 })], quantities: [] };
    const items = fargate.lineItems({ durationMs: 3_600_000, pools: [fargatePoolOf()], meters }, sheetRates());
    expect(items.map(({ workload }) => workload)).toEqual([3, 3]);
  });
});
