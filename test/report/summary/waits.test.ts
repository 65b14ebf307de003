import { describe, expect, it } from 'vitest';
import { missingSummary, pendingSummary } from '../../../src/report/summary/waits.ts';
import { recordingOf, workloadOf } from '../../recordings.ts';

const recording = recordingOf({
  workloads: [
    workloadOf(),
    workloadOf({ name: 'router', schedulingStrategy: 'DAEMON' }),
    workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null }),
  ],
  pendingLevels: { capacity: [[0, 1], [2], [0.5, 0.5]] },
  missingLevels: { launchRate: [[1, 1]] },
});

describe('the waits of a workload', () => {
  it('are task-seconds by cause', () => {
    expect(pendingSummary(recording, 0)).toEqual({ capacity: 3600, provisioning: 0, imagePull: 0, containerStart: 0 });
    expect(pendingSummary(recording, 2).capacity).toBe(3600);
  });

  it('have missing tasks of REPLICA services only', () => {
    expect(missingSummary(recording, 0)).toMatchObject({ launchRate: 7200, placementRefused: 0 });
    expect([missingSummary(recording, 1), missingSummary(recording, 2)]).toEqual([null, null]);
  });
});
