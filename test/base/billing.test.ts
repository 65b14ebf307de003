import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billedSeconds } from '../../src/base/billing.ts';

describe('billedSeconds', () => {
  it('P8.1 EX 25 s: are billed as 60 s', () => {
    expect(billedSeconds(25_000, 60)).toBe(60);
  });

  it('P9.1: beyond the minimum a begun second counts whole', () => {
    expect(billedSeconds(60_000, 60)).toBe(60);
    expect(billedSeconds(60_001, 60)).toBe(61);
  });

  it('P8.1: is a whole number, at least the minimum, and less than a second above a longer lifetime', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.constantFrom(0, 60, 300), (lifetimeMs, minimum) => {
        const seconds = billedSeconds(lifetimeMs, minimum);
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(minimum);
        if (seconds > minimum) expect(seconds * 1000 - lifetimeMs).toBeLessThan(1000);
        expect(seconds * 1000).toBeGreaterThanOrEqual(lifetimeMs);
      }),
    );
  });
});
