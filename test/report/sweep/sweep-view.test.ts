import { expect, it } from 'vitest';
import { viewOf } from '../../../src/report/sweep/sweep-view.ts';
import { emptyResults, handMadeResults } from './results.ts';

it('the view has the front of each burden that points have, cheapest first', () => {
  // Cost 100, 200, 300, 150, 250, 350 against latency 900, 450, 300, 450, 225, 150: 200 is beaten by 150, 300 by 250.
  const { fronts, points } = viewOf(handMadeResults());
  expect(fronts).toEqual([{ burden: expect.objectContaining({ name: 'latencyMsP99' }), positions: [0, 3, 4, 5] }]);
  expect(points).toHaveLength(6);
});

it('the view of a sweep without figures has no front', () => {
  expect(viewOf(emptyResults())).toMatchObject({ points: [], costs: [], burdens: [], fronts: [] });
});
