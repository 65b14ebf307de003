import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram, layTimes } from '../../../src/sim/record/latency-histogram.ts';

function histogramOf(times: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const ms of times) histogram.add(ms, 1);
  return histogram;
}

const time = fc.double({ min: 0.001, max: 1e9, noNaN: true });

describe('LatencyHistogram', () => {
  it('gives quantiles to a hundredth of the sorted list', () => {
    const portion = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 300 }), portion, (times, part) => {
        const sorted = [...times].sort((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(part * times.length - 1e-9) - 1)]!;
        expect(Math.abs(histogramOf(times).quantile(part) / exact - 1)).toBeLessThan(0.01);
      }),
    );
  });

  it('counts and sums exactly, by parts of requests as well', () => {
    const histogram = histogramOf([1, 2]);
    histogram.add(8, 0.5);
    expect([histogram.count, histogram.sumMs, histogram.meanMs()]).toEqual([2.5, 7, 2.8]);
  });

  it('adds up, and forgets', () => {
    const [first, second] = [histogramOf([10, 20]), histogramOf([1000])];
    second.moveInto(first, 1);
    histogramOf([]).moveInto(first, 1);
    expect([first.count, first.sumMs]).toEqual([3, 1030]);
    expect([second.count, second.sumMs, second.quantile(0.5)]).toEqual([0, 0, Number.NaN]);
    expect(first.quantile(0.99) / 1000).toBeCloseTo(1, 1);
    first.clear();
    first.clear();
    expect([first.count, first.quantile(0.5)]).toEqual([0, Number.NaN]);
    first.add(3, 1);
    first.add(5000, 1);
    // Nothing is left of the 1000 in between.
    expect(first.quantile(0.5) / 3).toBeCloseTo(1, 1);
    expect(first.quantile(0.51) / 5000).toBeCloseTo(1, 1);
  });

  it('is the histogram of all times, whichever of two they were added to first, and however far apart', () => {
    fc.assert(
      fc.property(fc.array(time), fc.array(time), fc.array(time), (first, second, third) => {
        const sum = histogramOf(first);
        const other = histogramOf(second);
        other.moveInto(sum, 1);
        for (const ms of third) other.add(ms, 1);
        other.moveInto(sum, 1);
        const all = histogramOf([...first, ...second, ...third]);
        expect(sum.count).toBe(all.count);
        for (const portion of [0.1, 0.5, 0.99]) expect(sum.quantile(portion)).toBe(all.quantile(portion));
      }),
    );
  });

  it('moves what it has several times over, as if it had come as often', () => {
    const [once, often] = [histogramOf([1]), histogramOf([1])];
    const part = () => {
      const histogram = new LatencyHistogram();
      histogram.add(1, 0.1);
      histogram.add(900, 1 / 3);
      return histogram;
    };
    part().moveInto(often, 7);
    for (let i = 0; i < 7; i++) part().moveInto(once, 1);
    expect(often).toEqual(once);
  });

  it('gives several quantiles at once as one by one, into the places they are for', () => {
    const histogram = histogramOf([1, 3, 9, 27, 81]);
    const to = new Float64Array(6).fill(-1);
    histogram.quantiles(Float64Array.of(0.2, 0.5, 0.999), to, 1, 2);
    const each = [0.2, 0.5, 0.999].map((portion) => histogram.quantile(portion));
    expect([...to]).toEqual([-1, each[0], -1, each[1], -1, each[2]]);
  });

  it('adds many times at once as it adds them one by one', () => {
    const timesMs = Float64Array.of(1, 5, 700, 1e-9);
    const weights = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    const [many, single] = [new LatencyHistogram(), new LatencyHistogram()];
    many.addAll(timesMs, 3, weights, 0.7, 0.9);
    timesMs.forEach((ms, i) => {
      single.add(3 + ms, 0.7 * weights[i]! * 0.9);
    });
    expect(many).toEqual(single);
  });

  it('adds a distribution between two others: each time in the cell of the straight line, to a cell, the mean exactly', () => {
    const weights = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    const [lower, upper] = [Float64Array.of(1, 5, 90, 700), Float64Array.of(1, 5.2, 99, 760)];
    for (const part of [0, 0.25, 0.7]) {
      const [between, single] = [new LatencyHistogram(), new LatencyHistogram()];
      between.addBetween(layTimes(lower, weights), layTimes(upper, weights), part, weights, 30);
      weights.forEach((weight, i) => {
        single.add(lower[i]! + part * (upper[i]! - lower[i]!), 30 * weight);
      });
      expect(between.count).toBe(30);
      expect(between.meanMs()).toBeCloseTo(single.meanMs(), 10);
      for (const portion of [0.05, 0.2, 0.5, 0.9]) {
        expect(Math.abs(between.quantile(portion) / single.quantile(portion) - 1)).toBeLessThan(1 / 128);
      }
    }
  });

  it('keeps what is too short or too long in its outermost cells', () => {
    const histogram = histogramOf([0, 1e-9, 1e15]);
    expect(histogram.count).toBe(3);
    expect(histogram.quantile(0.1)).toBeLessThan(1e-4);
    expect(histogram.quantile(0.9)).toBeGreaterThan(1e10);
  });
});
