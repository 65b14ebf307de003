import { expect, it } from 'vitest';
import { ScoreOrder } from '../../../src/placement/reference/score-order.ts';
import { SmallCluster } from '../small-cluster.ts';

it('keeps the candidates with the least score, in their order', () => {
  const { cluster } = new SmallCluster({ instances: [{}, {}, {}, {}] });
  const scores = [3, 1, 2, 1];
  const stage = new ScoreOrder('scores', (row) => scores[row]!);
  const candidates = Int32Array.of(3, 2, 1);
  expect(stage.keep(candidates, 3, cluster.requests[0]!, cluster)).toBe(2);
  expect([...candidates.subarray(0, 2)]).toEqual([3, 1]);
});
