import { describe, expect, it } from 'vitest';
import { ColumnOrder } from '../../../src/placement/strategies/column-order.ts';
import { SmallCluster } from '../small-cluster.ts';

describe('ColumnOrder', () => {
  it('keeps the candidates with the least value, in their order', () => {
    const { cluster } = new SmallCluster({ instances: [{}, {}, {}, {}] });
    const column = Int32Array.from([1, 5, 3, 3]);
    const order = new ColumnOrder('by test', () => column);
    const candidates = Int32Array.from([1, 2, 3, 0]);
    expect(order.keep(candidates, 3, cluster.requests[0]!, cluster)).toBe(2);
    expect([...candidates.subarray(0, 2)]).toEqual([2, 3]);
  });
});
