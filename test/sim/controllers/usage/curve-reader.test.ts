import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CurveReader } from '../../../../src/sim/controllers/usage/curve-reader.ts';
import type { Curve } from '../../../../src/sim/state/input.ts';
import { curve } from '../../builders.ts';

/** What the curve says at that instant, the plain way. */
function valueAt({ atMs, values, periodMs }: Curve, nowMs: number): number {
  const within = periodMs > 0 ? nowMs % periodMs : nowMs;
  return values[atMs.findLastIndex((at) => at <= within)]!;
}

describe('CurveReader', () => {
  it('holds each value until the next, and the last one for ever', () => {
    const reader = new CurveReader(
      curve([
        [0, 5],
        [10, 7],
      ]),
    );
    expect([reader.value, reader.nextChangeMs]).toEqual([5, 10]);
    reader.moveTo(9);
    expect(reader.value).toBe(5);
    reader.moveTo(10);
    expect([reader.value, reader.nextChangeMs]).toEqual([7, Number.POSITIVE_INFINITY]);
    reader.moveTo(1e15);
    expect(reader.value).toBe(7);
  });

  it('begins again after each period, however many are jumped over', () => {
    const reader = new CurveReader(
      curve(
        [
          [0, 1],
          [30, 2],
        ],
        100,
      ),
    );
    reader.moveTo(99);
    expect([reader.value, reader.nextChangeMs]).toEqual([2, 100]);
    reader.moveTo(100);
    expect([reader.value, reader.nextChangeMs]).toEqual([1, 130]);
    reader.moveTo(12_345);
    expect([reader.value, reader.nextChangeMs]).toEqual([2, 12_400]);
  });

  it('says what the curve says at every instant, and tells no change too late', () => {
    const steps = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { maxLength: 6 });
    fc.assert(
      fc.property(steps, fc.nat(30), fc.array(fc.nat(40), { maxLength: 30 }), (atMs, rest, moves) => {
        const sorted = [0, ...atMs.sort((a, b) => a - b)];
        const periodMs = rest === 0 ? 0 : sorted.at(-1)! + rest;
        const form = curve(
          sorted.map((at, i) => [at, i * 10]),
          periodMs,
        );
        const reader = new CurveReader(form);
        let nowMs = 0;
        for (const move of moves) {
          const changeMs = reader.nextChangeMs;
          const held = reader.value;
          nowMs += move;
          if (nowMs < changeMs) expect(valueAt(form, nowMs)).toBe(held);
          reader.moveTo(nowMs);
          expect(reader.value).toBe(valueAt(form, nowMs));
          expect(reader.nextChangeMs).toBeGreaterThan(nowMs);
        }
      }),
    );
  });
});
