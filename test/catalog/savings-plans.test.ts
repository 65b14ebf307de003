import { describe, expect, it } from 'vitest';
import { savingsPlans } from '../../src/catalog/savings-plans.ts';

const plans = savingsPlans('us-east-1');
const plan = (kind: string, years: number, payment: string) =>
  plans.find((one) => one.kind === kind && one.years === years && one.payment === payment)!;

describe('the Savings Plans of the catalog', () => {
  it('are two kinds, two terms and three payment options', () => {
    expect(plans.map(({ kind, years, payment }) => `${kind} ${years} ${payment}`)).toEqual([
      'compute 1 no',
      'compute 1 partial',
      'compute 1 all',
      'compute 3 no',
      'compute 3 partial',
      'compute 3 all',
      'ec2 1 no',
      'ec2 1 partial',
      'ec2 1 all',
      'ec2 3 no',
      'ec2 3 partial',
      'ec2 3 all',
    ]);
  });

  it('P8.3: Compute plans take 20 % to 52 % off Fargate, EC2 Instance plans nothing', () => {
    const fargate = plans.map(({ kind, discount }) => [kind, discount('fargate-x86_64')?.fraction] as const);
    for (const [kind, fraction] of fargate) {
      if (kind === 'ec2') expect(fraction).toBeUndefined();
      else expect(fraction).toBeGreaterThanOrEqual(0.15);
      if (fraction !== undefined) expect(fraction).toBeLessThanOrEqual(0.52);
    }
  });

  it('P9.4: m5 saves about 27 % and 37 % in a year with nothing upfront, 54 % and 62 % in three with all of it', () => {
    const off = (kind: string, years: number, payment: string) => plan(kind, years, payment).discount('m5')!.fraction;
    expect(off('compute', 1, 'no')).toBeCloseTo(0.27, 1);
    expect(off('ec2', 1, 'no')).toBeCloseTo(0.37, 1);
    expect(off('compute', 3, 'all')).toBeCloseTo(0.54, 1);
    expect(off('ec2', 3, 'all')).toBeCloseTo(0.62, 1);
  });

  it('more upfront, and a longer term, never save less', () => {
    for (const category of ['m5', 'm6g', 'c7i', 'r6i', 'fargate-x86_64', 'fargate-arm64']) {
      for (const kind of ['compute', 'ec2']) {
        const off = (years: number, payment: string) => plan(kind, years, payment).discount(category)?.fraction ?? 0;
        for (const years of [1, 3]) {
          expect(off(years, 'partial')).toBeGreaterThanOrEqual(off(years, 'no'));
          expect(off(years, 'all')).toBeGreaterThanOrEqual(off(years, 'partial'));
        }
        expect(off(3, 'no')).toBeGreaterThanOrEqual(off(1, 'no'));
      }
    }
  });

  it('say which figures are estimates: nearly all, and all of another region', () => {
    expect(plan('compute', 1, 'no').discount('m5')!.estimate).toBe(true);
    const read = plans.filter(({ discount }) => discount('fargate-x86_64')?.estimate === false);
    expect(read.length).toBeGreaterThan(0);
    const elsewhere = savingsPlans('eu-west-1').map(({ discount }) => discount('fargate-x86_64'));
    expect(elsewhere.every((discount) => discount === undefined || discount.estimate)).toBe(true);
    expect(elsewhere[0]!.source).toContain('us-east-1 standing in');
  });

  it('know no family that the catalog does not have', () => {
    expect(plan('ec2', 1, 'no').discount('one')).toBeUndefined();
  });
});
