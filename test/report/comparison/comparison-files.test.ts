import { expect, it } from 'vitest';
import { comparisonFiles } from '../../../src/report/comparison/comparison-files.ts';
import { compareSummaries } from '../../../src/report/comparison/comparison-summary.ts';
import { TWO } from './comparisons.ts';

it('has the files of a report, the same bytes each time', async () => {
  const files = await comparisonFiles(TWO, compareSummaries(TWO));
  expect([...files.keys()].sort()).toEqual([
    'commitments.csv',
    'cost.csv',
    'figures.csv',
    'replications.csv',
    'report-headline-1.svg',
    'report.html',
    'report.md',
    'summary.json',
  ]);
  expect(await comparisonFiles(TWO, compareSummaries(TWO))).toEqual(files);
});
