import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/base/units.ts';
import { fleet, service } from '../../sim/builders.ts';
import { EC2 } from '../../sim/fleets.ts';
import { eventsOf } from './runs.ts';

describe('ECS Container Instance State Change', () => {
  it('tells of an instance that registers, whose agent comes and goes, and that ends', () => {
    const span = { atMs: 5 * MINUTE_MS, untilMs: 6 * MINUTE_MS };
    const details = eventsOf({
      capacityProviders: [fleet([0])],
      services: [service({ capacity: EC2 })],
      failures: {
        hazards: [],
        incidents: [
          { kind: 'agent-disconnected', capacityProvider: 0, share: 1, ...span },
          { kind: 'instance-failure', capacityProvider: 0, count: 1, atMs: 10 * MINUTE_MS },
        ],
      },
    })
      .filter((event) => event['detail-type'] === 'ECS Container Instance State Change')
      .map(({ detail }) => detail);
    const seen = details.map(({ status, agentConnected, version }) => [status, agentConnected, version]);
    expect(seen).toEqual([
      ['ACTIVE', true, 1],
      ['ACTIVE', false, 2],
      ['ACTIVE', true, 3],
      ['INACTIVE', true, 4],
    ]);
    expect(details[1]).toMatchObject({
      ec2InstanceId: `i-${'0'.repeat(17)}`,
      registeredResources: [
        { name: 'CPU', integerValue: 2048 },
        { name: 'MEMORY', integerValue: 4000 },
      ],
      remainingResources: [{ integerValue: 2048 - 256 }, { integerValue: 4000 - 512 }],
      updatedAt: '2026-01-05T00:05:00Z',
    });
  });
});
