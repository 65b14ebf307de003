import { describe, expect, it } from 'vitest';
import { type ExplainQuestion, explanation } from '../../src/report/explanation.ts';
import {
  DESIRED_COUNT_UPDATED,
  INSTANCE_TERMINATED,
  SCALED_OUT,
  SCALING_EVALUATED,
} from '../../src/sim/record/decisions.ts';
import { EVENT_STARTED_TASKS, type WorkloadState } from '../../src/sim/record/recording.ts';
import {
  decisionsOf,
  deploymentOf,
  ec2PoolOf,
  lifetimesLogOf,
  recordingOf,
  serviceEventsOf,
  workloadOf,
} from '../recordings.ts';

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 5);
const question: ExplainQuestion = {
  subjectKind: 'service',
  subject: 'web',
  fromMs: 0,
  atMs: 10 * MINUTE_MS,
  toMs: 20 * MINUTE_MS,
};
const state: WorkloadState = {
  desiredTasks: 12,
  runningTasks: 8,
  healthyTasks: 7,
  stoppingTasks: 0,
  pendingTasks: { capacity: 2, provisioning: 0, imagePull: 1, containerStart: 0 },
  missing: { cause: 'launchRate', tasks: 1 },
};
const recording = recordingOf({
  workloads: [
    workloadOf({ scalingPolicies: [{ policyName: 'cpu', metricName: 'CPUUtilization' }] }),
    workloadOf({ name: 'api' }),
  ],
  pools: [ec2PoolOf()],
  stateTold: { atMs: question.atMs, workloads: [state, state] },
  decisions: decisionsOf([
    [9 * MINUTE_MS, DESIRED_COUNT_UPDATED, 0, 8, 12],
    [10 * MINUTE_MS, SCALING_EVALUATED, 0, 0, 83.25, 50, 2, 1],
    [11 * MINUTE_MS, DESIRED_COUNT_UPDATED, 1, 1, 2],
    [21 * MINUTE_MS, DESIRED_COUNT_UPDATED, 0, 12, 13],
  ]),
  serviceEvents: serviceEventsOf([[11 * MINUTE_MS, 0, EVENT_STARTED_TASKS, 4, -1]]),
  deployments: [deploymentOf({ startedAtMs: 5 * MINUTE_MS, endedAtMs: 15 * MINUTE_MS })],
  containerInstances: lifetimesLogOf([
    { launchedAtMs: 0, registeredAtMs: 0 },
    { launchedAtMs: 9 * MINUTE_MS, registeredAtMs: 12 * MINUTE_MS },
    { launchedAtMs: 0, registeredAtMs: 0, drainingAtMs: MINUTE_MS, terminatedAtMs: 10 * MINUTE_MS },
  ]),
});

describe('an explanation', () => {
  it('tells how the service stood, what its tasks waited for, and what happened around the moment in order', () => {
    expect(explanation(recording, question, START)).toEqual([
      'service/web in cluster shop at 2026-01-05 00:10:00 UTC, 10m after the start',
      '',
      'web: 12 desired, 8 running, 7 healthy, 3 pending.',
      '  Pending: 2 waiting for an instance with room, 1 pulling images.',
      '  1 not created: the rate of launches.',
      '  Deployment ecs-svc/web-2 with web:1: started 5m before, IN_PROGRESS.',
      'general: 1 instance active, 1 launching.',
      '',
      'What happened from 00:00:00 to 00:20:00:',
      '  00:05:00  (deployment ecs-svc/web-2) started with web:1.',
      '  00:09:00  Desired count set from 8 to 12.',
      '  00:10:00  Looked at CPUUtilization 83.25 (policy cpu), target 50; high alarm ALARM, low alarm OK.',
      '  00:10:00  ── the moment asked about ──',
      '  00:11:00  (service web) has started 4 tasks.',
    ]);
  });

  it('of a cluster tells of every service, and names whom a line is about', () => {
    const lines = explanation(recording, { ...question, subjectKind: 'cluster', subject: '' }, START);
    expect(lines[0]).toBe('cluster shop at 2026-01-05 00:10:00 UTC, 10m after the start');
    expect(lines).toContain('api: 12 desired, 8 running, 7 healthy, 3 pending.');
    expect(lines).toContain('  00:11:00  api: Desired count set from 1 to 2.');
  });

  it('of a capacity provider has its instances, and nothing of services', () => {
    const lines = explanation(recording, { ...question, subjectKind: 'capacity-provider', subject: 'general' }, START);
    expect(lines.slice(2)).toEqual([
      'general: 1 instance active, 1 launching.',
      '',
      'What happened from 00:00:00 to 00:20:00:',
      '  Nothing.',
    ]);
  });

  it('has nothing to say of a subject that the cluster does not have', () => {
    expect(explanation(recording, { ...question, subject: 'shop' }, START)).toEqual([]);
  });

  it('tells once what happens to several instances in one instant', () => {
    const ends = [0, 1].map((instance) => [10 * MINUTE_MS, INSTANCE_TERMINATED, instance, 0] as const);
    const lines = explanation(
      { ...recording, containerInstanceNames: ['i-0', 'i-1'], decisions: decisionsOf(ends) },
      question,
      START,
    );
    expect(lines).toContain('  00:10:00  2 container instances: Terminated: its Auto Scaling group is made smaller.');
  });

  it('tells a long row of a kind by its first and its last', () => {
    const row = Array.from({ length: 6 }, (_, i) => [i * 1000, DESIRED_COUNT_UPDATED, 0, i, i + 1] as const);
    const lines = explanation({ ...recording, decisions: decisionsOf(row), deployments: [] }, question, START);
    expect(lines.slice(8, 11)).toEqual([
      '  00:00:00  Desired count set from 0 to 1.',
      '            … 4 more of the kind',
      '  00:00:05  Desired count set from 5 to 6.',
    ]);
  });

  it('counts what is too much to read', () => {
    const kinds = [DESIRED_COUNT_UPDATED, SCALED_OUT];
    const many = Array.from({ length: 500 }, (_, i) => [i, kinds[i % 2], 0, i, i + 1] as const);
    const lines = explanation({ ...recording, decisions: decisionsOf(many) }, question, START);
    expect(lines.at(-1)).toBe('  … and 102 more; --explain-window narrows the span.');
  });
});
