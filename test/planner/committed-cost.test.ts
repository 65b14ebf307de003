import { describe, expect, it } from 'vitest';
import { HOURS_PER_MONTH } from '../../src/base/units.ts';
import { savingsPlans } from '../../src/catalog/savings-plans.ts';
import { isAllowed, type PaidRun, settingCost } from '../../src/planner/committed-cost.ts';
import { RESULT } from './results.ts';

/** An hour at so many USD of m6i, of a bill of twice that. */
function run(usdPerHour: number): PaidRun {
  const { summary } = RESULT.today;
  return {
    summary: { ...summary, cost: { ...summary.cost, usdPerMonth: 2 * usdPerHour * HOURS_PER_MONTH } },
    usage: {
      hours: Float64Array.of(1),
      categories: [
        {
          category: 'm6i',
          usdPerHour: Float64Array.of(usdPerHour),
          smallest: { instanceType: 'm6i.large', usdPerHour: 0.096 },
        },
      ],
    },
  };
}

const discount = savingsPlans('us-east-1')
  .find(({ kind, years, payment }) => kind === 'compute' && years === 1 && payment === 'no')!
  .discount('m6i')!.fraction;

describe('what a setting costs', () => {
  it('is the mean of its runs where nothing may be committed to', () => {
    expect(settingCost([run(1), run(2)], [])).toEqual({
      usdPerMonth: 3 * HOURS_PER_MONTH,
      uncommittedUsdPerMonth: 3 * HOURS_PER_MONTH,
      commitment: null,
    });
  });

  it('P9.4: has one commitment for all its runs, made before it is known which of them comes true', () => {
    const plan = { kind: 'compute-savings-plan', years: 1, payment: 'no' } as const;
    const { usdPerMonth, commitment } = settingCost([run(2), run(1)], [plan]);
    // Of the half that is used in one run alone half is saved: not worth it. The usage of both is.
    expect(commitment).toMatchObject({ ...plan, estimate: true });
    expect(commitment!.commitments).toEqual([
      { family: null, usdPerHour: expect.closeTo(1 - discount, 6), reserved: null },
    ]);
    expect(usdPerMonth).toBeCloseTo((3 - discount) * HOURS_PER_MONTH, 3);
    // Each run at a level of its own would save more, and nobody could.
    const own = [run(1), run(2)].map((one) => settingCost([one], [plan]).usdPerMonth);
    expect(usdPerMonth).toBeGreaterThan((own[0]! + own[1]!) / 2);
  });

  it('is without a commitment where none is worth it', () => {
    const cost = settingCost([run(0), run(0), run(0), run(1)], [{ kind: 'compute-savings-plan' }]);
    expect(cost).toMatchObject({ commitment: null, usdPerMonth: cost.uncommittedUsdPerMonth });
  });

  it('takes the cheapest of the terms that are left open, and of equals the first', () => {
    const { commitment } = settingCost([run(0.96)], [{ kind: 'reserved-instances' }, { kind: 'compute-savings-plan' }]);
    expect(commitment).toMatchObject({ kind: 'reserved-instances', years: 3, payment: 'all' });
    expect(commitment!.commitments).toEqual([
      { family: 'm6i', usdPerHour: expect.any(Number), reserved: { instanceType: 'm6i.large', count: 10 } },
    ]);
  });
});

it('allows what is stated, in any term and payment that is left open', () => {
  const allowed = isAllowed([
    { kind: 'compute-savings-plan', years: 1 },
    { kind: 'reserved-instances', payment: 'no' },
  ]);
  expect(allowed({ kind: 'compute-savings-plan', years: 1, payment: 'all' })).toBe(true);
  expect(allowed({ kind: 'compute-savings-plan', years: 3, payment: 'all' })).toBe(false);
  expect(allowed({ kind: 'reserved-instances', years: 3, payment: 'no' })).toBe(true);
  expect(allowed({ kind: 'reserved-instances', years: 3, payment: 'partial' })).toBe(false);
  expect(allowed({ kind: 'ec2-instance-savings-plan', years: 1, payment: 'no' })).toBe(false);
});
