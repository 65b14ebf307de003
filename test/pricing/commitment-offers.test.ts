import { describe, expect, it } from 'vitest';
import { savingsPlans } from '../../src/catalog/savings-plans.ts';
import { commitmentOffers, highestDiscount } from '../../src/pricing/commitment-offers.ts';
import type { CommittableUsage } from '../../src/pricing/committable-usage.ts';

/** An m5 of 0.192 all day, another half of it; a task on Fargate all day. */
const usage: CommittableUsage = {
  hours: Float64Array.from({ length: 24 }, () => 1),
  categories: [
    { category: 'fargate-x86_64', usdPerHour: new Float64Array(24).fill(0.05), smallest: null },
    {
      category: 'm5',
      usdPerHour: Float64Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0.384 : 0.192)),
      smallest: { instanceType: 'm5.xlarge', usdPerHour: 0.192 },
    },
  ],
};
const onDemand = 24 * 0.05 + 12 * 0.384 + 12 * 0.192;
const offers = commitmentOffers(usage, 'us-east-1');
const offer = (kind: string, years = 1, payment = 'no') =>
  offers.find((one) => one.kind === kind && one.years === years && one.payment === payment)!;
const off = (kind: string, category: string) =>
  savingsPlans('us-east-1')
    .find((plan) => plan.kind === kind && plan.years === 1 && plan.payment === 'no')!
    .discount(category)!.fraction;

describe('the ways to commit', () => {
  it('are three kinds of two terms and three payments', () => {
    expect(offers).toHaveLength(18);
  });

  it('P8.3: a Compute Savings Plan covers EC2 and Fargate; the instance that is on all day and the task', () => {
    const { commitments, usd, coveredUsd } = offer('compute-savings-plan');
    const expected = 0.192 * (1 - off('compute', 'm5')) + 0.05 * (1 - off('compute', 'fargate-x86_64'));
    // In the half with two instances m5, at the higher discount, takes what Fargate leaves of it elsewhere.
    expect(commitments).toEqual([{ family: null, usdPerHour: expect.any(Number), reserved: null }]);
    expect(commitments[0]!.usdPerHour).toBeCloseTo(expected, 9);
    expect(usd).toBeLessThan(onDemand);
    expect(coveredUsd).toBeLessThanOrEqual(onDemand);
  });

  it('P9.4: an EC2 Instance Savings Plan is for its family, and leaves Fargate on demand', () => {
    const { commitments, usd, committedUsd, usedUsd } = offer('ec2-instance-savings-plan');
    const level = 0.192 * (1 - off('ec2', 'm5'));
    expect(commitments).toEqual([{ family: 'm5', usdPerHour: expect.closeTo(level, 9), reserved: null }]);
    expect(usd).toBeCloseTo(24 * level + 12 * 0.192 + 24 * 0.05, 9);
    expect(usedUsd).toBeCloseTo(committedUsd, 9);
  });

  it('reserved instances are whole ones, of the smallest type in use', () => {
    expect(offer('reserved-instances').commitments).toMatchObject([
      { reserved: { instanceType: 'm5.xlarge', count: 1 } },
    ]);
  });

  it('upfront is nothing, half, or all of the term', () => {
    const payments = ['no', 'partial', 'all'].map((payment) => offer('ec2-instance-savings-plan', 3, payment));
    expect(payments.map(({ upfrontUsd, commitments }) => upfrontUsd / commitments[0]!.usdPerHour / 8760 / 3)).toEqual([
      0,
      expect.closeTo(0.5, 9),
      expect.closeTo(1, 9),
    ]);
  });

  it('say that they stand on estimates', () => {
    expect(offers.filter(({ kind }) => kind !== 'compute-savings-plan').every(({ estimate }) => estimate)).toBe(true);
  });

  it('commit to nothing where nothing is used often enough', () => {
    const rare = Float64Array.from({ length: 24 }, (_, hour) => (hour === 0 ? 1 : 0));
    const [first] = commitmentOffers(
      { ...usage, categories: [{ ...usage.categories[1]!, usdPerHour: rare }] },
      'us-east-1',
    );
    expect(first).toMatchObject({ commitments: [], usd: 1, upfrontUsd: 0 });
  });
});

describe('ways to commit of which some are allowed', () => {
  const oneYear = ({ years, payment }: { years: number; payment: string }) => years === 1 && payment === 'no';

  it('are these alone', () => {
    const kinds = commitmentOffers(usage, 'us-east-1', oneYear).map(({ kind }) => kind);
    expect(kinds).toEqual(['compute-savings-plan', 'ec2-instance-savings-plan', 'reserved-instances']);
  });

  it('take off at most the highest of their discounts: no commitment costs less than the usage it covers at that', () => {
    const discountOf = highestDiscount('us-east-1', oneYear);
    expect(discountOf('m5')).toBe(Math.max(off('compute', 'm5'), off('ec2', 'm5')));
    expect(discountOf('fargate-x86_64')).toBe(off('compute', 'fargate-x86_64'));
    expect(discountOf('no-family')).toBe(0);
    const least = usage.categories.reduce(
      (sum, { category, usdPerHour }) => sum + usdPerHour.reduce((a, b) => a + b, 0) * (1 - discountOf(category)),
      0,
    );
    for (const { usd } of commitmentOffers(usage, 'us-east-1', oneYear)) expect(usd).toBeGreaterThanOrEqual(least);
    expect(highestDiscount('us-east-1', () => false)('m5')).toBe(0);
  });
});
