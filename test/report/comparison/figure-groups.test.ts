import { expect, it } from 'vitest';
import { comparedFigures, compareSummaries } from '../../../src/report/comparison/comparison-summary.ts';
import { figureGroups, figureNamed } from '../../../src/report/comparison/figure-groups.ts';
import { TWO } from './comparisons.ts';

const comparison = compareSummaries(TWO);

it('a figure that no variant has is left out', () => {
  const shown = figureGroups(comparison).flatMap(({ figures }) => figures.map(({ name }) => name));
  expect(shown).toContain('latencyMsP99');
  expect(shown).not.toContain('requestsRejected');
  expect(figureNamed(comparison, 'requestsRejected')).toBeUndefined();
  expect(figureNamed(comparison, 'usdPerMonth')?.label).toBe('Cost per month');
});

it('every name of a group is a figure that there is', () => {
  const names = new Set(comparedFigures(TWO).map(({ name }) => name));
  const all = {
    ...comparison,
    figures: comparison.figures.map((figure) => ({
      ...figure,
      variants: [{ mean: 1, standardDeviation: null, halfWidth: null, difference: null }],
    })),
  };
  const shown = figureGroups(all).flatMap(({ figures }) => figures.map(({ name }) => name));
  expect(shown.filter((name) => !names.has(name))).toEqual([]);
  expect(shown).toHaveLength(34);
});
