import { describe, expect, it } from 'vitest';
import { onDemandInstances, warmPoolSize } from '../../../../src/sim/controllers/capacity/auto-scaling-rules.ts';

describe('onDemandInstances', () => {
  it('is the base, then the percentage of the rest, rounded up in favour of on demand', () => {
    const mix = { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 25 };
    expect([0, 1, 2, 3, 6, 7, 10].map((size) => onDemandInstances(size, mix))).toEqual([0, 1, 2, 3, 3, 4, 4]);
    const all = { onDemandBaseCapacity: 0, onDemandPercentageAboveBaseCapacity: 100 };
    expect(onDemandInstances(7, all)).toBe(7);
    expect(onDemandInstances(7, { ...all, onDemandPercentageAboveBaseCapacity: 0 })).toBe(0);
  });
});

describe('warmPoolSize', () => {
  it('is what the group may still grow by, or less by its prepared capacity, and its minimum at least', () => {
    expect(warmPoolSize({ minSize: 0, maxGroupPreparedCapacity: null }, 10, 4)).toBe(6);
    expect(warmPoolSize({ minSize: 0, maxGroupPreparedCapacity: 6 }, 10, 4)).toBe(2);
    expect(warmPoolSize({ minSize: 3, maxGroupPreparedCapacity: 6 }, 10, 4)).toBe(3);
  });
});
