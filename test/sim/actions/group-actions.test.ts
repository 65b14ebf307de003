import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../src/sim/actions/engine-parts.ts';
import { GROUP_RESIZED } from '../../../src/sim/kernel/event-kinds.ts';
import { input, scaled } from '../builders.ts';

/** A group of two instances, from one to five. */
function shop() {
  const parts = assembleEngine(input({ capacityProviders: [scaled([0, 0], { minSize: 1, maxSize: 5 })] }));
  parts.instances.startWith(0);
  parts.instances.startWith(0);
  return parts;
}

describe('GroupActions', () => {
  it('sets a desired capacity within the bounds of the group, and asks for the instances in the same instant', () => {
    const { groups, cluster, timeline } = shop();
    const desired = [3, 9, 0].map((wanted) => {
      groups.setDesiredCapacity(0, wanted);
      return cluster.autoScaling.desiredCapacity[0];
    });
    expect(desired).toEqual([3, 5, 1]);
    expect([timeline.advance(1), timeline.nowMs, timeline.kind, timeline.a]).toEqual([true, 0, GROUP_RESIZED, 0]);
  });

  it('asks for nothing where the group has its desired capacity', () => {
    const { groups, timeline } = shop();
    groups.setDesiredCapacity(0, 2);
    groups.settle(0);
    expect(timeline.advance(1)).toBe(false);
  });
});
