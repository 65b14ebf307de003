import { expect, it } from 'vitest';
import { buildComparisonReport } from '../../../src/report/comparison/comparison-report.ts';
import { compareSummaries } from '../../../src/report/comparison/comparison-summary.ts';
import { comparisonOf, M5, summaryOf, TWO, variantOf } from './comparisons.ts';

it('has its sections in the order of reading', () => {
  const report = buildComparisonReport(compareSummaries(TWO));
  expect(report.title).toBe('web-shop: comparison');
  expect(report.subtitle).toEqual(['A web shop', '2 variants · 3 replications']);
  expect(report.sections.map(({ id }) => id)).toEqual(['headline', 'cost', 'commitments', 'comparison', 'assumptions']);
  const { sections } = buildComparisonReport(compareSummaries({ ...TWO, launchTypes: [M5] }));
  expect(sections.map(({ id }) => id)).toEqual([
    'headline',
    'cost',
    'commitments',
    'break-even',
    'comparison',
    'assumptions',
  ]);
});

it('builds on runs in which nothing happened', () => {
  const nothing = comparisonOf([variantOf('a', [summaryOf(0, null)]), variantOf('b', [summaryOf(0, null)])]);
  const report = buildComparisonReport(compareSummaries(nothing));
  expect(report.subtitle[1]).toBe('2 variants · 1 replication');
});
