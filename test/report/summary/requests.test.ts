import { describe, expect, it } from 'vitest';
import { requestsSummary } from '../../../src/report/summary/requests.ts';
import { recordedRequests, recordingOf, workloadOf } from '../../recordings.ts';

describe('requests in the summary', () => {
  it('are counted, with their share served and how far the tasks were used', () => {
    const recording = recordingOf({
      workloads: [workloadOf()],
      workloadLevels: { servedPerSecond: [[30, 10]], requestCapacityPerSecond: [[50, 50]] },
      requests: [recordedRequests({ arrived: 200, served: 150, rejected: 40, failed: 8, inFlight: 2 })],
    });
    expect(requestsSummary(recording, 0)).toEqual({
      arrived: 200,
      served: 150,
      rejected: 40,
      failed: 8,
      inFlight: 2,
      servedPercent: 75,
      utilizationPercent: 40,
      latencyMs: { mean: 20, p50: 15, p95: 50, p99: 90 },
    });
  });

  it('have no response time where none was served, and are absent where there are none', () => {
    const nothing = { mean: Number.NaN, p50: Number.NaN, p95: Number.NaN, p99: Number.NaN };
    const requests = [recordedRequests({ arrived: 0, served: 0, latencyMs: nothing }), null];
    const recording = recordingOf({ workloads: [workloadOf(), workloadOf({ name: 'etl' })], requests });
    expect(requestsSummary(recording, 0)).toMatchObject({ servedPercent: null, latencyMs: null });
    expect(requestsSummary(recording, 1)).toBeUndefined();
  });
});
