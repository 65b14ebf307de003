import { describe, expect, it } from 'vitest';
import { waits } from '../../../src/report/sections/waits.ts';
import { clusterResultOf, pendingTimesOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build, rowTexts, seriesOfChart } from '../blocks.ts';

describe('what tasks waited for', () => {
  it('has mean, quantiles and the longest of each service that got there', () => {
    const recording = recordingOf({
      workloads: [workloadOf(), workloadOf({ name: 'api' })],
      pendingTimes: [
        pendingTimesOf({ count: 12, meanMs: 14_000, p50Ms: 12_000, p95Ms: 31_000, p99Ms: 61_000, maxMs: 90_000 }),
        pendingTimesOf(),
      ],
    });
    const { tables } = build(waits, runOf([clusterResultOf(recording)]));
    expect(rowTexts(tables[0])).toEqual([['web', '12', '14s', '12s', '31s', '1m 1s', '1m 30s']]);
  });

  it('says so when no task waited', () => {
    const run = runOf([clusterResultOf(recordingOf({ workloads: [workloadOf()] }))]);
    expect(build(waits, run).notes).toEqual(['No task waited for anything.']);
  });

  const waiting = recordingOf({
    workloads: [
      workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null }),
      workloadOf({ name: 'quiet', kind: 'standalone', schedulingStrategy: null }),
    ],
    pendingLevels: {
      capacity: [[2, 0]],
      imagePull: [
        [1, 1],
        [0, 0.01],
      ],
    },
  });

  it('is told in task-hours by cause, of the causes that there are, with their sums', () => {
    const { tables } = build(waits, runOf([clusterResultOf(waiting)]));
    expect(tables[0].columns.map(({ title }) => title)).toEqual([
      'Service',
      'All',
      'an instance with room',
      'image pull',
    ]);
    expect(rowTexts(tables[0])).toEqual([
      ['etl', '4.00', '2.00', '2.00'],
      ['quiet', '0.01', '0.00', '0.01'],
      ['All', '4.01', '2.00', '2.01'],
    ]);
  });

  it('is drawn over time for all together, and for those that waited for more than a trifle', () => {
    const { charts } = build(waits, runOf([clusterResultOf(waiting)]));
    expect(charts.map(({ title }) => title)).toEqual(['Task-hours of waiting', 'All tasks: waiting', 'etl: waiting']);
    expect(seriesOfChart(charts[1], 'image pull')).toEqual([1, 1.01]);
  });

  it('counts tasks that a service lacked beside those that were pending (P4.19)', () => {
    const given = { workloads: [workloadOf()], missingLevels: { startThrottled: [[3, 0]] } };
    const { charts, rows } = build(waits, runOf([clusterResultOf(recordingOf(given))]));
    expect(rows[0]).toEqual(['web', '3.00', '3.00']);
    expect(seriesOfChart(charts[0], 'missing: throttled after failed starts')).toEqual([3, 0]);
  });
});
