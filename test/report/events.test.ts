import { describe, expect, it } from 'vitest';
import { eventsOf, mostTelling, type ReportEvent } from '../../src/report/events.ts';
import { DECISION_KINDS, DESIRED_COUNT_UPDATED } from '../../src/sim/record/decisions.ts';
import { EVENT_PLACEMENT_FAILURE, EVENT_STARTED_TASKS } from '../../src/sim/record/recording.ts';
import { decisionsOf, deploymentOf, recordingOf, serviceEventsOf, workloadOf } from '../recordings.ts';

const workloads = [workloadOf(), workloadOf({ name: 'api' })];

describe('the events of a cluster', () => {
  it('are service events, deployments and decisions in order of time, a cause before what it caused', () => {
    const recording = recordingOf({
      workloads,
      serviceEvents: serviceEventsOf([
        [10_000, 0, EVENT_STARTED_TASKS, 2, -1],
        [90_000, 1, EVENT_PLACEMENT_FAILURE, 0, -1],
      ]),
      decisions: decisionsOf([[10_000, DESIRED_COUNT_UPDATED, 0, 2, 4]]),
      deployments: [deploymentOf({ startedAtMs: 60_000, endedAtMs: 80_000 })],
    });
    expect(eventsOf(recording).map(({ atMs, kind, subject }) => [atMs, kind, subject])).toEqual([
      [10_000, 'DESIRED_COUNT_UPDATED', 'web'],
      [10_000, 'STARTED_TASKS', 'web'],
      [60_000, 'DEPLOYMENT_STARTED', 'web'],
      [90_000, 'PLACEMENT_FAILURE', 'api'],
    ]);
  });

  it('tell when a newer deployment replaced one, for which ECS has no event', () => {
    const replaced = deploymentOf({ status: 'INACTIVE', rolloutState: 'IN_PROGRESS', endedAtMs: 30_000 });
    const events = eventsOf(recordingOf({ workloads, deployments: [replaced] }));
    expect(events.map(({ atMs, kind }) => [atMs, kind])).toEqual([
      [0, 'DEPLOYMENT_STARTED'],
      [30_000, 'DEPLOYMENT_REPLACED'],
    ]);
    expect(events[0].message).toBe('(deployment ecs-svc/web-2) started with web:1.');
  });

  it('leave out what a control loop only looked at', () => {
    const kinds = DECISION_KINDS as (typeof DECISION_KINDS)[number][];
    const kind = kinds.push({ name: 'LOOKED', subject: 'service', values: [], isEvaluation: true }) - 1;
    const events = eventsOf(recordingOf({ workloads, decisions: decisionsOf([[0, kind, 0]]) }));
    kinds.pop();
    expect(events).toEqual([]);
  });
});

describe('the most telling events', () => {
  const event = (atMs: number, subject: string, isRoutine: boolean): ReportEvent => {
    return {
      atMs,
      subject,
      isRoutine,
      clusterName: 'shop',
      subjectKind: 'service',
      kind: 'ANY',
      message: '',
      mark: null,
    };
  };
  const told = (events: readonly ReportEvent[]) => events.map(({ atMs, subject }) => `${subject}${atMs}`);

  it('are all while there is room', () => {
    const events = [event(1, 'web', true), event(2, 'api', false)];
    expect(mostTelling(events, 2)).toEqual(events);
  });

  it('give every subject its turn: first what is no routine, then the latest', () => {
    const loud = [1, 3, 5, 7].map((atMs) => event(atMs, 'web', atMs !== 3));
    const quiet = [event(2, 'api', true), event(4, 'api', true)];
    const events = [...loud, ...quiet].sort((one, other) => one.atMs - other.atMs);
    expect(told(mostTelling(events, 4))).toEqual(['api2', 'web3', 'api4', 'web7']);
  });

  it('take container instances as one subject, for they are many', () => {
    const instances = [1, 2, 3].map((atMs) => ({
      ...event(atMs, `i-${atMs}`, true),
      subjectKind: 'container-instance' as const,
    }));
    const events = [...instances, event(4, 'web', true), event(5, 'web', true)];
    expect(told(mostTelling(events, 4))).toEqual(['i-22', 'i-33', 'web4', 'web5']);
  });
});
