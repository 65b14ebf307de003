import { expect, it } from 'vitest';
import { compareSummaries } from '../../../../src/report/comparison/comparison-summary.ts';
import { overview } from '../../../../src/report/comparison/sections/overview.ts';
import { comparisonOf, summaryOf, TWO, variantOf } from '../comparisons.ts';

it('says what the first costs, which is the cheapest, and of how many runs', () => {
  const cheaper = comparisonOf([TWO.variants[1]!, TWO.variants[0]!]);
  const [headline] = overview(compareSummaries(cheaper));
  expect(headline).toMatchObject({
    kind: 'headline',
    figures: [{ label: 'Cost per month: larger' }, { label: 'Cheapest: baseline' }, { value: '3' }],
  });
  expect(JSON.stringify(headline)).toMatch(/-\$\d+\.\d\d ± \$\d+\.\d\d \(-\d+\.\d%\) against larger/);
});

it('draws what each costs, with the difference to the first', () => {
  const chart = overview(compareSummaries(TWO)).find((block) => block.kind === 'chart')!;
  expect(chart.description).toMatch(/^USD per month: baseline \$[\d.]+; larger \$[\d.]+ \(\+\d+\.\d%\)\.$/);
});

it('doubts a difference whose interval holds 0, and says where there is none', () => {
  const of = (...paid: number[]) => paid.map((seconds) => summaryOf(seconds));
  const comparison = comparisonOf([
    variantOf('a', of(3600, 3600)),
    variantOf('b', of(3000, 4300)),
    variantOf('c', of(3600, 3600)),
  ]);
  const chart = overview(compareSummaries(comparison)).find((block) => block.kind === 'chart')!;
  expect(chart.description).toMatch(/b \$[\d.]+ \(\+[\d.]+%, not sure\); c \$[\d.]+ \(the same\)\.$/);
});

it('of runs that cost nothing has the variants alone', () => {
  const nothing = comparisonOf([variantOf('a', [summaryOf(0)]), variantOf('b', [summaryOf(0)])]);
  expect(overview(compareSummaries(nothing)).map(({ kind }) => kind)).toEqual(['table']);
});
