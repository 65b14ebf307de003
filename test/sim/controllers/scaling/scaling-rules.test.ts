import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import {
  adjustedCapacity,
  clampCapacity,
  roundPercentChange,
  stepOf,
  trackedCapacity,
} from '../../../../src/sim/controllers/scaling/scaling-rules.ts';

const steps = (...rows: [number, number, number][]) =>
  rows.map(([lowerBound, upperBound, scalingAdjustment]) => ({ lowerBound, upperBound, scalingAdjustment }));

/** AWS's own example: out above a threshold of 50, in below it. */
const OUT = steps([0, 10, 0], [10, 20, 10], [20, Number.POSITIVE_INFINITY, 30]);
const IN = steps([Number.NEGATIVE_INFINITY, -20, -30], [-20, -10, -10], [-10, 0, 0]);

function stepped(current: number, rows: typeof OUT, breach: number): number {
  const row = stepOf(rows, breach);
  return adjustedCapacity(current, 'PercentChangeInCapacity', rows[row]!.scalingAdjustment, 0);
}

describe('target tracking', () => {
  it.each([
    [4, 90, 60, 6],
    [10, 61, 60, 11],
    [10, 30, 60, 5],
    [3, 1500, 1000, 5],
    [10, 60, 60, 10],
    [0, 90, 60, 0],
  ])('P6.4 EX: of %d tasks at %d with a target of %d come %d', (current, metric, target, expected) => {
    expect(trackedCapacity(current, metric, target)).toBe(expected);
  });

  it('P6.4: an average that misses a whole number by its rounding asks for no task more', () => {
    expect(trackedCapacity(3, 20.000000000000004, 60)).toBe(1);
    expect(trackedCapacity(3, 20.01, 60)).toBe(2);
  });
});

describe('step scaling', () => {
  it('P6.9 EX 10 tasks, threshold 50: at 60, 70, 40 and 30', () => {
    expect(stepped(10, OUT, 10)).toBe(11);
    expect(stepped(11, OUT, 20)).toBe(14);
    expect(stepped(14, IN, -10)).toBe(13);
    expect(stepped(13, IN, -20)).toBe(10);
  });

  it('P6.9: above the threshold a step has its lower bound, below it its upper one', () => {
    expect([0, 9.9, 10, 19.9, 20, 1000].map((breach) => stepOf(OUT, breach))).toEqual([0, 0, 1, 1, 2, 2]);
    expect([0, -9.9, -10, -19.9, -20, -1000].map((breach) => stepOf(IN, breach))).toEqual([2, 2, 1, 1, 0, 0]);
    expect(stepOf(OUT, -1)).toBe(NONE);
    expect(stepOf(steps([5, 10, 1]), 10)).toBe(NONE);
  });

  it.each([
    [12.7, 12],
    [0.67, 1],
    [-0.58, -1],
    [-6.67, -6],
    [0, 0],
  ])('P6.10 EX (AWS): a change of %d tasks is rounded to %d', (change, expected) => {
    expect(roundPercentChange(change)).toBe(expected);
  });

  it('P6.10 EX 4 tasks, +25 %, at least 2: are 6', () => {
    expect(adjustedCapacity(4, 'PercentChangeInCapacity', 25, 2)).toBe(6);
    expect(adjustedCapacity(4, 'PercentChangeInCapacity', -25, 2)).toBe(2);
    expect(adjustedCapacity(4, 'PercentChangeInCapacity', 0, 2)).toBe(4);
  });

  it('P6.10: a change counts tasks, an exact capacity is one', () => {
    expect(adjustedCapacity(4, 'ChangeInCapacity', 3, 0)).toBe(7);
    expect(adjustedCapacity(4, 'ChangeInCapacity', -5, 0)).toBe(0);
    expect(adjustedCapacity(4, 'ExactCapacity', 9, 0)).toBe(9);
  });

  it('P6.12 EX +3 and +200 %: 10 tasks are asked to be 13 and 30, of which the highest wins', () => {
    const wishes = [
      adjustedCapacity(10, 'ChangeInCapacity', 3, 0),
      adjustedCapacity(10, 'PercentChangeInCapacity', 200, 0),
    ];
    expect(Math.max(...wishes)).toBe(30);
  });

  it('no adjustment changes the direction of its sign or leaves a negative capacity', () => {
    const type = fc.constantFrom('ChangeInCapacity' as const, 'PercentChangeInCapacity' as const);
    fc.assert(
      fc.property(fc.nat(100), type, fc.integer({ min: -300, max: 300 }), fc.nat(5), (current, kind, by, least) => {
        const after = adjustedCapacity(current, kind, by, least);
        expect(after).toBeGreaterThanOrEqual(0);
        expect((after - current) * Math.sign(by)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the limits of a scalable target', () => {
  it('P6.1: every result is clamped to them', () => {
    expect([1, 2, 5, 9].map((capacity) => clampCapacity(capacity, 2, 5))).toEqual([2, 2, 5, 5]);
  });
});
