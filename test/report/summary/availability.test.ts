import { expect, it } from 'vitest';
import { availability, shareOfEnded } from '../../../src/report/summary/availability.ts';
import { recordedRequests, recordingOf, workloadOf } from '../../recordings.ts';

const levels = {
  desiredTaskMs: Float64Array.of(1000),
  missingTaskMs: Float64Array.of(1),
  healthyTasksMin: Float64Array.of(3),
  pendingMaxMs: Float64Array.of(0),
};
const of = (parts: object) => availability(recordingOf({ workloads: [workloadOf()], ...parts }), 0);

it('is the requests served of those that came to an end', () => {
  const requests = [recordedRequests({ arrived: 110, served: 95, rejected: 3, failed: 2, inFlight: 10 })];
  expect(of({ requests, serviceLevels: levels })).toBe(95);
});

it('without requests is the desired task time with a healthy task', () => {
  expect(of({ serviceLevels: levels })).toBeCloseTo(99.9, 10);
});

it('is unknown where there was nothing to measure', () => {
  expect(of({})).toBeNull();
  expect(of({ requests: [recordedRequests({ served: 0 })] })).toBeNull();
  expect(shareOfEnded(null, ({ served }) => served)).toBeNull();
});
