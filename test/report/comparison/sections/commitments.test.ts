import { expect, it } from 'vitest';
import { compareSummaries } from '../../../../src/report/comparison/comparison-summary.ts';
import { commitmentBlocks } from '../../../../src/report/comparison/sections/commitments.ts';
import { comparisonOf, summaryOf, TURNED, TWO, variantOf } from '../comparisons.ts';

it('has a table for each kind of commitment, with a row for each of its terms under that without', () => {
  const [note, ...tables] = commitmentBlocks(compareSummaries(TWO));
  expect(note).toMatchObject({
    kind: 'note',
    lines: [expect.stringContaining('the same with each'), expect.anything(), expect.stringMatching(/^\* /)],
  });
  expect(tables.map((block) => block.kind === 'table' && block.caption)).toEqual([
    'Cost per month: Compute Savings Plan',
    'Cost per month: EC2 Instance Savings Plan',
    'Cost per month: Reserved instances',
  ]);
  const [compute] = tables;
  expect(compute?.kind === 'table' && compute.rows.map(([first]) => first!.text)).toEqual([
    'no commitment',
    '1 year, no upfront *',
    '1 year, partial upfront *',
    '1 year, all upfront *',
    '3 years, no upfront *',
    '3 years, partial upfront *',
    '3 years, all upfront *',
  ]);
});

it('says first when a commitment turns which is the cheapest', () => {
  const [note] = commitmentBlocks(compareSummaries(TURNED));
  expect(note).toMatchObject({
    lines: [expect.stringMatching(/^A commitment turns it: steady/), expect.anything(), expect.anything()],
  });
});

it('is empty where nothing can be committed to', () => {
  expect(commitmentBlocks(compareSummaries(comparisonOf([variantOf('a', [summaryOf(0)])])))).toEqual([]);
});
