import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { PROVISIONING, STOPPED } from '../../../src/sim/state/tasks.ts';
import { smallInputs } from '../../sim/arbitrary-inputs.ts';
import {
  constant,
  definition,
  FARGATE,
  FARGATE_SPOT,
  image,
  listed,
  service,
  source,
  timing,
} from '../../sim/builders.ts';
import { EC2, threeZones } from '../../sim/fleets.ts';
import { eventsOf, START_MS } from './runs.ts';

type Detail = Readonly<Record<string, unknown>>;
const detailsOf = (...inputs: readonly Partial<SimulationInput>[]): Detail[] =>
  eventsOf(...inputs)
    .filter((event) => event['detail-type'] === 'ECS Task State Change')
    .map(({ detail }) => detail);
const at = (ms: number) => new Date(START_MS + ms).toISOString().replace('.000Z', 'Z');

/** 17.7 s before the pull, 3.0 s of pull and 3.0 s to RUNNING (P4.20). */
const sample = {
  launchTemplates: [],
  capacityProviders: [FARGATE],
  images: [image('web', 90)],
  taskDefinitions: [definition({ images: [0], isAwsvpc: true })],
  timing: timing({
    fargateProvisioningMs: constant(17_700),
    containerStartMs: constant(3000),
    fargateSmallPullMiBPerSecond: 30,
    unpackMiBPerSecond: 0,
    deprovisioningMs: constant(10_000),
  }),
};

describe('ECS Task State Change', () => {
  it('P4.20: has the fields and times of the sample event', () => {
    const details = detailsOf({ ...sample, services: [service()] });
    expect(details.map(({ lastStatus }) => lastStatus)).toEqual(['PROVISIONING', 'PENDING', 'RUNNING']);
    expect(details.at(-1)).toMatchObject({
      availabilityZone: 'us-east-1a',
      clusterArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/shop',
      connectivity: 'CONNECTED',
      containers: [{ lastStatus: 'RUNNING', name: 'web' }],
      cpu: '256',
      memory: '512',
      createdAt: at(0),
      connectivityAt: at(17_700),
      pullStartedAt: at(17_700),
      pullStoppedAt: at(20_700),
      startedAt: at(23_700),
      updatedAt: at(23_700),
      desiredStatus: 'RUNNING',
      lastStatus: 'RUNNING',
      group: 'service:web',
      launchType: 'FARGATE',
      overrides: { containerOverrides: [] },
      platformVersion: '1.4.0',
      startedBy: 'ecs-svc/web-1',
      taskArn: expect.stringContaining(':task/shop/'),
      taskDefinitionArn: expect.stringMatching(/:task-definition\/web:1$/),
      version: 3,
    });
  });

  it('knows at each status only what has come to pass', () => {
    const [provisioning, pending] = detailsOf({ ...sample, services: [service()] });
    expect(Object.keys(provisioning!)).not.toContain('availabilityZone');
    expect(Object.keys(provisioning!).filter((key) => key.endsWith('At'))).toEqual(['createdAt', 'updatedAt']);
    expect(pending).toMatchObject({ pullStartedAt: at(17_700), containers: [{ lastStatus: 'PENDING' }] });
    expect(Object.keys(pending!)).not.toContain('pullStoppedAt');
  });

  it('P11.5: tells the stop code and reason from the stop on, the exit code when the containers have ended', () => {
    const taskSources = [source({ arrivals: listed(0) })];
    const details = detailsOf({ ...sample, taskSources });
    expect(details.slice(3)).toMatchObject([
      { lastStatus: 'STOPPING', desiredStatus: 'STOPPED', stopCode: 'EssentialContainerExited' },
      { lastStatus: 'DEPROVISIONING', stoppedReason: 'Essential container in task exited' },
      { lastStatus: 'STOPPED', stoppedAt: at(23_700 + 60_000 + 10_000), containers: [{ exitCode: 0 }] },
    ]);
    expect(details[0]).toMatchObject({ group: 'family:web' });
    expect(Object.keys(details[0]!)).not.toContain('startedBy');
  });

  it('P1.18: names every container; the exit code is of the one that ended the task', () => {
    const taskDefinitions = [definition({ images: [0], isAwsvpc: true, containers: ['app', 'agent'] })];
    const details = detailsOf({ ...sample, taskDefinitions, taskSources: [source({ arrivals: listed(0) })] });
    const [app, agent] = details.at(-1)!.containers as Record<string, unknown>[];
    expect([app, agent]).toMatchObject([
      { name: 'app', lastStatus: 'STOPPED', exitCode: 0 },
      { name: 'agent', lastStatus: 'STOPPED' },
    ]);
    expect(Object.keys(agent!)).not.toContain('exitCode');
    expect(agent!.containerArn).not.toBe(app!.containerArn);
  });

  it('P5.21: a Spot interruption is one by its stop code', () => {
    const details = detailsOf({
      ...sample,
      durationMs: 20 * HOUR_MS,
      capacityProviders: [FARGATE_SPOT],
      services: [service()],
      failures: { hazards: [{ kind: 'task-interruption', capacityProvider: 0, perHour: 1 }], incidents: [] },
    });
    const stopped = details.filter(({ lastStatus }) => lastStatus === 'STOPPED');
    expect(stopped.length).toBeGreaterThan(5);
    for (const detail of stopped) {
      expect(detail).toMatchObject({
        stopCode: 'SpotInterruption',
        stoppedReason: 'Your Spot Task was interrupted.',
        capacityProviderName: 'FARGATE_SPOT',
      });
    }
  });

  it('carries every task of random clusters from PROVISIONING on, never back, and to STOPPED once', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const { taskStatuses, tasks } = simulate({
          ...input,
          record: { ...input.record, keepStateChanges: true },
        }).stateChanges!;
        const last = new Map<number, number>();
        for (let i = 0; i < taskStatuses.length; i++) {
          const number = taskStatuses.taskNumber[i]!;
          expect(taskStatuses.status[i]).toBeGreaterThan(last.get(number) ?? -1);
          if (!last.has(number)) expect(taskStatuses.status[i]).toBe(PROVISIONING);
          if (i > 0) expect(taskStatuses.atMs[i]).toBeGreaterThanOrEqual(taskStatuses.atMs[i - 1]!);
          last.set(number, taskStatuses.status[i]!);
        }
        const stopped = [...last.values()].filter((status) => status === STOPPED).length;
        expect(last.size).toBe(tasks.length);
        expect(stopped).toBe(tasks.stoppedAtMs.filter((ms) => !Number.isNaN(ms)).length);
      }),
      { numRuns: 100 },
    );
  });

  it('names the container instance on EC2', () => {
    const [, pending] = detailsOf({ ...threeZones, services: [service({ capacity: EC2 })] });
    expect(pending).toMatchObject({ launchType: 'EC2', containerInstanceArn: expect.stringContaining('/shop/0000') });
    expect(Object.keys(pending!)).not.toContain('platformVersion');
  });
});
