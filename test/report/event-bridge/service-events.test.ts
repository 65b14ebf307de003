import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/base/units.ts';
import { FARGATE_LIMITS_DEFAULT } from '../../../src/sim/state/input/failures.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { definition, FARGATE, fleet, service } from '../../sim/builders.ts';
import { behaving, EC2 } from '../../sim/fleets.ts';
import { eventsOf } from './runs.ts';

const told = (type: string, ...inputs: readonly Partial<SimulationInput>[]) =>
  eventsOf(...inputs)
    .filter((event) => event['detail-type'] === type)
    .map(({ detail, resources }) => ({ ...detail, resources }) as Record<string, unknown>);
const onFargate = { launchTemplates: [], capacityProviders: [FARGATE], taskDefinitions: [definition()] };

describe('ECS Service Action', () => {
  const actions = (...inputs: readonly Partial<SimulationInput>[]) => told('ECS Service Action', ...inputs);

  it('tells of tasks that start and of the steady state, about the service', () => {
    expect(actions({ ...onFargate, services: [service()] })).toMatchObject([
      {
        eventType: 'INFO',
        eventName: 'TASKS_STARTED',
        resources: ['arn:aws:ecs:us-east-1:000000000000:service/shop/web'],
        createdAt: '2026-01-05T00:00:00Z',
      },
      { eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' },
    ]);
  });

  it('P11.4: gives a placement failure its resource code and the closest instance', () => {
    const full = { capacityProviders: [fleet([0])], services: [service({ capacity: EC2, desiredCount: 9 })] };
    expect(actions(full).find(({ eventName }) => eventName === 'SERVICE_TASK_PLACEMENT_FAILURE')).toMatchObject({
      eventType: 'ERROR',
      reason: 'RESOURCE:MEMORY',
      containerInstanceArns: [expect.stringContaining(':container-instance/shop/')],
    });
    const incident = { kind: 'fargate-unavailable' as const, capacityProvider: 0, zones: [0, 1, 2] };
    const failures = { hazards: [], incidents: [{ ...incident, atMs: 0, untilMs: 5 * MINUTE_MS }] };
    const updates = [{ atMs: MINUTE_MS, desiredCount: 2 }];
    const short = actions({ ...onFargate, services: [service({ updates })], failures });
    expect(short.find(({ eventType }) => eventType === 'ERROR')).toMatchObject({ reason: 'RESOURCE:FARGATE' });
  });

  it('P8.5: calls a launch rate that is exceeded throttling', () => {
    const fargateLimits = { ...FARGATE_LIMITS_DEFAULT, launchBurst: 1, launchesPerSecond: 1 };
    const found = actions({ ...onFargate, services: [service({ desiredCount: 3 })], fargateLimits });
    expect(found.map(({ eventName }) => eventName)).toContain('ECS_OPERATION_THROTTLED');
  });
});

describe('ECS Deployment State Change', () => {
  const deployments = [{ atMs: 5 * MINUTE_MS, taskDefinition: 1, load: null, test: null }];
  const circuitBreaker = {
    rollback: true,
    resetsOnHealthyTask: true,
    threshold: { type: 'COUNT' as const, value: 3 },
  };

  it('P11.4: tells of a deployment that begins, fails, and is rolled back, each in a sentence', () => {
    const states = told('ECS Deployment State Change', {
      ...onFargate,
      taskDefinitions: [definition(), behaving.failing(1)],
      services: [service({ deployments, circuitBreaker })],
    });
    expect(states.map(({ eventType, eventName, deploymentId }) => [eventType, eventName, deploymentId])).toEqual([
      ['INFO', 'SERVICE_DEPLOYMENT_IN_PROGRESS', 'ecs-svc/web-1'],
      ['INFO', 'SERVICE_DEPLOYMENT_COMPLETED', 'ecs-svc/web-1'],
      ['INFO', 'SERVICE_DEPLOYMENT_IN_PROGRESS', 'ecs-svc/web-2'],
      ['ERROR', 'SERVICE_DEPLOYMENT_FAILED', 'ecs-svc/web-2'],
      ['INFO', 'SERVICE_DEPLOYMENT_IN_PROGRESS', 'ecs-svc/web-3'],
      ['INFO', 'SERVICE_DEPLOYMENT_COMPLETED', 'ecs-svc/web-3'],
    ]);
    expect(states.map(({ reason }) => reason)).toEqual([
      'ECS deployment ecs-svc/web-1 in progress.',
      'ECS deployment ecs-svc/web-1 completed.',
      'ECS deployment ecs-svc/web-2 in progress.',
      'ECS deployment circuit breaker: task failed to start.',
      'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/web-1.',
      'ECS deployment ecs-svc/web-3 completed.',
    ]);
  });
});
