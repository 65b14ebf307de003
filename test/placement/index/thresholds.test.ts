import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Thresholds } from '../../../src/placement/index/thresholds.ts';

const need = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 40 }).map((units) => units * 256),
  fc.nat(300_000),
);

describe('Thresholds', () => {
  it('P3.1: tell which demands an amount is enough for', () => {
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 70 }), fc.array(need), (needs, amounts) => {
        const words = Math.ceil(needs.length / 32);
        const thresholds = new Thresholds();
        for (const one of needs) thresholds.add(one, words);
        for (const amount of [...amounts, ...needs, ...needs.map((one) => Math.max(0, one - 1))]) {
          const offset = thresholds.offsetOf(amount);
          const isEnough = (demand: number) => (thresholds.masks[offset + (demand >> 5)]! >>> (demand & 31)) & 1;
          expect(needs.map((_, demand) => isEnough(demand))).toEqual(needs.map((one) => (one <= amount ? 1 : 0)));
        }
      }),
    );
  });

  it('are not used while nobody needs anything', () => {
    const thresholds = new Thresholds();
    thresholds.add(0, 1);
    expect(thresholds.isUsed).toBe(false);
    thresholds.add(1, 1);
    expect(thresholds.isUsed).toBe(true);
  });
});
