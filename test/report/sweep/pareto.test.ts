import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pair, paretoFront } from '../../../src/report/sweep/pareto.ts';

const beats = (a: Pair, b: Pair) => a.x <= b.x && a.y <= b.y && (a.x < b.x || a.y < b.y);

describe('the Pareto front', () => {
  it('is, by the definition, every pair that no other beats, from least to most x', () => {
    const coordinate = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 40 }), (pairs) => {
        const plain = [...pairs.keys()].filter((one) => !pairs.some((other) => beats(other, pairs[one])));
        const front = paretoFront(pairs);
        expect([...front].sort((a, b) => a - b)).toEqual(plain);
        expect(front.map((position) => pairs[position].x)).toEqual(front.map((p) => pairs[p].x).sort((a, b) => a - b));
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(paretoFront([])).toEqual([]);
  });
});
