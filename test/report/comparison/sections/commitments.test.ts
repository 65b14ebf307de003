import { expect, it } from 'vitest';
import { compareSummaries } from '../../../../src/report/comparison/comparison-summary.ts';
import { commitmentBlocks } from '../../../../src/report/comparison/sections/commitments.ts';
import { comparisonOf, summaryOf, TURNED, TWO, variantOf } from '../comparisons.ts';

it('has a row for each commitment under that without, and the differences to the first variant', () => {
  const [note, costs, differences] = commitmentBlocks(compareSummaries(TWO));
  expect(note).toMatchObject({
    kind: 'note',
    lines: [expect.stringContaining('the same with each'), expect.anything(), expect.stringMatching(/^\* /)],
  });
  expect(costs).toMatchObject({ kind: 'table', caption: 'Cost per month with a commitment' });
  if (costs?.kind !== 'table') throw new Error('no table');
  expect(costs.rows).toHaveLength(19);
  expect(costs.rows[0]![0]!.text).toBe('No commitment');
  expect(costs.rows[1]![0]!.text).toBe('Compute Savings Plan, 1 year, no upfront *');
  expect(differences).toMatchObject({ caption: 'Cost per month with a commitment: difference to baseline' });
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
