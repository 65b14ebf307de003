import { describe, expect, it } from 'vitest';
import { comparison } from '../../../src/report/sections/comparison.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf } from '../../recordings.ts';
import { build } from '../blocks.ts';
import { weekRun } from '../weeks.ts';

const clusterOf = (clusterName: string, instances: number) =>
  clusterResultOf(
    recordingOf({
      clusterName,
      pools: [ec2PoolOf()],
      poolLevels: { runningTasks: [[2, 2]] },
      ec2: [ec2MeterOf([instances * 3600, instances * 3600], { rootVolumeGiB: 0 })],
    }),
  );

describe('the comparison', () => {
  const { tables, rows, charts } = build(comparison, runOf([clusterOf('one', 1), clusterOf('three', 3)]));
  const row = (title: string) => rows.find((cells) => cells[0] === title)?.slice(1);

  it('has a column for each cluster', () => {
    expect(tables[0].columns.map(({ title }) => title)).toEqual(['', 'one', 'three']);
    expect(row('Cost per month')).toEqual(['$140.16', '$420.48']);
  });

  it('measures the others against the first', () => {
    expect(row('Against the first')).toEqual(['0.0%', '+200.0%']);
  });

  it('has the price of a running task for an hour (P9.10): $0.192 / 2', () => {
    expect(row('Cost of a running task for an hour')).toEqual(['$0.096', '$0.288']);
  });

  it('draws all clusters in one chart', () => {
    expect(charts.map(({ datasets }) => datasets.rows.label)).toEqual([['one', 'three']]);
  });

  it('is empty where there is nothing to compare', () => {
    expect(build(comparison, weekRun(3)).blocks).toEqual([]);
  });
});
