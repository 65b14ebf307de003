import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceCurve, traceLengthMs } from '../../../src/scenario/loads/trace.ts';

const plain = { scale: 1, offsetMs: 0, isLooped: false, resampleMs: 0 };

function points(...pairs: readonly (readonly [number, number])[]) {
  return { atMs: Float64Array.from(pairs, ([at]) => at), values: Float64Array.from(pairs, ([, value]) => value) };
}

describe('a trace as a curve', () => {
  const trace = points([1000, 4], [1100, 8], [1200, 6]);

  it('begins at 0 with its first point; the last one lasts as long as points usually do', () => {
    expect(traceLengthMs(trace)).toBe(300);
    expect(traceCurve(trace, plain)).toEqual({
      atMs: Float64Array.of(0, 100, 200),
      values: Float64Array.of(4, 8, 6),
      periodMs: 0,
    });
  });

  it('repeats after its length when it is looped', () => {
    expect(traceCurve(trace, { ...plain, isLooped: true }).periodMs).toBe(300);
  });

  it('is scaled', () => {
    expect([...traceCurve(trace, { ...plain, scale: 0.5 }).values]).toEqual([2, 4, 3]);
  });

  it('with an offset begins later, with the value that holds there', () => {
    const curve = traceCurve(trace, { ...plain, offsetMs: 150 });
    expect([...curve.atMs]).toEqual([0, 50]);
    expect([...curve.values]).toEqual([8, 6]);
  });

  it('with an offset and looped is the whole trace in every round, begun elsewhere', () => {
    const within = traceCurve(trace, { ...plain, offsetMs: 150, isLooped: true });
    expect(within).toEqual({
      atMs: Float64Array.of(0, 50, 150, 250),
      values: Float64Array.of(8, 6, 4, 8),
      periodMs: 300,
    });
    expect(traceCurve(trace, { ...plain, offsetMs: 100, isLooped: true })).toEqual({
      atMs: Float64Array.of(0, 100, 200),
      values: Float64Array.of(8, 6, 4),
      periodMs: 300,
    });
    expect(traceCurve(trace, { ...plain, offsetMs: 250, isLooped: true })).toEqual({
      atMs: Float64Array.of(0, 50, 150, 250),
      values: Float64Array.of(6, 4, 8, 6),
      periodMs: 300,
    });
  });

  it('resampled has the time average of each slot', () => {
    const curve = traceCurve(trace, { ...plain, resampleMs: 150 });
    expect([...curve.atMs]).toEqual([0, 150]);
    expect(curve.values[0]).toBeCloseTo((4 * 100 + 8 * 50) / 150, 12);
    expect(curve.values[1]).toBeCloseTo((8 * 50 + 6 * 100) / 150, 12);
  });

  it('of one point is a constant', () => {
    const curve = traceCurve(points([77, 5]), { ...plain, isLooped: true, resampleMs: 60 });
    expect(curve).toEqual({ atMs: Float64Array.of(0), values: Float64Array.of(5), periodMs: 0 });
  });

  it('resampling keeps the sum over the whole length', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 9 })), { minLength: 2 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 200 }), (pairs, resampleMs) => {
        const times = pairs.map((_, index) => pairs.slice(0, index + 1).reduce((sum, [gap]) => sum + gap, 0));
        const sample = points(...pairs.map(([, value], index) => [times[index]!, value] as const));
        const lengthMs = traceLengthMs(sample);
        const sum = (curve: { atMs: Float64Array; values: Float64Array }) =>
          curve.values.reduce(
            (total, value, i) => total + value * ((curve.atMs[i + 1] ?? lengthMs) - curve.atMs[i]!),
            0,
          );
        expect(sum(traceCurve(sample, { ...plain, resampleMs }))).toBeCloseTo(sum(traceCurve(sample, plain)), 6);
      }),
    );
  });
});
