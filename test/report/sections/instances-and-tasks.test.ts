import { describe, expect, it } from 'vitest';
import { instancesAndTasks } from '../../../src/report/sections/instances-and-tasks.ts';
import { clusterResultOf, ec2PoolOf, fargatePoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build, seriesOfChart } from '../blocks.ts';

const standalone = workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null });
const recording = recordingOf({
  pools: [ec2PoolOf(), fargatePoolOf()],
  poolLevels: { instances: [[2, 3]] },
  workloads: [workloadOf(), standalone],
  workloadLevels: {
    desiredTasks: [[4, 4]],
    runningTasks: [
      [3, 4],
      [1, 1],
    ],
    pendingTasks: [[1, 0]],
  },
});

describe('instances and tasks', () => {
  const { charts, rows } = build(instancesAndTasks, runOf([clusterResultOf(recording)]));

  it('has the container instances of each pool but Fargate, which has none', () => {
    expect(charts[0].legend.map(({ label }) => label)).toEqual(['general: m5.xlarge']);
    expect(seriesOfChart(charts[0], 'general: m5.xlarge')).toEqual([2, 3]);
  });

  it('adds up running and pending over services and standalone tasks', () => {
    expect(seriesOfChart(charts[1], 'running')).toEqual([4, 5]);
    expect(seriesOfChart(charts[1], 'pending')).toEqual([1, 0]);
  });

  it('draws desired only where every task is of a service', () => {
    expect(charts.map(({ title, legend }) => [title, legend.some(({ label }) => label === 'desired')])).toEqual([
      ['Container instances', false],
      ['All tasks', false],
      ['web', true],
      ['etl', false],
    ]);
  });

  it('has mean, least and most of each service, desired of none that is standalone', () => {
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['web', 'web:3', '4', '3.5 (3 to 4)', '0.5 (0 to 1)'],
      ['etl', 'web:3', '-', '1', '0'],
    ]);
  });

  it('draws at most six services by themselves, and lists all', () => {
    const workloads = Array.from({ length: 9 }, (_, i) => workloadOf({ name: `s${i}` }));
    const many = build(instancesAndTasks, runOf([clusterResultOf(recordingOf({ workloads }))]));
    expect(many.charts).toHaveLength(7);
    expect(many.rows).toHaveLength(9);
  });
});
