import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/base/units.ts';
import { eventLines } from '../../src/report/event-bridge.ts';
import { runOf } from '../recordings.ts';
import { definition, FARGATE, service } from '../sim/builders.ts';
import { behaving, EC2, threeZones } from '../sim/fleets.ts';
import { eventsOf, runKept } from './event-bridge/runs.ts';

const busy = {
  ...threeZones,
  taskDefinitions: [behaving.exiting(5 * MINUTE_MS)],
  services: [service({ capacity: EC2, desiredCount: 4, updates: [{ atMs: 20 * MINUTE_MS, desiredCount: 30 }] })],
  failures: {
    hazards: [],
    incidents: [{ kind: 'zone-outage' as const, zone: 1, atMs: 10 * MINUTE_MS, untilMs: 30 * MINUTE_MS }],
  },
};

describe('the events of EventBridge', () => {
  it('are a line of JSON each, in order of time over all clusters, with ids of their own', () => {
    const lines = [...eventLines(runKept(busy, { ...busy, clusterName: 'other' }))];
    expect(lines.every((line) => line.endsWith('}\n') && !line.slice(0, -1).includes('\n'))).toBe(true);
    const events = lines.map((line) => JSON.parse(line));
    const times = events.map(({ time }) => Date.parse(time));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(new Set(events.map(({ detail }) => detail.clusterArn?.split('/')[1]))).toEqual(new Set(['shop', 'other']));
  });

  it('are the same bytes for the same run', () => {
    expect([...eventLines(runKept(busy))]).toEqual([...eventLines(runKept(busy))]);
  });

  it('are of every kind that happened', () => {
    expect(new Set(eventsOf(busy).map((event) => event['detail-type']))).toEqual(
      new Set(['ECS Task State Change', 'ECS Container Instance State Change', 'ECS Service Action']),
    );
    const deployments = [{ atMs: MINUTE_MS, taskDefinition: 0, load: null, test: null }];
    const deployed = { capacityProviders: [FARGATE], launchTemplates: [], taskDefinitions: [definition()] };
    expect(
      eventsOf({ ...deployed, services: [service({ deployments })] }).map((event) => event['detail-type']),
    ).toContain('ECS Deployment State Change');
  });

  it('are none of a run that kept no state changes', () => {
    expect([...eventLines(runOf([]))]).toEqual([]);
  });
});
