import { expect, it } from 'vitest';
import { compareSummaries } from '../../../../src/report/comparison/comparison-summary.ts';
import { costMatrices, figureMatrices } from '../../../../src/report/comparison/sections/matrices.ts';
import type { Table } from '../../../../src/report/report.ts';
import { comparisonOf, summaryOf, TWO, variantOf } from '../comparisons.ts';

const comparison = compareSummaries(TWO);

it('has a table of means and one of differences, a column per variant', () => {
  const [means, differences] = costMatrices(comparison) as Table[];
  expect(means!.columns.map(({ title }) => title)).toEqual(['', 'baseline', 'larger']);
  expect(differences!.columns.map(({ title }) => title)).toEqual(['', 'larger']);
  expect(means!.rows.at(-1)!.map(({ text }) => text)).toEqual([
    'Total',
    expect.stringMatching(/^\$[\d.]+ ± \$/),
    expect.any(String),
  ]);
  expect(differences!.rows.at(-1)![1]!.text).toMatch(/^\+\$[\d.]+ ± \$[\d.]+ \(\+[\d.]+%\)$/);
});

it('shows no amount of a line item that a bill does not have', () => {
  const one = compareSummaries(comparisonOf([variantOf('none', [summaryOf(0)]), variantOf('some', [summaryOf(3600)])]));
  const [means] = costMatrices(one) as Table[];
  expect(means!.rows[0]![1]!.text).toBe('-');
});

it('every group of figures has its two tables', () => {
  const captions = (figureMatrices(comparison) as Table[]).map(({ caption }) => caption);
  expect(captions).toContain('Requests and availability');
  expect(captions).toContain('Requests and availability: difference to baseline');
});

it('adds the line items of many variants up by kind', () => {
  const many = compareSummaries(
    comparisonOf(['a', 'b', 'c', 'd', 'e'].map((name) => variantOf(name, [summaryOf(3600)]))),
  );
  const [means] = costMatrices(many) as Table[];
  expect(means!.rows.map(([label]) => label!.text)).toEqual(['EBS root volumes', 'EC2 instances', 'Total']);
});
