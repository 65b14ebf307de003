import { expect, it } from 'vitest';
import { WORK_FIGURES } from '../../../src/report/figures/work-figures.ts';
import { summarise } from '../../../src/report/summary.ts';
import { clusterResultOf, pendingTimesOf, recordedRequests, recordingOf, runOf, workloadOf } from '../../recordings.ts';

const recording = recordingOf({
  workloads: [workloadOf({ name: 'web' }), workloadOf({ name: 'api' }), workloadOf({ name: 'queue' })],
  requests: [
    recordedRequests({ arrived: 300, served: 297, rejected: 3, latencyMs: { mean: 20, p50: 15, p95: 50, p99: 90 } }),
    recordedRequests({ arrived: 100, served: 99, failed: 1, latencyMs: { mean: 60, p50: 30, p95: 40, p99: 70 } }),
    null,
  ],
  pendingTimes: [
    pendingTimesOf({ count: 3, meanMs: 10_000, p95Ms: 20_000 }),
    pendingTimesOf({ count: 1, meanMs: 30_000, p95Ms: 30_000 }),
    pendingTimesOf(),
  ],
  serviceLevels: {
    desiredTaskMs: Float64Array.of(0, 0, 1000),
    missingTaskMs: Float64Array.of(0, 0, 20),
    healthyTasksMin: Float64Array.of(0, 0, 0),
    pendingMaxMs: Float64Array.of(0, 0, 0),
  },
  counts: { tasksStarted: [3, 1, 0] },
});
const { workloads } = summarise(runOf([clusterResultOf(recording)])).clusters[0]!;
const figure = (name: string, work = workloads) => WORK_FIGURES.find((facts) => facts.name === name)!.read(work);

it('availability is that of the worst service', () => {
  expect(figure('availabilityPercent')).toBe(98);
  expect(figure('availabilityPercent', workloads.slice(0, 2))).toBe(99);
});

it('requests and counters add up', () => {
  const names = ['requestsArrived', 'requestsServed', 'requestsRejected', 'requestsFailed', 'tasksStarted'];
  expect(names.map((name) => figure(name))).toEqual([400, 396, 3, 1, 4]);
});

it('a mean is that of all requests, or tasks, together; a percentile that of the worst', () => {
  expect([figure('latencyMsMean'), figure('latencyMsP50'), figure('latencyMsP99')]).toEqual([30, 30, 90]);
  expect([figure('pendingSecondsMean'), figure('pendingSecondsP95')]).toEqual([15, 30]);
});

it('without requests, and without a task that got there, nothing is said', () => {
  const names = ['requestsArrived', 'latencyMsMean', 'latencyMsP99', 'pendingSecondsMean', 'pendingSecondsMax'];
  expect(names.map((name) => figure(name, workloads.slice(2)))).toEqual(names.map(() => null));
});
