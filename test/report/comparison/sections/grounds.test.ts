import { expect, it } from 'vitest';
import { compareSummaries } from '../../../../src/report/comparison/comparison-summary.ts';
import { grounds } from '../../../../src/report/comparison/sections/grounds.ts';
import { TWO } from '../comparisons.ts';

it('tells what all variants note once, and what one notes under its name', () => {
  const texts = JSON.stringify(grounds(compareSummaries(TWO)));
  expect(texts.match(/Of both\./g)).toHaveLength(1);
  expect(texts).toMatch(/"heading","text":"larger".*Of one\./);
});

it('tells the seeds, with which each run can be seen', () => {
  expect(JSON.stringify(grounds(compareSummaries(TWO)))).toContain('7, 7-r2, 7-r3');
});
