import { describe, expect, it } from 'vitest';
import { Streams } from '../../../../src/base/streams.ts';
import { RequestSizes } from '../../../../src/sim/controllers/requests/request-sizes.ts';

const COUNT = 400_000;

function sizes(kind: 'constant' | 'exponential' | 'lognormal', deviation: number): Float64Array {
  const drawn = new RequestSizes(kind, deviation, new Streams(3).get('sizes'));
  return Float64Array.from({ length: COUNT }, () => drawn.draw()).sort();
}

describe('RequestSizes', () => {
  it('have mean 1 and their deviation', () => {
    for (const [kind, deviation] of [
      ['exponential', 1],
      ['lognormal', 0.5],
      ['lognormal', 1.5],
    ] as const) {
      const values = sizes(kind, deviation);
      const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
      expect(Math.abs(mean - 1), kind).toBeLessThan((5 * deviation) / Math.sqrt(COUNT));
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT;
      expect(Math.abs(Math.sqrt(variance) / deviation - 1), kind).toBeLessThan(0.05);
    }
  });

  it('are lognormal by their quantiles: median 1 / sqrt(1 + cv²)', () => {
    const values = sizes('lognormal', 1);
    expect(values[COUNT / 2]!).toBeCloseTo(Math.SQRT1_2, 2);
    expect(values[COUNT * 0.975]! / Math.exp(-Math.LN2 / 2 + 1.959964 * Math.sqrt(Math.LN2))).toBeCloseTo(1, 1);
  });

  it('are all 1 when constant, and draw nothing', () => {
    const random = new Streams(1).get('a');
    expect(new RequestSizes('constant', 0, random).draw()).toBe(1);
    expect(random()).toBe(new Streams(1).get('a')());
  });
});
