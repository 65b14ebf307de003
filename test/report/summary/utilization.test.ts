import { describe, expect, it } from 'vitest';
import { waste } from '../../../src/pricing/waste.ts';
import { costScale } from '../../../src/report/summary/costs.ts';
import {
  capacityProviderSummaries,
  peakPercent,
  rangeOf,
  sumOfRows,
  utilizationSummary,
} from '../../../src/report/summary/utilization.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, fargatePoolOf, recordingOf, runOf } from '../../recordings.ts';

/** Over 90 minutes in buckets of an hour: the second one is half as long. */
const recording = recordingOf({
  durationMs: 5_400_000,
  pools: [ec2PoolOf(), ec2PoolOf({ instanceType: 'c5.large', purchaseOption: 'spot' }), fargatePoolOf()],
  ec2: [ec2MeterOf([3600, 1800], { rootVolumeGiB: 0 })],
  poolLevels: {
    instances: [
      [1, 4],
      [1, 0],
    ],
    runningTasks: [
      [2, 2],
      [1, 1],
      [3, 0],
    ],
    registeredCpuUnits: [
      [4096, 16384],
      [2048, 0],
    ],
    reservedCpuUnits: [
      [2048, 4096],
      [2048, 0],
    ],
    measuredCpuUnits: [[1024, 2048]],
    usedCpuUnits: [[1024, 512]],
    unservedCpuUnits: [[1024, 0]],
    registeredMemoryMiB: [[16384, 65536]],
    reservedMemoryMiB: [[8192, 8192]],
  },
});
const cluster = clusterResultOf(recording);
const facts = { recording, scale: costScale(runOf([cluster])), waste: waste(recording, cluster.invoice) };

describe('utilization', () => {
  it('means are weighted by time, least and greatest are means of buckets', () => {
    expect(utilizationSummary(facts, [0]).instances).toEqual({ min: 1, mean: 2, max: 4 });
    expect(rangeOf(recording, Float64Array.of(0, 0))).toEqual({ min: 0, mean: 0, max: 0 });
  });

  it('is reserved and used over registered, in vCPU and GiB', () => {
    const { cpu } = utilizationSummary(facts, [0]);
    expect(cpu).toEqual({
      unit: 'vCPU',
      registeredMean: 8,
      reservedMean: roundTo(8 / 3),
      usedMean: roundTo(1.25 / 1.5),
      reservedPercent: 33.333,
      reservedPeakPercent: 50,
      usedPercent: roundTo((100 * 1.25) / 12, 3),
      usedPeakPercent: 25,
      usedOfReservedPercent: roundTo((100 * 1.25) / 2, 3),
      knownPercent: 50,
    });
  });

  it('knows no use where no task with a load ran', () => {
    const { memory } = utilizationSummary(facts, [0]);
    expect(memory).toMatchObject({ usedMean: null, usedPercent: null, usedPeakPercent: null, knownPercent: 0 });
    expect(memory).toMatchObject({ usedOfReservedPercent: null, reservedPeakPercent: 50 });
  });

  it('adds pools up bucket by bucket', () => {
    expect(utilizationSummary(facts, [0, 1]).instances).toEqual({ min: 2, mean: roundTo(8 / 3), max: 4 });
    expect([...sumOfRows(Float64Array.of(1, 2, 3, 4, 5, 6), [0, 2], 2)]).toEqual([6, 8]);
  });

  it('counts the vCPU-hours that tasks did not get', () => {
    expect(utilizationSummary(facts, [0]).unservedVcpuHours).toBe(1);
  });

  it('gathers the instance types of a capacity provider', () => {
    const providers = capacityProviderSummaries(facts);
    expect(providers.map(({ kind, name, pools }) => [name, kind, pools.map((pool) => pool.instanceType)])).toEqual([
      ['general', 'auto-scaling-group', ['m5.xlarge', 'c5.large']],
      ['FARGATE', 'fargate', [null]],
    ]);
    expect(providers[0].usd).toBe(0.288);
    expect(providers[1].cpu.reservedPercent).toBeNull();
  });

  it('takes the peak over the buckets that have something to divide by', () => {
    expect(peakPercent(Float64Array.of(1, 5, 3), Float64Array.of(2, 0, 4))).toBe(75);
    expect(peakPercent(Float64Array.of(0), Float64Array.of(0))).toBeNull();
  });
});

function roundTo(value: number, digits = 6): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
