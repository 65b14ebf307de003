import { describe, expect, it } from 'vitest';
import { drawExponential } from '../../src/base/exponential.ts';
import { Streams } from '../../src/base/streams.ts';

const COUNT = 2_000_000;

function draw(name: string): Float64Array {
  const random = new Streams('exponential').get(name);
  return Float64Array.from({ length: COUNT }, () => drawExponential(random));
}

describe('drawExponential', () => {
  const values = draw('values');

  it('has mean 1, variance 1 and the third moment 6, within five standard errors', () => {
    // Var(X) = 1, Var(X²) = 20, Var(X³) = 684.
    for (const [power, moment, variance] of [
      [1, 1, 1],
      [2, 2, 20],
      [3, 6, 684],
    ] as const) {
      const mean = values.reduce((sum, value) => sum + value ** power, 0) / COUNT;
      expect(Math.abs(mean - moment), `moment ${power}`).toBeLessThan(5 * Math.sqrt(variance / COUNT));
    }
  });

  it('is nowhere further from 1 − e^(−x) than Kolmogorov allows at 0.1 %, the tail beyond the layers included', () => {
    const sorted = values.slice().sort();
    const distance = sorted.reduce(
      (most, value, i) => Math.max(most, Math.abs(-Math.expm1(-value) - (i + 0.5) / COUNT)),
      0,
    );
    expect(distance).toBeLessThan(1.95 / Math.sqrt(COUNT));
    for (const limit of [7, 7.697, 9, 11]) {
      const share = sorted.filter((value) => value > limit).length / COUNT;
      const chance = Math.exp(-limit);
      expect(Math.abs(share - chance), `above ${limit}`).toBeLessThan(5 * Math.sqrt(chance / COUNT));
    }
  });

  it('has no memory from one draw to the next', () => {
    const product = values.reduce((sum, value, i) => (i === 0 ? 0 : sum + (value - 1) * (values[i - 1]! - 1)), 0);
    expect(Math.abs(product / COUNT)).toBeLessThan(5 / Math.sqrt(COUNT));
  });
});
