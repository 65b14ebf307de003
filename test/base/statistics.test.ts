import { describe, expect, it } from 'vitest';
import { pairedDifference, sampleOf, studentQuantile } from '../../src/base/statistics.ts';

describe("the quantile of Student's t", () => {
  it.each([
    [1, 12.7062],
    [2, 4.3027],
    [3, 3.1824],
    [4, 2.7764],
    [5, 2.5706],
    [9, 2.2622],
    [10, 2.2281],
    [29, 2.0452],
    [30, 2.0423],
    [60, 2.0003],
    [120, 1.9799],
  ])('two-sided 95 %% with %d degrees of freedom is the %d of the printed tables', (degrees, printed) => {
    expect(studentQuantile(0.95, degrees)).toBeCloseTo(printed, 4);
  });

  it('two-sided 99 % is that of the printed tables too', () => {
    expect(studentQuantile(0.99, 4)).toBeCloseTo(4.6041, 4);
    expect(studentQuantile(0.99, 15)).toBeCloseTo(2.9467, 4);
  });

  it('with 1 and 2 degrees of freedom is the closed form of the Cauchy and of the second distribution', () => {
    for (const p of [0.1, 0.5, 0.9, 0.999]) {
      expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan((Math.PI * p) / 2), 8);
      expect(studentQuantile(p, 2)).toBeCloseTo(p * Math.sqrt(2 / (1 - p * p)), 8);
    }
  });

  it('tends to that of the normal distribution', () => {
    expect(studentQuantile(0.95, 100_000)).toBeCloseTo(1.95996, 4);
  });
});

describe('a sample', () => {
  it('has the mean, the deviation by n - 1 and the half width t·s/√n', () => {
    // Sum 25, squares about the mean 5: 9 + 1 + 0 + 1 + 9 = 20.
    const { count, mean, standardDeviation, halfWidth } = sampleOf([2, 4, 5, 6, 8]);
    expect([count, mean]).toEqual([5, 5]);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(5), 12);
    expect(halfWidth).toBeCloseTo((2.7764451 * Math.sqrt(5)) / Math.sqrt(5), 6);
  });

  it('of one value knows no deviation', () => {
    expect(sampleOf([3])).toEqual({ count: 1, mean: 3, standardDeviation: null, halfWidth: null });
  });

  it('of paired differences forgets what both of a pair share', () => {
    const shared = [10, 70, 30, 90];
    const { mean, halfWidth } = pairedDifference(
      shared.map((value) => value + 2),
      shared,
    );
    expect(mean).toBe(2);
    expect(halfWidth).toBe(0);
  });
});
