import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commitmentCost,
  optimalCommitment,
  optimalWholeUnits,
  type UsageOverTime,
} from '../../src/pricing/commitments.ts';

const usageOf = (
  hours: readonly number[],
  ...usages: readonly (readonly [number, readonly number[]])[]
): UsageOverTime => ({
  hours: Float64Array.from(hours),
  usages: usages.map(([discount, usdPerHour]) => ({ discount, usdPerHour: Float64Array.from(usdPerHour) })),
});

/** P9.4 in plain words: hour by hour, the highest discount first, what is left on demand. */
function plainCost({ hours, usages }: UsageOverTime, commitment: number): number {
  let total = 0;
  for (const [slot, width] of hours.entries()) {
    let left = commitment;
    let hour = commitment;
    for (const { discount, usdPerHour } of [...usages].sort((a, b) => b.discount - a.discount)) {
      const discounted = usdPerHour[slot]! * (1 - discount);
      const paid = Math.min(left, discounted);
      left -= paid;
      hour += discounted === 0 ? 0 : usdPerHour[slot]! * (1 - paid / discounted);
    }
    total += hour * width;
  }
  return total;
}

/** Every commitment at which the cost can turn, and 0. */
function corners({ hours, usages }: UsageOverTime): number[] {
  const sorted = [...usages].sort((a, b) => b.discount - a.discount);
  return [...hours.keys()].reduce<number[]>(
    (all, slot) => {
      let end = 0;
      for (const { discount, usdPerHour } of sorted) {
        end += usdPerHour[slot]! * (1 - discount);
        all.push(end);
      }
      return all;
    },
    [0],
  );
}

const arbitraryUsage = fc
  .record({
    slots: fc.integer({ min: 1, max: 30 }),
    discounts: fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 4 }),
    seed: fc.infiniteStream(fc.integer({ min: 0, max: 50 })),
    widths: fc.infiniteStream(fc.constantFrom(1, 1, 1, 0.5, 24)),
  })
  .map(({ slots, discounts, seed, widths }) => {
    const take = (stream: Iterator<number>) => Array.from({ length: slots }, () => stream.next().value as number);
    const hours = take(widths[Symbol.iterator]());
    const values = seed[Symbol.iterator]();
    return usageOf(
      hours,
      ...discounts.map((percent) => [percent / 100, take(values).map((value) => value / 7)] as const),
    );
  });

describe('a commitment', () => {
  it('P9.4: is paid in every hour, used or not', () => {
    const cost = commitmentCost(usageOf([1, 1], [0.5, [10, 0]]), 4);
    // 4 cover 8 of the 10 in the first hour, nothing in the second.
    expect(cost).toEqual({ usdPerHour: 4, usd: 10, coveredUsd: 8, usedUsd: 4 });
  });

  it('P9.4: covers the usage with the highest discount first', () => {
    const usage = usageOf([1], [0.2, [10]], [0.5, [10]]);
    expect(commitmentCost(usage, 5)).toMatchObject({ coveredUsd: 10, usd: 15 });
    expect(commitmentCost(usage, 9)).toMatchObject({ coveredUsd: 15, usd: 14 });
  });

  it('is best at the level that is used often enough to pay: 27 % off needs 73 % of the hours', () => {
    const base = (busy: number) =>
      usageOf(
        Array.from({ length: 100 }, () => 1),
        [0.27, Array.from({ length: 100 }, (_, i) => (i < busy ? 1 : 0))],
      );
    expect(optimalCommitment(base(72)).usdPerHour).toBe(0);
    expect(optimalCommitment(base(74)).usdPerHour).toBeCloseTo(0.73, 12);
  });

  it('costs what the rule says, at any level', () => {
    fc.assert(
      fc.property(arbitraryUsage, fc.double({ min: 0, max: 40, noNaN: true }), (usage, level) => {
        expect(commitmentCost(usage, level).usd).toBeCloseTo(plainCost(usage, level), 6);
      }),
    );
  });

  it('P9.4: at its optimum equals brute force over every corner, on random usage', () => {
    fc.assert(
      fc.property(arbitraryUsage, (usage) => {
        const least = Math.min(...corners(usage).map((level) => plainCost(usage, level)));
        const { usd, usdPerHour } = optimalCommitment(usage);
        expect(usd).toBeCloseTo(least, 6);
        expect(plainCost(usage, usdPerHour)).toBeCloseTo(least, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('at its optimum is beaten by no level between the corners either', () => {
    fc.assert(
      fc.property(arbitraryUsage, fc.double({ min: 0, max: 40, noNaN: true }), (usage, level) => {
        expect(plainCost(usage, level)).toBeGreaterThanOrEqual(optimalCommitment(usage).usd - 1e-6);
      }),
    );
  });

  it('in whole units equals trying every number of them', () => {
    fc.assert(
      fc.property(arbitraryUsage, fc.integer({ min: 1, max: 20 }), (usage, unit) => {
        const numbers = Array.from({ length: 60 }, (_, count) => plainCost(usage, count * unit));
        expect(optimalWholeUnits(usage, unit).usd).toBeCloseTo(Math.min(...numbers), 6);
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(optimalCommitment(usageOf([1, 1], [0.3, [0, 0]]))).toEqual({
      usdPerHour: 0,
      usd: 0,
      coveredUsd: 0,
      usedUsd: 0,
    });
  });
});
