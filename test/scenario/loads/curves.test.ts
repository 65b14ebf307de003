import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, WEEK_MS } from '../../../src/base/units.ts';
import {
  constantCurve,
  diurnalCurve,
  periodicCurve,
  phaseOfWeekMs,
  shapeCurve,
  shapeFactors,
  stepsCurve,
} from '../../../src/scenario/loads/curves.ts';
import { TRAFFIC_SHAPE_NAMES, TRAFFIC_SHAPES } from '../../../src/scenario/loads/traffic-shapes.ts';
import type { Curve } from '../../../src/sim/state/input.ts';

const MONDAY = Date.UTC(2026, 0, 5);

/** The value at an instant, read the plain way. */
function valueAt({ atMs, values, periodMs }: Curve, timeMs: number): number {
  const within = periodMs > 0 ? timeMs % periodMs : timeMs;
  return values[atMs.findLastIndex((at) => at <= within)]!;
}

/** Time average over one period. */
function meanOf({ atMs, values, periodMs }: Curve): number {
  return values.reduce((sum, value, i) => sum + value * ((atMs[i + 1] ?? periodMs) - atMs[i]!), 0) / periodMs;
}

describe('constant and steps', () => {
  it('a constant holds from 0 for ever', () => {
    expect(constantCurve(3)).toEqual({ atMs: Float64Array.of(0), values: Float64Array.of(3), periodMs: 0 });
  });

  it('a step holds until the next; before the first it is 0', () => {
    const curve = stepsCurve(
      [
        { atMs: 2000, value: 7 },
        { atMs: 1000, value: 5 },
      ],
      0,
    );
    expect([0, 999, 1000, 1999, 2000, 9e9].map((time) => valueAt(curve, time))).toEqual([0, 0, 5, 5, 7, 7]);
  });

  it('a step at 0 leaves no 0 before it, and a period leaves out what comes after it', () => {
    const curve = stepsCurve(
      [0, 1000, 5000].map((atMs) => ({ atMs, value: atMs + 1 })),
      2000,
    );
    expect(curve).toEqual({ atMs: Float64Array.of(0, 1000), values: Float64Array.of(1, 1001), periodMs: 2000 });
  });
});

describe('tables that repeat', () => {
  it('at any phase each instant has the value of its slot', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50 }), fc.nat(), fc.nat(), (table, slotMs, phase, time) => {
        const periodMs = table.length * slotMs;
        const phaseMs = phase % periodMs;
        const curve = periodicCurve(table, slotMs, phaseMs);
        expect(curve.atMs[0]).toBe(0);
        const expected = table[Math.floor(((phaseMs + time) % periodMs) / slotMs)];
        expect(valueAt(curve, time)).toBe(expected);
      }),
    );
  });

  it('a week begins on Monday at 00:00 UTC', () => {
    expect(phaseOfWeekMs(MONDAY)).toBe(0);
    expect(phaseOfWeekMs(Date.UTC(2026, 0, 4, 23))).toBe(WEEK_MS - HOUR_MS);
    expect(phaseOfWeekMs(Date.UTC(1969, 11, 29))).toBe(0);
  });
});

describe('traffic shapes', () => {
  it.each(TRAFFIC_SHAPE_NAMES)('%s has a mean of 1 over its 168 hours, and names its source', (name) => {
    const factors = shapeFactors(name);
    expect(factors).toHaveLength(168);
    expect(factors.reduce((sum, factor) => sum + factor, 0) / 168).toBeCloseTo(1, 12);
    expect(Math.min(...factors)).toBeGreaterThan(0);
    expect(TRAFFIC_SHAPES[name].source).not.toBe('');
  });

  it('is scaled to the mean, or to the busiest hour, of the week', () => {
    const byMean = shapeCurve({ name: 'nasa-web', mean: 400 }, MONDAY);
    const byPeak = shapeCurve({ name: 'nasa-web', peak: 400 }, MONDAY);
    expect(meanOf(byMean)).toBeCloseTo(400, 9);
    expect(Math.max(...byPeak.values)).toBeCloseTo(400, 9);
    expect(byMean.periodMs).toBe(WEEK_MS);
  });

  it('is at Tuesday 08:00 when the run starts then', () => {
    const monday = shapeCurve({ name: 'nasa-web', mean: 1 }, MONDAY);
    const tuesday = shapeCurve({ name: 'nasa-web', mean: 1 }, MONDAY + DAY_MS + 8 * HOUR_MS);
    for (const hour of [0, 5, 100, 167]) {
      expect(valueAt(tuesday, hour * HOUR_MS)).toBe(valueAt(monday, DAY_MS + (8 + hour) * HOUR_MS));
    }
  });

  it('the web of NASA rests at night and on weekends', () => {
    const { workday, weekend } = TRAFFIC_SHAPES['nasa-web'];
    expect(workday[14]! / workday[4]!).toBeGreaterThan(3);
    expect(workday[12]! / weekend[12]!).toBeGreaterThan(2);
  });
});

describe('a sine over the day', () => {
  const sine = { base: 20, peak: 100, peakHour: 14, weekend: 1 };

  it('has the mean of base and peak over a day', () => {
    expect(meanOf(diurnalCurve(sine, MONDAY))).toBeCloseTo(60, 9);
  });

  it('has its highest value about the peak hour, its lowest twelve hours from it, and the integral in between', () => {
    const slot = (2 * Math.PI) / 96;
    const curve = diurnalCurve(sine, MONDAY);
    expect(valueAt(curve, 14 * HOUR_MS)).toBeCloseTo(100, 0);
    expect(valueAt(curve, 2 * HOUR_MS)).toBeCloseTo(20, 0);
    expect(valueAt(curve, 8 * HOUR_MS)).toBeCloseTo(60 + (40 * (1 - Math.cos(slot))) / slot, 9);
    expect(Math.max(...curve.values)).toBeLessThanOrEqual(100);
    expect(Math.min(...curve.values)).toBeGreaterThanOrEqual(20);
  });

  it('multiplies Saturday and Sunday by the factor of the weekend', () => {
    const curve = diurnalCurve({ ...sine, weekend: 0.5 }, MONDAY);
    expect(meanOf(curve)).toBeCloseTo((5 * 60 + 2 * 30) / 7, 9);
    expect(valueAt(curve, 5 * DAY_MS)).toBeCloseTo(valueAt(curve, 0) / 2, 9);
  });
});
