import { describe, expect, it } from 'vitest';
import { secondsDistributionSchema } from '../../../src/scenario/schema/distribution.ts';

describe('a distribution of times', () => {
  it.each([
    [90, 90_000],
    ['15m', 900_000],
    [{ constant: 2 }, { constant: 2000 }],
    [{ uniform: { min: 1, max: '1m' } }, { uniform: { min: 1000, max: 60_000 } }],
    [{ exponential: { mean: 30 } }, { exponential: { mean: 30_000 } }],
    [{ lognormal: { median: 240, p95: 900 } }, { lognormal: { median: 240_000, p95: 900_000 } }],
    [{ gamma: { mean: '48h', cv: 0.4 } }, { gamma: { mean: 172_800_000, cv: 0.4 } }],
    [{ gamma: { shape: 2, scale: 3 } }, { gamma: { shape: 2, scale: 3000 } }],
    [{ empirical: 'runs.csv' }, { empirical: 'runs.csv' }],
  ])('%j is read in ms', (setting, expected) => {
    expect(secondsDistributionSchema.parse(setting)).toEqual(expected);
  });

  it.each([-1, 'soon', { lognormal: { mean: 3 } }, { gamma: { shape: 0, scale: 1 } }, { normal: { mean: 1 } }])(
    '%j is refused',
    (setting) => {
      expect(secondsDistributionSchema.safeParse(setting).success).toBe(false);
    },
  );
});
