import { describe, expect, it } from 'vitest';
import { Streams } from '../../../../src/base/streams.ts';
import { HOUR_MS, NONE } from '../../../../src/base/units.ts';
import { ArrivalProcess } from '../../../../src/sim/controllers/tasks/arrival-process.ts';
import type { ArrivalsInput, Curve } from '../../../../src/sim/state/input.ts';
import { curve, listed } from '../../builders.ts';

function arrivalsOf(arrivals: ArrivalsInput, endMs: number, seed: number | string = 1): number[] {
  const process = new ArrivalProcess(arrivals, new Streams(seed).get('arrivals/etl'));
  const instants: number[] = [];
  for (let atMs = process.next(endMs); atMs < endMs; atMs = process.next(endMs)) instants.push(atMs);
  return instants;
}

function poisson(perHour: Curve): ArrivalsInput {
  return { kind: 'poisson', perHour };
}

describe('ArrivalProcess', () => {
  it('is a Poisson process of the rate that its curve has: mean and variance of the counts by interval', () => {
    const perHour = curve(
      [
        [0, 30],
        [HOUR_MS, 0],
        [1.5 * HOUR_MS, 120],
      ],
      2 * HOUR_MS,
    );
    const replications = 400;
    const counts = Array.from({ length: replications }, (_, seed) => {
      const instants = arrivalsOf(poisson(perHour), 4 * HOUR_MS, seed);
      const within = (from: number, to: number) =>
        instants.filter((at) => at >= from * HOUR_MS && at < to * HOUR_MS).length;
      return [within(0, 1), within(1, 1.5), within(1.5, 2), within(2, 3), within(3.5, 4)] as const;
    });
    for (const [interval, expected] of [30, 0, 60, 30, 60].entries()) {
      const values = counts.map((count) => count[interval]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / replications;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replications - 1);
      // Five standard errors: of the mean √(λ/n), of the variance of a Poisson count about λ√(2/n) + λ-terms.
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected / replications));
      expect(Math.abs(variance - expected)).toBeLessThanOrEqual(5 * expected * Math.sqrt(2.1 / replications));
    }
  });

  it('has no arrival where the rate is 0, and goes on exactly where it is not', () => {
    const gap = arrivalsOf(
      poisson(
        curve([
          [0, 0],
          [1000, 3_600_000],
          [2000, 0],
        ]),
      ),
      10_000,
    );
    expect(gap.length).toBeGreaterThan(900);
    expect(Math.min(...gap)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...gap)).toBeLessThanOrEqual(2000);
    // A gap only delays: cut out, the arrivals are those of a process without it.
    const moved = arrivalsOf(poisson(curve([[0, 3_600_000]])), 1000);
    expect(gap.map((at) => at - 1000).slice(0, moved.length)).toEqual(moved);
  });

  it('never comes back when the rate stays 0', () => {
    expect(arrivalsOf(poisson(curve([[0, 0]])), HOUR_MS)).toEqual([]);
  });

  it('has the same past whatever the end', () => {
    const perHour = curve(
      [
        [0, 100],
        [HOUR_MS, 10],
      ],
      3 * HOUR_MS,
    );
    const long = arrivalsOf(poisson(perHour), 9 * HOUR_MS);
    const short = arrivalsOf(poisson(perHour), 2.5 * HOUR_MS);
    expect(long.slice(0, short.length)).toEqual(short);
  });

  it('takes a list as it is, ties and the number of each arrival included', () => {
    const process = new ArrivalProcess(listed(5, 5, 70), new Streams(1).get('x'));
    expect(process.index).toBe(NONE);
    const seen = [0, 1, 2].map(() => [process.next(1000), process.index]);
    expect(seen).toEqual([
      [5, 0],
      [5, 1],
      [70, 2],
    ]);
    expect(process.next(1000)).toBe(Number.POSITIVE_INFINITY);
  });

  it('gives whole milliseconds that never go back', () => {
    const instants = arrivalsOf(poisson(curve([[0, 7_200_000]])), 5000);
    expect(instants.every(Number.isInteger)).toBe(true);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
  });
});
