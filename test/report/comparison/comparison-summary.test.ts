import { describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../../src/report/comparison/comparison-schema.ts';
import { comparedFigures, compareSummaries } from '../../../src/report/comparison/comparison-summary.ts';
import { comparisonOf, summaryOf, TWO, variantOf } from './comparisons.ts';

const comparison = compareSummaries(TWO);
const figure = (name: string, of = comparison) => of.figures.find((one) => one.name === name)!;
/** m5.xlarge and its root volume; two hours are a 365th of a month. */
const USD_PER_MONTH_OF_AN_HOUR = 0.192 * 365;

describe('a comparison', () => {
  it('validates against its schema, and is plain data', () => {
    expect(() => comparisonSchema.parse(comparison)).not.toThrow();
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });

  it('has the mean of every figure by variant, with t·s/√n about it', () => {
    const [own] = comparison.lineItems.find(({ item }) => item === 'ec2-instance')!.usdPerMonth;
    expect(own!.mean).toBeCloseTo(USD_PER_MONTH_OF_AN_HOUR, 4);
    // 0.9, 1 and 1.1 hours: s = 0.1, t(2) = 4.3027.
    expect(own!.standardDeviation).toBeCloseTo(0.1 * USD_PER_MONTH_OF_AN_HOUR, 4);
    expect(own!.halfWidth).toBeCloseTo((4.302653 * 0.1 * USD_PER_MONTH_OF_AN_HOUR) / Math.sqrt(3), 3);
  });

  it('takes differences seed by seed: what all seeds agree on is sure, however much the means scatter', () => {
    const { difference, halfWidth } = figure('latencyMsP99').variants[1]!;
    expect(halfWidth).toBeGreaterThan(20);
    expect(difference).toEqual({ mean: -10, halfWidth: 0, percent: expect.closeTo((-100 * 10) / 90, 4) });
    expect(figure('latencyMsP99').variants[0]!.difference).toBeNull();
  });

  it('has the differences of every line item, with percent', () => {
    const { difference } = comparison.lineItems[0]!.usdPerMonth[1]!;
    expect(difference!.mean).toBeCloseTo(0.5 * USD_PER_MONTH_OF_AN_HOUR, 4);
    expect(difference!.percent).toBeCloseTo(50, 4);
  });

  it('counts a line item that a bill has none of as 0, and tells no percentage of nothing', () => {
    const none = summaryOf(0);
    const { lineItems } = compareSummaries(
      comparisonOf([variantOf('none', [none]), variantOf('one', [summaryOf(3600)])]),
    );
    const [first, second] = lineItems.find(({ item }) => item === 'ec2-instance')!.usdPerMonth;
    expect(first!.mean).toBe(0);
    expect(second!.difference).toMatchObject({ percent: null, halfWidth: null });
  });

  it('has no difference where one of a pair measured nothing', () => {
    const partial = [summaryOf(3600, null), summaryOf(3600, 80), summaryOf(3600, 100)];
    const other = compareSummaries(comparisonOf([TWO.variants[0]!, variantOf('partial', partial)]));
    expect(figure('latencyMsP99', other).variants[1]).toMatchObject({ mean: 90, difference: null });
    const nothing = compareSummaries(
      comparisonOf([variantOf('a', [summaryOf(1, null)]), variantOf('b', [summaryOf(1, null)])]),
    );
    expect(figure('latencyMsP99', nothing).variants[1]).toMatchObject({ mean: null, difference: null });
  });

  it('of one replication says nothing of how sure it is', () => {
    const one = compareSummaries(comparisonOf([variantOf('a', [summaryOf(3600)]), variantOf('b', [summaryOf(5400)])]));
    expect(figure('usdPerMonth', one).variants[1]).toMatchObject({ halfWidth: null, standardDeviation: null });
    expect(figure('usdPerMonth', one).variants[1]!.difference).toMatchObject({ halfWidth: null });
  });

  it('keeps the notes of all replications of a variant, each once', () => {
    expect(comparison.variants.map(({ notes }) => notes.filter((note) => note.startsWith('Of')))).toEqual([
      ['Of both.'],
      ['Of both.', 'Of one.'],
    ]);
  });

  it('has the figures of parts for the tables', () => {
    const names = comparedFigures(TWO).map(({ name }) => name);
    expect(names).toContain('shop/services/web/latencyMsP99');
    expect(comparison.figures.filter(({ name }) => name.includes('/'))).toEqual([]);
  });
});
