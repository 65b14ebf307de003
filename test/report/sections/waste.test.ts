import { describe, expect, it } from 'vitest';
import { waste } from '../../../src/report/sections/waste.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build, seriesOfChart } from '../blocks.ts';

/** One m5.xlarge: half reserved of CPU and memory, half of that used. */
const half = (all: number) => ({
  registered: [[all, all]],
  reserved: [[all / 2, all / 2]],
  used: [[all / 4, all / 4]],
});
const [cpu, memory] = [half(4096), half(16_384)];
const recording = recordingOf({
  pools: [ec2PoolOf()],
  workloads: [workloadOf()],
  poolLevels: {
    instances: [[1, 1]],
    registeredCpuUnits: cpu.registered,
    registeredMemoryMiB: memory.registered,
    reservedCpuUnits: cpu.reserved,
    reservedMemoryMiB: memory.reserved,
    measuredCpuUnits: cpu.reserved,
    measuredMemoryMiB: memory.reserved,
    usedCpuUnits: cpu.used,
    usedMemoryMiB: memory.used,
  },
  ec2: [ec2MeterOf([3600, 3600], { rootVolumeGiB: 0 })],
});

describe('the waste', () => {
  const { rows, charts } = build(waste, runOf([clusterResultOf(recording)]));

  it('splits a dollar into used, reserved and not used, paid and not reserved: a quarter, a quarter, a half', () => {
    expect(rows[0]).toEqual(['general: m5.xlarge', '$140.16', '$35.04', '$0.00', '$35.04', '$70.08', '$105.12', '75%']);
    expect(rows[1][0]).toBe('Total');
  });

  it('draws the same parts over time, in USD per hour', () => {
    const overTime = charts[1];
    expect(overTime.legend.map(({ label }) => label)).toEqual(['used', 'reserved, not used', 'paid, not reserved']);
    expect(seriesOfChart(overTime, 'used')).toEqual([0.048, 0.048]);
    expect(seriesOfChart(overTime, 'paid, not reserved')).toEqual([0.096, 0.096]);
  });

  it('says so when nothing was paid for', () => {
    expect(build(waste, runOf([clusterResultOf(recordingOf())])).notes).toEqual(['Nothing was paid for.']);
  });
});
