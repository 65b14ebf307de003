import { describe, expect, it } from 'vitest';
import { Streams } from '../../../../src/base/streams.ts';
import { RequestArrivals } from '../../../../src/sim/controllers/requests/request-arrivals.ts';
import type { Curve } from '../../../../src/sim/state/input.ts';

function arrivalsUntil(curve: Curve, isEven: boolean, endMs: number): number[] {
  const arrivals = new RequestArrivals(curve, 1e9, isEven, new Streams(7).get('arrivals'));
  const times: number[] = [];
  for (; arrivals.nextMs < endMs; arrivals.moveOn()) times.push(arrivals.nextMs);
  return times;
}

/** Requests per second: 100 for a second, 0 for a second, 400 for two; again and again. */
const wave: Curve = { atMs: Float64Array.of(0, 1000, 2000), values: Float64Array.of(100, 0, 400), periodMs: 4000 };

describe('RequestArrivals', () => {
  it('come evenly as the curve says: each where its integral reaches the next whole number', () => {
    const times = arrivalsUntil(wave, true, 8000);
    expect(times[0]).toBeCloseTo(10, 6);
    expect(times[98]).toBeCloseTo(990, 6);
    expect(times[100]).toBeCloseTo(2002.5, 6);
    expect(times.length).toBe(1799);
  });

  it('come as a Poisson process of that rate: as many in each stretch as expected, and as variable', () => {
    const times = arrivalsUntil(wave, false, 400_000);
    const counts = [0, 0, 0];
    for (const time of times) counts[time % 4000 < 1000 ? 0 : time % 4000 < 2000 ? 1 : 2]!++;
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[0]! - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
    expect(Math.abs(counts[2]! - 80_000)).toBeLessThan(5 * Math.sqrt(80_000));
  });

  it('have gaps without memory in a constant rate: variation 1', () => {
    const curve = { atMs: Float64Array.of(0), values: Float64Array.of(50), periodMs: 0 };
    const times = arrivalsUntil(curve, false, 2_000_000);
    const gaps = times.map((time, i) => time - (times[i - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(mean / 20).toBeCloseTo(1, 1);
    expect(Math.abs(variance / mean ** 2 - 1)).toBeLessThan(5 * Math.sqrt(8 / gaps.length));
  });

  it('end where the curve ends at 0, and never come from a curve of 0', () => {
    const ending = { atMs: Float64Array.of(0, 1000), values: Float64Array.of(10, 0), periodMs: 0 };
    expect(arrivalsUntil(ending, true, Number.POSITIVE_INFINITY).length).toBe(9);
    const none = { atMs: Float64Array.of(0), values: Float64Array.of(0), periodMs: 0 };
    expect(arrivalsUntil(none, false, Number.POSITIVE_INFINITY)).toEqual([]);
    const silent = { atMs: Float64Array.of(0, 500), values: Float64Array.of(0, 0), periodMs: 1000 };
    expect(new RequestArrivals(silent, 1e6, false, new Streams(1).get('a')).nextMs).toBe(Number.POSITIVE_INFINITY);
  });
});
