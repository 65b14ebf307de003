import { describe, expect, it } from 'vitest';
import { countersSummary, workloadSummary } from '../../../src/report/summary/workloads.ts';
import { NO_CONTAINER_INSTANCES, RESOURCE_CPU, RESOURCE_MEMORY } from '../../../src/sim/state/failure-reasons.ts';
import { pendingTimesOf, recordingOf, workloadOf } from '../../recordings.ts';

const scale = { totalUsd: 10, runsPerMonth: 365 };
const recording = recordingOf({
  workloads: [workloadOf(), workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null, hasLoad: false })],
  workloadLevels: {
    desiredTasks: [[4, 4]],
    runningTasks: [
      [3, 5],
      [1, 0],
    ],
    reservedCpuUnits: [
      [1024, 3072],
      [512, 0],
    ],
    usedCpuUnits: [[512, 512]],
    reservedMemoryMiB: [[1024, 1024]],
    usedMemoryMiB: [[256, 768]],
  },
  pendingTimes: [
    pendingTimesOf({ count: 8, meanMs: 21_500, p50Ms: 20_000, p95Ms: 40_000, p99Ms: 41_000, maxMs: 42_000 }),
    pendingTimesOf(),
  ],
  counts: { tasksStarted: [8, 1], outOfMemoryKills: [2, 0] },
  failureCounts: [
    [0, RESOURCE_CPU, 3],
    [0, RESOURCE_MEMORY, 5],
    [1, NO_CONTAINER_INSTANCES, 1],
  ],
});
const [web, etl] = [0, 1].map((row) => workloadSummary(recording, row, 2, scale));

describe('a workload', () => {
  it('has a cost, and a cost per hour of a RUNNING task', () => {
    expect(web).toMatchObject({ usd: 2, usdPerMonth: 730, sharePercent: 20, usdPerTaskHour: 0.25 });
  });

  it('has task counts by bucket; only a service has a desired count', () => {
    expect(web.desiredTasks).toEqual({ min: 4, mean: 4, max: 4 });
    expect(web.runningTasks).toEqual({ min: 3, mean: 4, max: 5 });
    expect(etl.desiredTasks).toBeNull();
  });

  it('has what it uses of what it reserves', () => {
    expect(web.cpu).toEqual({
      unit: 'vCPU',
      reservedMean: 2,
      usedMean: 0.5,
      usedPercent: 25,
      usedPeakPercent: 50,
    });
    expect(web.memory).toMatchObject({ unit: 'GiB', usedPercent: 50, usedPeakPercent: 75 });
  });

  it('has no use where no load is given', () => {
    expect(etl.cpu).toMatchObject({ reservedMean: 0.25, usedMean: null, usedPercent: null, usedPeakPercent: null });
  });

  it('has pending times in seconds, or none where no task came to RUNNING', () => {
    expect(web.pendingSeconds).toEqual({ tasks: 8, mean: 21.5, p50: 20, p95: 40, p99: 41, max: 42 });
    expect(etl.pendingSeconds).toBeNull();
  });

  it('P12: has the reasons for which it found no instance, the most frequent first, in ECS’s words', () => {
    expect(web.placementFailures.map(({ count, reason }) => [reason, count])).toEqual([
      ['RESOURCE:MEMORY', 5],
      ['RESOURCE:CPU', 3],
    ]);
    expect(web.placementFailures[0].text).toMatch(/^\(service web\) was unable to place a task because/);
    expect(etl.placementFailures[0].text).toMatch(/^InvalidParameterException: /);
  });

  it('has its own counters, and a cluster their sum', () => {
    expect(web.counters).toMatchObject({ tasksStarted: 8, outOfMemoryKills: 2, scaleInStops: 0 });
    expect(countersSummary(recording, [0, 1])).toMatchObject({ tasksStarted: 9, outOfMemoryKills: 2 });
  });
});
