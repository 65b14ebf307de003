import { describe, expect, it } from 'vitest';
import { percentOf, roundAmount, roundRate, roundSmallUsd, roundUsd } from '../../../src/report/summary/rounding.ts';

describe('rounding', () => {
  it('drops what hangs on the order of a sum', () => {
    expect(roundUsd(0.1 + 0.2)).toBe(0.3);
    expect(roundAmount(1 / 3)).toBe(0.333333);
    expect(roundRate(0.1 * 0.7)).toBe(0.07);
    expect(roundSmallUsd(1e-7 / 3)).toBe(3.3e-8);
  });

  it('has no negative zero', () => {
    expect(Object.is(roundUsd(-1e-12), 0)).toBe(true);
  });

  it('gives percent to the thousandth, and null where there is nothing to divide by', () => {
    expect(percentOf(1, 3)).toBe(33.333);
    expect(percentOf(1, 0)).toBeNull();
  });
});
