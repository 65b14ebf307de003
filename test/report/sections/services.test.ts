import { describe, expect, it } from 'vitest';
import { services } from '../../../src/report/sections/services.ts';
import { DESIRED_COUNT_UPDATED } from '../../../src/sim/record/decisions.ts';
import {
  clusterResultOf,
  decisionsOf,
  deploymentOf,
  ec2PoolOf,
  fargatePoolOf,
  recordingOf,
  runOf,
  workloadOf,
} from '../../recordings.ts';
import { build, seriesOfChart } from '../blocks.ts';

const HOUR_MS = 3_600_000;

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

describe('services over time', () => {
  const { charts, rows } = build(services, runOf([clusterResultOf(recording)]));

  it('adds up running and pending over services and standalone tasks', () => {
    expect(seriesOfChart(charts[0], 'running')).toEqual([4, 5]);
    expect(seriesOfChart(charts[0], 'pending')).toEqual([1, 0]);
  });

  it('draws desired and healthy only where every task is of a service', () => {
    expect(charts.map(({ title, legend }) => [title, legend.map(({ label }) => label).join(' ')])).toEqual([
      ['All tasks', 'running pending'],
      ['web', 'running pending healthy desired'],
      ['etl', 'running pending'],
    ]);
  });

  it('has mean, least and most of each service, desired of none that is standalone', () => {
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['web', 'web:3', '4', '3.5 (3 to 4)', '0.5 (0 to 1)'],
      ['etl', 'web:3', '-', '1', '0'],
    ]);
  });

  it('needs one chart for one service', () => {
    const one = build(services, runOf([clusterResultOf(recordingOf({ workloads: [workloadOf()] }))]));
    expect(one.charts.map(({ title, width }) => [title, width])).toEqual([['web', 'full']]);
  });

  it('marks deployments and what scaled a service on its own chart', () => {
    const marked = recordingOf({
      workloads: [workloadOf(), workloadOf({ name: 'api' })],
      decisions: decisionsOf([
        [0.5 * HOUR_MS, DESIRED_COUNT_UPDATED, 0, 2, 4],
        [1.5 * HOUR_MS, DESIRED_COUNT_UPDATED, 0, 4, 3],
      ]),
      deployments: [deploymentOf({ workload: 1, startedAtMs: HOUR_MS })],
    });
    const [all, web, api] = build(services, runOf([clusterResultOf(marked)])).charts;
    expect(web.datasets.marks.kind).toEqual(['out', 'in']);
    expect(web.datasets.marks.text[0]).toBe('Desired count set from 2 to 4.');
    expect(api.datasets.marks).toMatchObject({ kind: ['deployment'], t: [3600] });
    expect(all.datasets.marks.kind).toEqual(['deployment']);
  });

  it('draws the eight services with the most events and then with the most change, and lists all', () => {
    const workloads = Array.from({ length: 12 }, (_, i) => workloadOf({ name: `s${i}` }));
    const runningTasks = workloads.map((_, i) => (i >= 4 && i !== 6 ? [1, 2] : [1, 1]));
    const decisions = decisionsOf([[0, DESIRED_COUNT_UPDATED, 1, 2, 4]]);
    const many = build(
      services,
      runOf([clusterResultOf(recordingOf({ workloads, decisions, workloadLevels: { runningTasks } }))]),
    );
    expect(many.charts.slice(1).map(({ title }) => title)).toEqual(['s1', 's4', 's5', 's7', 's8', 's9', 's10', 's11']);
    expect(many.notes[0]).toMatch(/^8 of 12 are drawn/);
    expect(many.rows).toHaveLength(12);
  });
});
