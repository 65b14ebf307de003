import { expect, it } from 'vitest';
import { largestKnown, sumOfKnown, weightedMean } from '../../../src/report/figures/figure-facts.ts';

it('what is not known counts for nothing; where nothing is known, nothing is said', () => {
  expect([sumOfKnown([1, null, 2]), largestKnown([1, null, 2])]).toEqual([3, 2]);
  expect([sumOfKnown([null]), largestKnown([]), weightedMean([])]).toEqual([null, null, null]);
});

it('a mean over parts weighs each by its count', () => {
  const parts = [
    { value: 10, weight: 3 },
    { value: 30, weight: 1 },
    { value: null, weight: 100 },
  ];
  expect(weightedMean(parts)).toBe(15);
  expect(weightedMean([{ value: 10, weight: 0 }])).toBeNull();
});
