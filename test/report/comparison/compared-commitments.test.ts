import { describe, expect, it } from 'vitest';
import { committedCosts, isEstimated, turnedWinners } from '../../../src/report/comparison/compared-commitments.ts';
import { compareSummaries } from '../../../src/report/comparison/comparison-summary.ts';
import { comparisonOf, spotOf, summaryOf, TURNED, TWO, variantOf } from './comparisons.ts';

describe('P9.4: variants with a commitment', () => {
  it('cost in each replication what its own report says, in every way to commit', () => {
    const costs = committedCosts(TWO.variants);
    expect(costs).toHaveLength(18);
    for (const { terms, usdPerMonth } of costs) {
      expect(usdPerMonth).toEqual(
        TWO.variants.map(({ summaries }) =>
          summaries.map(
            ({ commitments }) =>
              commitments!.offers.find(
                (one) => one.kind === terms.kind && one.years === terms.years && one.payment === terms.payment,
              )!.usdPerMonth,
          ),
        ),
      );
    }
  });

  it('P8.3: of Spot cost what they cost without, and stand on no estimate', () => {
    const costs = committedCosts([variantOf('on demand', [summaryOf(7200)]), variantOf('spot', [spotOf(7200)])]);
    const spot = spotOf(7200).cost.usdPerMonth;
    expect(costs.every(({ usdPerMonth }) => usdPerMonth[1]![0] === spot)).toBe(true);
    expect(costs.every(({ estimated }) => estimated[1] === false)).toBe(true);
    expect(costs.some(({ estimated }) => estimated[0] === true)).toBe(true);
    expect(committedCosts([variantOf('spot', [spotOf(7200)])])).toEqual([]);
  });

  it('are told where another is the cheapest with a commitment than without', () => {
    expect(turnedWinners(compareSummaries(TWO))).toEqual([]);
    const comparison = compareSummaries(TURNED);
    const [line, ...others] = turnedWinners(comparison);
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^A commitment turns it: steady is the cheapest with .*, \d years?, .* \*( and \d+ more of 18 commitments)?, short without\.$/,
    );
    const cheaper = comparison.commitments!.filter(({ usdPerMonth }) => usdPerMonth[1]!.mean! < usdPerMonth[0]!.mean!);
    const more = /and (\d+) more/.exec(line!)?.[1] ?? '0';
    expect(Number(more) + 1).toBe(cheaper.length);
  });
});

it('a commitment has a star where the discount of any variant is an estimate', () => {
  const [one] = compareSummaries(TWO).commitments!;
  expect(isEstimated({ ...one!, estimatedDiscount: [false, false] })).toBe(false);
  expect(isEstimated({ ...one!, estimatedDiscount: [false, true] })).toBe(true);
});

it('nothing is compared where nothing can be committed to', () => {
  expect(compareSummaries(comparisonOf([variantOf('a', [summaryOf(0)])])).commitments).toBeUndefined();
});
