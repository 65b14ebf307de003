import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurationHistogram } from '../../../src/sim/record/duration-histogram.ts';

function summaryOf(durations: readonly number[]) {
  const histogram = new DurationHistogram();
  for (const ms of durations) histogram.add(ms);
  return histogram.summary();
}

/** The smallest that so many percent of the durations do not exceed. */
function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)]!;
}

describe('DurationHistogram', () => {
  it('is exact below 2,048 ms, and within a thousandth above it', () => {
    const duration = fc.oneof(fc.integer({ min: 0, max: 2047 }), fc.integer({ min: 0, max: 400 * 86_400_000 }));
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 200 }), (durations) => {
        const sorted = [...durations].sort((a, b) => a - b);
        const { count, meanMs, p50Ms, p95Ms, p99Ms, maxMs } = summaryOf(durations);
        expect([count, maxMs]).toEqual([sorted.length, sorted.at(-1)]);
        const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length;
        expect(Math.abs(meanMs - mean)).toBeLessThanOrEqual(mean / 1000);
        for (const [found, percent] of [
          [p50Ms, 50],
          [p95Ms, 95],
          [p99Ms, 99],
        ] as const) {
          const exact = percentile(sorted, percent);
          if (exact < 2048) expect(found).toBe(exact);
          else expect(Math.abs(found / exact - 1)).toBeLessThan(0.001);
        }
      }),
    );
  });

  it('takes 95 % of 20 for 19, whatever rounding makes of it', () => {
    for (const count of [20, 60, 100, 140, 2000]) {
      const { p95Ms } = summaryOf(Array.from({ length: count }, (_, i) => i + 1));
      expect(p95Ms).toBe((count * 95) / 100);
    }
  });

  it('is all 0 without a duration', () => {
    expect(summaryOf([])).toEqual({ count: 0, meanMs: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0 });
  });
});
