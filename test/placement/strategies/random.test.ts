import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src/base/streams.ts';
import { drawPosition } from '../../../src/placement/strategies/random.ts';
import { SmallCluster } from '../small-cluster.ts';

describe('random', () => {
  it('P3.7: every candidate has the same chance', () => {
    const small = new SmallCluster({ instances: [{}, { cpuUnits: 0 }, {}, {}], strategies: [{ type: 'random' }] });
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 6000; i++) counts[small.pipeline.place(small.cluster.requests[0]!)]!++;
    expect(counts[1]).toBe(0);
    // A binomial of 6000 and 1/3 leaves 2000 ± 180 less than once in 10,000 seeds.
    for (const row of [0, 2, 3]) expect(Math.abs(counts[row]! - 2000)).toBeLessThan(180);
  });

  it('draws once where there is a choice, and not where there is none', () => {
    const random = new Streams('draw').get('positions');
    const twin = new Streams('draw').get('positions');
    expect(drawPosition(random, 1)).toBe(0);
    expect(drawPosition(random, 10)).toBe(Math.floor(twin() * 10));
    expect(drawPosition(random, 1000)).toBe(Math.floor(twin() * 1000));
  });
});
