import { describe, expect, it } from 'vitest';
import { InstanceOrder } from '../../../src/placement/index/instance-order.ts';
import { SmallCluster } from '../small-cluster.ts';

describe('InstanceOrder', () => {
  it('P3.8: compares by the first column, then by the next, and finds equals not before each other', () => {
    const { cluster } = new SmallCluster({ instances: [] });
    const order = new InstanceOrder([() => Int32Array.from([1, 1, 2, 1]), () => Int32Array.from([5, 4, 0, 5])]);
    order.read(cluster);
    expect([order.isBefore(1, 0), order.isBefore(0, 1), order.isBefore(0, 2), order.isBefore(2, 0)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([order.isBefore(0, 3), order.isBefore(3, 0)]).toEqual([false, false]);
  });
});
