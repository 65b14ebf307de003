/** Curves from closed forms: constants, steps, and tables that repeat day by day or week by week. */

import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS } from '../../base/units.ts';
import type { Curve } from '../../sim/state/input.ts';
import { TRAFFIC_SHAPES, type TrafficShapeName } from './traffic-shapes.ts';

/** A value that never changes. */
export function constantCurve(value: number): Curve {
  return { atMs: Float64Array.of(0), values: Float64Array.of(value), periodMs: 0 };
}

/** Value `value` from `atMs` on; 0 before the first. Of two at one time the later in the list counts. */
export function stepsCurve(steps: readonly { atMs: number; value: number }[], periodMs: number): Curve {
  const byTime = new Map([[0, 0], ...steps.map(({ atMs, value }) => [atMs, value] as const)]);
  const sorted = [...byTime].sort(([a], [b]) => a - b);
  const kept = periodMs > 0 ? sorted.filter(([atMs]) => atMs < periodMs) : sorted;
  return {
    atMs: Float64Array.from(kept, ([atMs]) => atMs),
    values: Float64Array.from(kept, ([, value]) => value),
    periodMs,
  };
}

/**
 * Slots of equal width that repeat for ever.
 *
 * @param values   one per slot of the period
 * @param phaseMs  where in the period instant 0 is
 */
export function periodicCurve(values: readonly number[], slotMs: number, phaseMs: number): Curve {
  const periodMs = values.length * slotMs;
  const first = Math.floor(phaseMs / slotMs);
  const lead = phaseMs - first * slotMs;
  const atMs = values.map((_, index) => Math.max(0, index * slotMs - lead));
  const rotated = values.map((_, index) => values[(first + index) % values.length]!);
  if (lead > 0) {
    atMs.push(periodMs - lead);
    rotated.push(rotated[0]!);
  }
  return { atMs: Float64Array.from(atMs), values: Float64Array.from(rotated), periodMs };
}

/** Where in a week, from Monday 00:00 UTC, an instant is. 1 January 1970 was a Thursday. */
export function phaseOfWeekMs(epochMs: number): number {
  return (((epochMs + 3 * DAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;
}

/** The 168 hours of a shape, Monday 00:00 first, of mean 1. */
export function shapeFactors(name: TrafficShapeName): number[] {
  const { workday, weekend, weekdays } = TRAFFIC_SHAPES[name];
  const factors = weekdays.flatMap((weekday, day) => (day < 5 ? workday : weekend).map((value) => value * weekday));
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  return factors.map((factor) => factor / mean);
}

/** A shape whose mean over the week, or whose busiest hour, has the given value. */
export function shapeCurve(
  shape: { readonly name: TrafficShapeName } & ({ readonly mean: number } | { readonly peak: number }),
  startEpochMs: number,
): Curve {
  const factors = shapeFactors(shape.name);
  const scale = 'mean' in shape ? shape.mean : shape.peak / Math.max(...factors);
  return periodicCurve(
    factors.map((factor) => factor * scale),
    HOUR_MS,
    phaseOfWeekMs(startEpochMs),
  );
}

/** A sine over the day, by its lowest and highest value. */
export interface Diurnal {
  readonly base: number;
  readonly peak: number;
  /** UTC hour of the highest value. */
  readonly peakHour: number;
  /** Factor of Saturdays and Sundays. */
  readonly weekend: number;
}

const DIURNAL_SLOT_MS = 15 * MINUTE_MS;

/** The sine in slots of 15 minutes, each with the sine's mean over the slot, so a day's mean is (base + peak) / 2. */
export function diurnalCurve({ base, peak, peakHour, weekend }: Diurnal, startEpochMs: number): Curve {
  const slotsOfDay = DAY_MS / DIURNAL_SLOT_MS;
  const angle = (slot: number) => 2 * Math.PI * (slot / slotsOfDay - peakHour / 24);
  const day = Array.from({ length: slotsOfDay }, (_, slot) => {
    const from = angle(slot);
    const to = angle(slot + 1);
    const meanCosine = (Math.sin(to) - Math.sin(from)) / (to - from);
    return Math.max(0, (base + peak) / 2 + ((peak - base) / 2) * meanCosine);
  });
  const week = Array.from({ length: 7 }, (_, weekday) => day.map((value) => value * (weekday < 5 ? 1 : weekend)));
  return periodicCurve(week.flat(), DIURNAL_SLOT_MS, phaseOfWeekMs(startEpochMs));
}
