import { describe, expect, it } from 'vitest';
import { deployments } from '../../../src/report/sections/deployments.ts';
import type { RecordedDeployment } from '../../../src/sim/record/recording.ts';
import { clusterResultOf, deploymentOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build, rowTexts } from '../blocks.ts';

const built = (all: readonly RecordedDeployment[]) =>
  build(deployments, runOf([clusterResultOf(recordingOf({ workloads: [workloadOf()], deployments: all }))]));

describe('the deployments', () => {
  it('are a row each, with what they took and what they cost in healthy tasks', () => {
    const { tables } = built([deploymentOf({ number: 2, startedAtMs: 60_000, endedAtMs: 120_000 })]);
    expect(rowTexts(tables[0])).toEqual([['web', 'web:1', '2026-03-02 00:01:00', '1m', 'COMPLETED', '0', '8', '4']]);
  });

  it('that a newer one replaced say so, and those that go on have taken no time yet', () => {
    const { tables } = built([
      deploymentOf({ number: 1, rolloutState: 'IN_PROGRESS', status: 'INACTIVE' }),
      deploymentOf({ number: 2, rolloutState: 'IN_PROGRESS', endedAtMs: null }),
    ]);
    expect(rowTexts(tables[0]).map((row) => [row[3], row[4]])).toEqual([
      ['1m', 'replaced'],
      ['-', 'IN_PROGRESS'],
    ]);
  });

  it('that failed are told in the words of ECS (P4.15)', () => {
    expect(built([deploymentOf({ number: 2, rolloutState: 'FAILED', failure: 'CIRCUIT_BREAKER' })]).notes).toEqual([
      'ecs-svc/web-2: ECS deployment circuit breaker: task failed to start.',
    ]);
  });

  it('are no section where there are none', () => {
    expect(built([]).tables).toEqual([]);
  });
});
