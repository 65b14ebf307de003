/** docs/decisions/0005-waste.md */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../src/pricing/invoice.ts';
import { totalWaste, type Waste, waste, wasteOfPool } from '../../src/pricing/waste.ts';
import type { PoolSeriesName, Recording } from '../../src/sim/record/recording.ts';
import {
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  type Levels,
  recordingOf,
  sheetRates,
} from '../recordings.ts';

function wasteOf(recording: Recording): Waste {
  return wasteOfPool(waste(recording, invoice(recording, sheetRates())), 0, recording.bucketCount);
}

/** An m5.xlarge (4 vCPU, 16 GiB) for two hours, $0.384, without a volume. */
const anInstance = (poolLevels: Levels<PoolSeriesName>, seconds = [3600, 3600]) =>
  recordingOf({ pools: [ec2PoolOf()], ec2: [ec2MeterOf(seconds, { rootVolumeGiB: 0 })], poolLevels });

const twice = (value: number) => [[value, value]];
const HALF = { reservedCpuUnits: twice(2048), reservedMemoryMiB: twice(8192) };

describe('waste on EC2', () => {
  it('is half of the price of an instance that is reserved by half in both resources', () => {
    const { costUsd, notReservedUsd } = wasteOf(anInstance(HALF));
    expect(costUsd).toBe(0.384);
    expect(notReservedUsd).toBeCloseTo(0.192, 12);
  });

  it('is the share of memory in the price when all CPU and no memory is reserved (P8.2 ratio)', () => {
    const { notReservedUsd } = wasteOf(anInstance({ reservedCpuUnits: twice(4096) }));
    const memoryShare = (16 * 0.004445) / (4 * 0.04048 + 16 * 0.004445);
    expect(notReservedUsd).toBeCloseTo(0.384 * memoryShare, 12);
  });

  it('counts root volume and address of the instance as paid for', () => {
    const ec2 = [ec2MeterOf([3600, 3600], { hasPublicIpv4: true })];
    const { costUsd, notReservedUsd } = wasteOf(recordingOf({ pools: [ec2PoolOf()], ec2, poolLevels: HALF }));
    expect(notReservedUsd).toBeCloseTo(costUsd / 2, 12);
    expect(costUsd).toBeGreaterThan(0.384);
  });

  it('P9.1: counts billed seconds without a registered instance as not reserved', () => {
    const full = { reservedCpuUnits: [[4096, 0]], reservedMemoryMiB: [[16384, 0]] };
    expect(wasteOf(anInstance(full)).notReservedUsd).toBeCloseTo(0.192, 12);
  });

  it('splits what is reserved into used, not used and unknown', () => {
    const levels = {
      ...HALF,
      measuredCpuUnits: twice(1024),
      measuredMemoryMiB: twice(4096),
      usedCpuUnits: twice(512),
      usedMemoryMiB: twice(2048),
    };
    const parts = wasteOf(anInstance(levels));
    expect(parts.useUnknownUsd).toBeCloseTo(0.384 / 4, 12);
    expect(parts.reservedNotUsedUsd).toBeCloseTo(0.384 / 8, 12);
    expect(parts.usedUsd).toBeCloseTo(0.384 / 8, 12);
  });

  it('counts use up to the reservation only, resource by resource', () => {
    const levels = {
      ...HALF,
      measuredCpuUnits: twice(2048),
      measuredMemoryMiB: twice(8192),
      usedCpuUnits: twice(4096),
      usedMemoryMiB: twice(0),
    };
    const cpuShare = (4 * 0.04048) / (4 * 0.04048 + 16 * 0.004445);
    const parts = wasteOf(anInstance(levels));
    expect(parts.usedUsd).toBeCloseTo(0.192 * cpuShare, 12);
    expect(parts.reservedNotUsedUsd).toBeCloseTo(0.192 * (1 - cpuShare), 12);
  });

  it('counts a reserved GPU as use unknown, worth ten vCPUs', () => {
    const pools = [ec2PoolOf({ instanceType: 'g4dn.xlarge', instanceGpuCount: 1 })];
    const ec2 = [ec2MeterOf([3600, 3600], { instanceType: 'g4dn.xlarge', rootVolumeGiB: 0 })];
    const parts = wasteOf(recordingOf({ pools, ec2, poolLevels: { reservedGpus: twice(1) } }));
    const gpuShare = (10 * 0.04048) / (14 * 0.04048 + 16 * 0.004445);
    expect(parts.useUnknownUsd).toBeCloseTo(2 * 0.526 * gpuShare, 12);
    expect(parts.notReservedUsd).toBeCloseTo(2 * 0.526 * (1 - gpuShare), 12);
  });
});

describe('waste on Fargate', () => {
  const aTask = (poolLevels: Levels<PoolSeriesName>) =>
    recordingOf({ pools: [fargatePoolOf()], fargate: [fargateMeterOf([3600, 3600])], poolLevels });

  it('leaves nothing unreserved: you pay per task', () => {
    const parts = wasteOf(aTask({}));
    expect(parts.notReservedUsd).toBe(0);
    expect(parts.useUnknownUsd).toBeCloseTo(parts.costUsd, 12);
  });

  it('counts what a task reserves and does not use', () => {
    const measured = { measuredCpuUnits: twice(1024), measuredMemoryMiB: twice(2048) };
    const parts = wasteOf(aTask({ ...measured, usedCpuUnits: twice(256), usedMemoryMiB: twice(2048) }));
    expect(parts.reservedNotUsedUsd).toBeCloseTo(2 * 0.75 * 0.04048, 12);
    expect(parts.useUnknownUsd).toBeCloseTo(0, 12);
  });
});

describe('waste', () => {
  it('splits every cost into four parts of at least 0 that sum to it', () => {
    const level = (most: number) => fc.array(fc.nat(most), { minLength: 2, maxLength: 2 }).map((row) => [row]);
    const levels = fc.record({
      reservedCpuUnits: level(4096),
      reservedMemoryMiB: level(16384),
      measuredCpuUnits: level(4096),
      measuredMemoryMiB: level(16384),
      usedCpuUnits: level(8192),
      usedMemoryMiB: level(16384),
    });
    fc.assert(
      fc.property(levels, fc.array(fc.nat(3600), { minLength: 2, maxLength: 2 }), (poolLevels, seconds) => {
        const { costUsd, ...parts } = wasteOf(anInstance(poolLevels, seconds));
        expect(Object.values(parts).reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(costUsd, 9);
        for (const usd of Object.values(parts)) expect(usd).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('adds up over pools', () => {
    const one = wasteOf(anInstance(HALF));
    expect(totalWaste([one, one]).notReservedUsd).toBe(2 * one.notReservedUsd);
    expect(totalWaste([])).toMatchObject({ costUsd: 0, usedUsd: 0 });
  });
});
