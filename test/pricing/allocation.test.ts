import { describe, expect, it } from 'vitest';
import { allocate, usdPerTaskHour } from '../../src/pricing/allocation.ts';
import { invoice } from '../../src/pricing/invoice.ts';
import { waste } from '../../src/pricing/waste.ts';
import type { Recording } from '../../src/sim/record/recording.ts';
import {
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  recordingOf,
  sheetRates,
  workloadOf,
} from '../recordings.ts';

function allocationOf(recording: Recording) {
  const bill = invoice(recording, sheetRates());
  return { bill, ...allocate(recording, bill, waste(recording, bill)) };
}

const HOUR_MS = 3_600_000;
const workloads = [workloadOf(), workloadOf({ name: 'api' })];

/** Two hours of an m5.xlarge ($0.384), three quarters reserved: `web` twice what `api` has. */
const shared = recordingOf({
  pools: [ec2PoolOf(), fargatePoolOf()],
  workloads,
  ec2: [ec2MeterOf([3600, 3600], { rootVolumeGiB: 0 })],
  fargate: [fargateMeterOf([3600, 0], { pool: 1, workload: 1 })],
  poolLevels: { reservedCpuUnits: [[3072, 3072]], reservedMemoryMiB: [[12288, 12288]] },
  poolWorkloads: {
    reservedCpuUnits: Float64Array.of(4096 * HOUR_MS, 2048 * HOUR_MS, 0, 0),
    reservedMemoryMiB: Float64Array.of(16384 * HOUR_MS, 8192 * HOUR_MS, 0, 0),
    reservedGpus: new Float64Array(4),
  },
});

describe('allocate', () => {
  it('gives Fargate to the workload that ran there, EC2 by what each reserves', () => {
    const { workloadUsd } = allocationOf(shared);
    expect(workloadUsd[0]).toBeCloseTo(0.384 / 2, 12);
    expect(workloadUsd[1]).toBeCloseTo(0.384 / 4 + 0.04048 + 2 * 0.004445, 12);
  });

  it('tells what nobody reserved apart', () => {
    expect(allocationOf(shared).idleUsd).toBeCloseTo(0.384 / 4, 12);
  });

  it('sums to the invoice', () => {
    const { bill, idleUsd, workloadUsd } = allocationOf(shared);
    expect(workloadUsd[0] + workloadUsd[1] + idleUsd).toBeCloseTo(bill.totalUsd, 12);
  });

  it('is all idle where nobody reserved anything', () => {
    const idle = recordingOf({ pools: [ec2PoolOf()], workloads, ec2: [ec2MeterOf([3600, 3600])] });
    const { bill, idleUsd, workloadUsd } = allocationOf(idle);
    expect([...workloadUsd]).toEqual([0, 0]);
    expect(idleUsd).toBeCloseTo(bill.totalUsd, 12);
  });
});

describe('usdPerTaskHour', () => {
  const instanceHour = recordingOf({ pools: [ec2PoolOf()], ec2: [ec2MeterOf([3600, 0], { rootVolumeGiB: 0 })] });
  const taskHour = recordingOf({ pools: [fargatePoolOf()], fargate: [fargateMeterOf([3600, 0], { memoryMiB: 4096 })] });
  const fargateUsd = usdPerTaskHour(invoice(taskHour, sheetRates()).totalUsd, 1);
  const ec2UsdPerTaskHour = (tasks: number) => usdPerTaskHour(invoice(instanceHour, sheetRates()).totalUsd, tasks);

  it('P9.10: three tasks of 1 vCPU and 4 GiB on m5.xlarge cost $0.064 per task-hour, on Fargate $0.05826', () => {
    expect(ec2UsdPerTaskHour(3)).toBeCloseTo(0.064, 12);
    expect(fargateUsd).toBeCloseTo(0.05826, 12);
  });

  it('P9.10: four tasks of 1 vCPU and 3.75 GiB cost $0.048: EC2 wins by 17.6 %', () => {
    expect(ec2UsdPerTaskHour(4)).toBeCloseTo(0.048, 12);
    expect((1 - ec2UsdPerTaskHour(4) / fargateUsd).toFixed(3)).toBe('0.176');
  });

  it('is 0 where no task ran', () => {
    expect(usdPerTaskHour(12, 0)).toBe(0);
  });
});
