/** Recorded points as a curve: shifted to the start of the run, scaled, averaged, repeated. */

import type { Curve } from '../../sim/state/input.ts';

/** A recorded series, times ascending and all different. */
export interface TracePoints {
  /** Of any origin: only differences count. */
  readonly atMs: Float64Array;
  readonly values: Float64Array;
}

/** How a trace becomes a curve. */
export interface TraceOptions {
  /** Multiplies every value. */
  readonly scale: number;
  /** Where in the trace the run begins. */
  readonly offsetMs: number;
  readonly isLooped: boolean;
  /** Width of the averages; 0 = the points as they are. */
  readonly resampleMs: number;
}

/**
 * How long the trace lasts: each point holds until the next one, the last for the usual distance of two points, which
 * is their median.
 */
export function traceLengthMs({ atMs }: TracePoints): number {
  if (atMs.length < 2) return 0;
  const gaps = Float64Array.from(atMs.subarray(1), (time, index) => time - atMs[index]!).sort();
  return atMs.at(-1)! - atMs[0]! + gaps[gaps.length >> 1]!;
}

/** The trace from its offset on, as a curve; looped, what lies before the offset comes at the end of each round. */
export function traceCurve(points: TracePoints, options: TraceOptions): Curve {
  const wholeMs = traceLengthMs(points);
  const lengthMs = options.isLooped ? wholeMs : wholeMs - options.offsetMs;
  const fromMs = points.atMs[0]! + options.offsetMs;
  const shifted = options.isLooped ? rotate(points, fromMs, wholeMs) : shift(points, fromMs);
  const isAveraged = options.resampleMs > 0 && lengthMs > 0;
  const averaged = isAveraged ? average(shifted, lengthMs, options.resampleMs) : shifted;
  return {
    atMs: averaged.atMs,
    values: averaged.values.map((value) => value * options.scale),
    periodMs: options.isLooped ? Math.round(lengthMs) : 0,
  };
}

/** The points from an instant on, which becomes 0; the value that holds there comes first. */
function shift({ atMs, values }: TracePoints, fromMs: number): TracePoints {
  let first = 0;
  while (first + 1 < atMs.length && atMs[first + 1]! <= fromMs) first++;
  return {
    atMs: atMs.subarray(first).map((time, index) => (index === 0 ? 0 : Math.round(time - fromMs))),
    values: values.subarray(first),
  };
}

/** The points from an instant on, then those before it. */
function rotate(points: TracePoints, fromMs: number, lengthMs: number): TracePoints {
  const { atMs, values } = points;
  const from = shift(points, fromMs);
  const before = atMs.findIndex((time) => time >= fromMs);
  const early = atMs.subarray(0, before < 0 ? atMs.length : before);
  return {
    atMs: Float64Array.from([...from.atMs, ...early.map((time) => Math.round(time + lengthMs - fromMs))]),
    values: Float64Array.from([...from.values, ...values.subarray(0, early.length)]),
  };
}

/** Exact time averages over slots; the last slot may be shorter. O(points + slots). */
function average({ atMs, values }: TracePoints, lengthMs: number, slotMs: number): TracePoints {
  const count = Math.max(1, Math.ceil(lengthMs / slotMs));
  const sums = new Float64Array(count);
  for (let index = 0; index < atMs.length; index++) {
    const until = Math.min(index + 1 < atMs.length ? atMs[index + 1]! : lengthMs, lengthMs);
    for (let from = atMs[index]!; from < until; ) {
      const slot = Math.floor(from / slotMs);
      const to = Math.min(until, (slot + 1) * slotMs);
      sums[slot] = sums[slot]! + values[index]! * (to - from);
      from = to;
    }
  }
  return {
    atMs: Float64Array.from(sums, (_, slot) => slot * slotMs),
    values: sums.map((sum, slot) => sum / (Math.min(lengthMs, (slot + 1) * slotMs) - slot * slotMs)),
  };
}
