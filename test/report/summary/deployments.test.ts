import { describe, expect, it } from 'vitest';
import { deploymentSummaries } from '../../../src/report/summary/deployments.ts';
import { deploymentOf, recordingOf, workloadOf } from '../../recordings.ts';

describe('the summary of a deployment', () => {
  it('has its times, its id and what ECS says of it (P4.15)', () => {
    const recording = recordingOf({
      workloads: [workloadOf()],
      deployments: [
        deploymentOf({
          number: 2,
          rolloutState: 'FAILED',
          failure: 'CIRCUIT_BREAKER',
          startedAtMs: 60_000,
          endedAtMs: 90_500,
          failedTasks: 3,
        }),
        deploymentOf({ number: 3, rolloutState: 'IN_PROGRESS', endedAtMs: null, rollbackTo: 1 }),
      ],
    });
    const [failed, rollback] = deploymentSummaries(recording, 0);
    expect(failed).toMatchObject({
      service: 'web',
      id: 'ecs-svc/web-2',
      start: '1970-01-01T00:01:00Z',
      end: '1970-01-01T00:01:30.500Z',
      seconds: 30.5,
      rolloutStateReason: 'ECS deployment circuit breaker: task failed to start.',
    });
    expect(rollback).toMatchObject({
      end: null,
      seconds: null,
      rolloutStateReason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/web-1.',
    });
  });
});
