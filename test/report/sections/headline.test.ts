import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/report/report.ts';
import type { RunResult } from '../../../src/report/run-result.ts';
import { headline } from '../../../src/report/sections/headline.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build } from '../blocks.ts';
import { fargateCluster, sideBySideRun } from '../weeks.ts';

/** One m5.xlarge for two hours, half of it reserved, a quarter used. */
const recording = recordingOf({
  pools: [ec2PoolOf()],
  poolLevels: {
    instances: [[1, 1]],
    registeredCpuUnits: [[4096, 4096]],
    registeredMemoryMiB: [[16_384, 16_384]],
    reservedCpuUnits: [[1024, 3072]],
    measuredCpuUnits: [[1024, 3072]],
    usedCpuUnits: [[1024, 1024]],
    runningTasks: [[1, 3]],
  },
  workloads: [workloadOf()],
  counts: { placementFailures: [4], outOfMemoryKills: [1] },
  ec2: [ec2MeterOf([3600, 3600], { rootVolumeGiB: 0 })],
});

function figuresOf(run: RunResult): Figure[] {
  return build(headline, run).blocks.flatMap((block) => (block.kind === 'headline' ? block.figures : []));
}
const figureOf = (run: RunResult, label: string) => figuresOf(run).find((figure) => figure.label === label);

describe('the headline', () => {
  const run = runOf([clusterResultOf(recording)]);

  it('has the cost of a month of 730 hours: $0.192 × 730 (P9.3)', () => {
    expect(figureOf(run, 'Cost per month')?.value).toBe('$140.16');
    expect(figureOf(run, 'Cost of the run')?.value).toBe('$0.38');
  });

  it('has reserved and used as parts of the registered, and the peak', () => {
    expect(figureOf(run, 'CPU reserved')).toMatchObject({ value: '50.0%', detail: 'of 4 vCPU; peak 75%' });
    expect(figureOf(run, 'CPU used')).toMatchObject({ value: '25.0%', detail: 'of registered; 50% of reserved' });
    expect(figureOf(run, 'Memory used')).toMatchObject({ value: '-', detail: 'no load is given' });
  });

  it('says of a cluster in which no task ever ran that none ran, not that nobody stated its load', () => {
    const registered = { registeredCpuUnits: [[4096]], registeredMemoryMiB: [[16_384]], runningTasks: [[0]] };
    const idle = recordingOf({ pools: [ec2PoolOf()], poolLevels: registered, workloads: [workloadOf()] });
    expect(figureOf(runOf([clusterResultOf(idle)]), 'Memory used')).toMatchObject({
      value: '-',
      detail: 'no task ran',
    });
  });

  it('warns of failures by what they were', () => {
    expect(figureOf(run, 'Failures')).toMatchObject({
      value: '5',
      detail: '4 placements, 1 out of memory',
      tone: 'warning',
    });
  });

  it('says that a cluster without container instances is all Fargate', () => {
    expect(figureOf(runOf([fargateCluster()]), 'Container instances')?.detail).toBe('nothing but Fargate');
    expect(figureOf(runOf([clusterResultOf(recordingOf())]), 'Container instances')?.detail).toBe('none ran');
  });

  it('gives each of several clusters its own line after the sum of all', () => {
    const blocks = build(headline, sideBySideRun()).blocks;
    expect(blocks.map((block) => block.kind === 'headline' && block.title)).toEqual([
      'All clusters',
      'shop',
      'shop-fargate',
    ]);
  });
});
