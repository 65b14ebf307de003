import { describe, expect, it } from 'vitest';
import { compareSummaries } from '../../../../src/report/comparison/comparison-summary.ts';
import { terminalComparison } from '../../../../src/report/writers/terminal/comparison.ts';
import { comparisonOf, M5, summaryOf, TURNED, TWO, variantOf } from '../../comparison/comparisons.ts';

const text = terminalComparison(compareSummaries(TWO), { colour: false, width: 100 });

describe('the comparison in the terminal', () => {
  it('has a row per variant in each table, and the differences of all but the first', () => {
    expect(text.match(/^baseline /gm)).toHaveLength(3);
    expect(text.match(/^larger /gm)).toHaveLength(4);
    expect(text).toContain('DIFFERENCE TO baseline');
  });

  it('keeps to the width of the terminal', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('says how sure the differences are, or that one run cannot tell', () => {
    expect(text).toContain('95% confidence interval over 3 replications');
    const one = comparisonOf([variantOf('a', [summaryOf(1)]), variantOf('b', [summaryOf(2)])]);
    expect(terminalComparison(compareSummaries(one), { colour: false, width: 100 })).toContain(
      '--replications makes more',
    );
  });

  it('P9.4: has what each costs with a commitment, and says where that turns which is the cheapest', () => {
    expect(text).toContain('COST PER MONTH WITH A COMMITMENT, NO UPFRONT');
    expect(text).toMatch(/^ +Compute SP +Compute SP +EC2 SP +EC2 SP +reserved +reserved$/m);
    expect(text).toMatch(/1 year \* +3 years \*/);
    expect(text).toContain('* Discounts that are derived or assumed');
    expect(text).not.toContain('A commitment turns it');
    const turned = terminalComparison(compareSummaries(TURNED), { colour: false, width: 100 });
    expect(turned).toContain('A commitment turns it: steady is the cheapest with');
  });

  it('says where EC2 becomes cheaper, of launch types', () => {
    const types = terminalComparison(compareSummaries({ ...TWO, launchTypes: [M5] }), { colour: false, width: 100 });
    expect(types).toMatch(
      /^web: 1 vCPU, 3\.75 GiB {2}m5\.xlarge, Fargate +from 82\.4% +from 19\.8 h +from 4, always from 14$/m,
    );
  });

  it('says the same in colour', () => {
    const coloured = terminalComparison(compareSummaries(TWO), { colour: true, width: 100 });
    expect(coloured).not.toBe(text);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character of the colours
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(text);
  });
});
