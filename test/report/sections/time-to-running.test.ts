import { describe, expect, it } from 'vitest';
import { timeToRunning } from '../../../src/report/sections/time-to-running.ts';
import { clusterResultOf, pendingTimesOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build } from '../blocks.ts';

describe('the time from created to RUNNING', () => {
  it('has mean, quantiles and the longest of each service that got there', () => {
    const recording = recordingOf({
      workloads: [workloadOf(), workloadOf({ name: 'api' })],
      pendingTimes: [
        pendingTimesOf({ count: 12, meanMs: 14_000, p50Ms: 12_000, p95Ms: 31_000, p99Ms: 61_000, maxMs: 90_000 }),
        pendingTimesOf(),
      ],
    });
    const { rows } = build(timeToRunning, runOf([clusterResultOf(recording)]));
    expect(rows).toEqual([['web', '12', '14s', '12s', '31s', '1m 1s', '1m 30s']]);
  });

  it('says so when no task got there', () => {
    const run = runOf([clusterResultOf(recordingOf({ workloads: [workloadOf()] }))]);
    expect(build(timeToRunning, run).notes).toEqual(['No task reached RUNNING.']);
  });
});
