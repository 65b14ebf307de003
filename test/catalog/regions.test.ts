import { describe, expect, it } from 'vitest';
import { availabilityZones, isAvailabilityZone, isRegion, nearestRegion, regions } from '../../src/catalog/regions.ts';

describe('regions', () => {
  it('are 36, in alphabetical order', () => {
    expect(regions()).toHaveLength(36);
    expect([...regions()].sort()).toEqual(regions());
  });

  it('are known by exact name; a near name is offered', () => {
    expect(isRegion('eu-west-1')).toBe(true);
    expect(isRegion('eu-wset-1')).toBe(false);
    expect(nearestRegion('eu-wset-1')).toBe('eu-west-1');
  });
});

describe('Availability Zones', () => {
  it('are named by their region and a letter', () => {
    expect(availabilityZones('us-east-1', 3)).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
  });

  it.each(['us-east-1', 'us-east-2a', 'us-east-1g', 'us-east-1ab', 'us-east-1A', ''])(
    '%j is none of us-east-1',
    (name) => {
      expect(isAvailabilityZone(name, 'us-east-1')).toBe(false);
    },
  );

  it('all belong to their region', () => {
    expect(availabilityZones('eu-west-1', 6).every((name) => isAvailabilityZone(name, 'eu-west-1'))).toBe(true);
  });
});
