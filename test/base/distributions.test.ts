import { describe, expect, it } from 'vitest';
import { createSampler, type DistributionInput } from '../../src/base/distributions.ts';
import { Streams } from '../../src/base/streams.ts';

const COUNT = 40_000;

function draw(distribution: DistributionInput, seed: string): Float64Array {
  const sample = createSampler(distribution, new Streams(seed).get('test'));
  return Float64Array.from({ length: COUNT }, sample).sort();
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean, standard deviation, median and 95th percentile by their closed forms. */
const cases: (readonly [string, DistributionInput, { mean: number; sd: number; p50: number; p95: number }])[] = [
  ['uniform', { kind: 'uniform', min: 10, max: 30 }, { mean: 20, sd: 20 / Math.sqrt(12), p50: 20, p95: 29 }],
  [
    'exponential',
    { kind: 'exponential', mean: 40 },
    { mean: 40, sd: 40, p50: 40 * Math.log(2), p95: 40 * Math.log(20) },
  ],
  [
    'lognormal',
    { kind: 'lognormal', mu: Math.log(240), sigma: 0.5 },
    {
      mean: 240 * Math.exp(0.125),
      sd: 240 * Math.exp(0.125) * Math.sqrt(Math.expm1(0.25)),
      p50: 240,
      p95: 240 * Math.exp(0.5 * 1.6448536),
    },
  ],
  // Shape 2: F(x) = 1 − (1 + x/θ) e^(−x/θ); the quantiles solve it.
  ['gamma', { kind: 'gamma', shape: 2, scale: 10 }, { mean: 20, sd: Math.sqrt(200), p50: 16.78347, p95: 47.43865 }],
];

describe('createSampler', () => {
  it.each(cases)('%s has the mean and the quantiles of its closed form', (name, distribution, expected) => {
    const values = draw(distribution, name);
    expect(Math.abs(mean(values) - expected.mean)).toBeLessThan((5 * expected.sd) / Math.sqrt(COUNT));
    expect(values[COUNT / 2]! / expected.p50).toBeCloseTo(1, 1);
    expect(values[COUNT * 0.95]! / expected.p95).toBeCloseTo(1, 1);
    const below = (limit: number) => values.filter((value) => value <= limit).length / COUNT;
    expect(Math.abs(below(expected.p50) - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / COUNT));
    expect(Math.abs(below(expected.p95) - 0.95)).toBeLessThan(5 * Math.sqrt((0.95 * 0.05) / COUNT));
  });

  it('constant is always its value and draws nothing', () => {
    const random = new Streams(1).get('a');
    const sample = createSampler({ kind: 'constant', value: 7 }, random);
    expect([sample(), sample()]).toEqual([7, 7]);
    expect(random()).toBe(new Streams(1).get('a')());
  });

  it('empirical draws each of its values with the same chance, and no other', () => {
    const values = draw({ kind: 'empirical', values: Float64Array.of(3, 5, 5, 9) }, 'empirical');
    const shares = [3, 5, 9].map((value) => values.filter((one) => one === value).length / COUNT);
    for (const [i, share] of [0.25, 0.5, 0.25].entries()) {
      expect(Math.abs(shares[i]! - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / COUNT));
    }
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1);
  });

  it('refuses a kind that it does not know', () => {
    const unknown = { kind: 'pareto' } as unknown as DistributionInput;
    expect(() => createSampler(unknown, Math.sin as never)).toThrow('unexpected value');
  });

  it('draws the same from the same stream', () => {
    for (const [name, distribution] of cases) expect(draw(distribution, name)).toEqual(draw(distribution, name));
  });
});
