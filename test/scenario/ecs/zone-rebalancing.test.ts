import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/scenario/document.ts';
import { readService } from '../../../src/scenario/ecs/service.ts';
import { zoneRebalancing } from '../../../src/scenario/ecs/zone-rebalancing.ts';

const ZONE = 'attribute:ecs.availability-zone';

function rule(fields: Record<string, unknown>, isDescribed = false) {
  const text = JSON.stringify({ serviceName: 'web', taskDefinition: 'web', desiredCount: 1, ...fields });
  const { value } = readService(parseDocument(text, 'service.json'));
  return zoneRebalancing(value!, isDescribed);
}

describe('availabilityZoneRebalancing', () => {
  it('P3.28: is on for a new service, off for one that exists and never had the field', () => {
    expect(rule({})).toEqual({ isOn: true });
    expect(rule({}, true)).toEqual({ isOn: false });
    expect(rule({ availabilityZoneRebalancing: 'ENABLED' }, true)).toEqual({ isOn: true });
    expect(rule({ availabilityZoneRebalancing: 'DISABLED' })).toEqual({ isOn: false });
  });

  it('P3.28: is off by default for a service with binpack', () => {
    const placementStrategy = [
      { type: 'spread', field: ZONE },
      { type: 'binpack', field: 'memory' },
    ];
    expect(rule({ placementStrategy })).toEqual({ isOn: false });
    expect(rule({ placementStrategy, availabilityZoneRebalancing: 'ENABLED' })).toEqual({ isOn: true });
  });

  it.each([
    [{ deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } }, 'maximumPercent'],
    [{ placementStrategy: [{ type: 'spread', field: 'instanceId' }] }, 'placement strategy'],
    [{ placementConstraints: [{ type: 'memberOf', expression: `${ZONE} == us-east-1a` }] }, 'constraint'],
    [
      { loadBalancers: [{ loadBalancerName: 'classic', containerName: 'web', containerPort: 80 }] },
      'Classic Load Balancer',
    ],
  ])('P3.29: is not combined with %j', (fields, obstacle) => {
    expect(rule(fields).isOn).toBe(false);
    expect(rule({ ...fields, availabilityZoneRebalancing: 'ENABLED' }).obstacle).toContain(obstacle);
  });
});
