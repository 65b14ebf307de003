import { describe, expect, it } from 'vitest';
import { InstanceFilter } from '../../src/placement/stage.ts';
import { SmallCluster } from './small-cluster.ts';

class OddRows extends InstanceFilter {
  readonly name = 'odd rows';

  failures(row: number): number {
    return row % 2 === 1 ? 0 : 1;
  }
}

describe('InstanceFilter', () => {
  it('keeps the instances without a failure, in their order, and touches nothing beyond count', () => {
    const { cluster } = new SmallCluster({ instances: [{}] });
    const candidates = Int32Array.from([5, 2, 3, 8, 9]);
    expect(new OddRows().keep(candidates, 4, cluster.requests[0]!, cluster)).toBe(2);
    expect([...candidates.subarray(0, 2), candidates[4]]).toEqual([5, 3, 9]);
  });
});
