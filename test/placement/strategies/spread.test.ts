import { describe, expect, it } from 'vitest';
import { SmallCluster } from '../small-cluster.ts';

const overZones = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;
const overInstances = { type: 'spread', field: 'instanceId' } as const;
const overRacks = { type: 'spread', field: 'attribute:rack' } as const;
const abb = [{ zone: 0 }, { zone: 1 }, { zone: 1 }];

describe('spread', () => {
  it('P3.5: goes to the zone with the fewest tasks of the service; those of another do not count', () => {
    const small = new SmallCluster({ instances: abb, strategies: [overZones] });
    small.put(0);
    small.put(1, 1);
    expect([small.place(), small.place(), small.place()]).toEqual([1, 0, 1]);
  });

  it('P3.5: instanceId is a group per instance', () => {
    const small = new SmallCluster({ instances: abb, strategies: [overInstances] });
    expect([small.place(), small.place(), small.place(), small.place()]).toEqual([0, 1, 2, 0]);
  });

  it('P3.9: when the emptiest group has no instance that fits, the next is taken', () => {
    const instances = [{ zone: 0, cpuUnits: 0 }, { zone: 1 }];
    const small = new SmallCluster({ instances, strategies: [overZones] });
    expect([small.place(), small.place()]).toEqual([1, 1]);
  });

  it('P3.10: instances without the attribute are a group of their own', () => {
    const instances = [{ attributes: { rack: 'a' } }, { attributes: {} }, { attributes: {} }];
    const small = new SmallCluster({ instances, strategies: [overRacks] });
    expect([small.place(), small.place(), small.place(), small.place()]).toEqual([0, 1, 0, 1]);
  });

  it('P3.11: a task told to stop counts no more, though it holds its resources', () => {
    const small = new SmallCluster({ instances: abb, strategies: [overZones] });
    small.cluster.setUndesired(small.put(0));
    small.put(1);
    expect(small.place()).toBe(0);
  });

  it('P3.8 EX: spread over zones, then binpack cpu: the fullest fitting instance of the emptiest zone', () => {
    const instances = [
      { zone: 0, cpuUnits: 512 },
      { zone: 0, cpuUnits: 2048 },
      { zone: 1, cpuUnits: 128 },
    ];
    const small = new SmallCluster({ instances, strategies: [overZones, { type: 'binpack', field: 'cpu' }] });
    expect(small.place()).toBe(0);
  });

  it('P3.8: after binpack, spread acts on exact ties only', () => {
    const instances = [{ memoryMiB: 2000 }, { memoryMiB: 2000 }, { memoryMiB: 3000 }];
    const small = new SmallCluster({ instances, strategies: [{ type: 'binpack', field: 'memory' }, overInstances] });
    small.put(0, 1);
    small.put(1, 1);
    small.put(0, 1);
    small.put(1, 0);
    expect(small.place()).toBe(0);
  });
});
