import { describe, expect, it } from 'vitest';
import { costPerService } from '../../../src/report/sections/cost-per-service.ts';
import { clusterResultOf, fargateMeterOf, fargatePoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build } from '../blocks.ts';
import { weekRun } from '../weeks.ts';

describe('the cost per service', () => {
  it('bills a Fargate task of 1 vCPU and 2 GB at $0.04937 an hour (P8.2)', () => {
    const recording = recordingOf({
      pools: [fargatePoolOf()],
      workloads: [workloadOf({ hasLoad: false })],
      workloadLevels: { runningTasks: [[1, 1]], reservedCpuUnits: [[1024, 1024]], reservedMemoryMiB: [[2048, 2048]] },
      fargate: [fargateMeterOf([3600, 3600])],
    });
    expect(build(costPerService, runOf([clusterResultOf(recording)])).rows).toEqual([
      ['web', 'REPLICA', '$36.04', '100.0%', '$0.10', '$0.0494', '1', '1 vCPU, unknown', '2 GiB, unknown'],
      ['Total', '', '$36.04', '', '$0.10', '', '', '', ''],
    ]);
  });

  it('has idle capacity as a line of its own', () => {
    const { rows } = build(costPerService, weekRun(24));
    expect(rows.find(([name]) => name === 'idle capacity')?.[1]).toBe('not reserved');
    expect(rows.map((row) => row[1])).toContain('DAEMON');
    expect(rows.map((row) => row[1])).toContain('standalone tasks');
  });
});
