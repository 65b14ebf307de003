import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  circuitBreakerThreshold,
  maximumTasks,
  minimumHealthyTasks,
  startThrottleMs,
  surplusTasks,
  tasksToStart,
  tasksToStop,
} from '../../../../src/sim/controllers/deployments/deployment-rules.ts';

interface Rollout {
  /** Started and stopped in each tick. */
  readonly ticks: readonly (readonly [number, number])[];
  readonly peak: number;
  readonly leastHealthy: number;
}

/**
 * P4's loop over the two rules: one tick starts and stops, what was started is healthy at the next tick, what was
 * stopped is gone by then. Ends when every task is new, or after 50 ticks.
 */
function rollOut(desired: number, minimum: number, maximum: number): Rollout {
  const lower = minimumHealthyTasks(desired, minimum);
  const upper = maximumTasks(desired, maximum);
  const ticks: (readonly [number, number])[] = [];
  let [old, fresh, peak, leastHealthy] = [desired, 0, desired, desired];
  for (let tick = 0; tick < 50 && (old > 0 || fresh < desired); tick++) {
    const healthy = old + fresh;
    const started = tasksToStart(desired, fresh, healthy, upper, Number.POSITIVE_INFINITY);
    const stopped = tasksToStop(old, healthy, lower);
    ticks.push([started, stopped]);
    peak = Math.max(peak, healthy + started);
    leastHealthy = Math.min(leastHealthy, healthy - stopped);
    old -= stopped;
    fresh += started;
  }
  return { ticks, peak, leastHealthy };
}

describe('the tasks of the newest revision that are too many', () => {
  it('are those beyond the desired count', () => {
    expect([surplusTasks(4, 6, 5, 0), surplusTasks(4, 4, 4, 0), surplusTasks(4, 3, 3, 0)]).toEqual([2, 0, 0]);
  });

  it('P4.17: while UNHEALTHY tasks are replaced, only as many as have a healthy replacement', () => {
    // Two of four are UNHEALTHY; both replacements are starting, one of them is healthy, both are.
    expect([surplusTasks(4, 6, 2, 2), surplusTasks(4, 6, 3, 2), surplusTasks(4, 6, 4, 2)]).toEqual([0, 1, 2]);
  });
});

describe('the bounds of a service', () => {
  it.each([
    [4, 50, 2],
    [2, 75, 2],
    [10, 90, 9],
    [1, 0, 0],
    [3, 100, 3],
  ])('P4.2: desired %i at minimumHealthyPercent %i keeps %i healthy', (desired, percent, lower) => {
    expect(minimumHealthyTasks(desired, percent)).toBe(lower);
  });

  it.each([
    [3, 125, 3],
    [4, 200, 8],
    [4, 125, 5],
    [10, 110, 11],
    [1, 100, 1],
  ])('P4.2: desired %i at maximumPercent %i has at most %i', (desired, percent, upper) => {
    expect(maximumTasks(desired, percent)).toBe(upper);
  });

  it('P4.2: rounds by integers: no percentage of any count is off by a rounding error', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(200), (desired, percent) => {
        const exact = BigInt(desired) * BigInt(percent);
        expect(maximumTasks(desired, percent)).toBe(Number(exact / 100n));
        expect(minimumHealthyTasks(desired, percent)).toBe(Number((exact + 99n) / 100n));
      }),
    );
  });
});

describe('a rolling update by tasksToStart and tasksToStop', () => {
  it('P4.2 EX desired 4, min 50: may stop 2 first', () => {
    expect(tasksToStop(4, 4, minimumHealthyTasks(4, 50))).toBe(2);
  });

  it('P4.2 EX desired 2, min 75: can stop nothing; P4.2 EX desired 3, max 125: can start nothing', () => {
    expect(tasksToStop(2, 2, minimumHealthyTasks(2, 75))).toBe(0);
    expect(tasksToStart(3, 0, 3, maximumTasks(3, 125), 500)).toBe(0);
  });

  it('P4.9 EX 4 at 100/200: start 4, then stop 4: peak 8, never below 4 healthy', () => {
    expect(rollOut(4, 100, 200)).toEqual({
      ticks: [
        [4, 0],
        [0, 4],
      ],
      peak: 8,
      leastHealthy: 4,
    });
  });

  it('P4.9 EX 4 at 50/100: go two by two: peak 4, never below 2 healthy', () => {
    const { peak, leastHealthy, ticks } = rollOut(4, 50, 100);
    expect([peak, leastHealthy]).toEqual([4, 2]);
    expect(ticks.filter(([, stopped]) => stopped > 0).map(([, stopped]) => stopped)).toEqual([2, 2]);
    expect(ticks.filter(([started]) => started > 0).map(([started]) => started)).toEqual([2, 2]);
  });

  it('P4.9 EX 4 at 100/125: take four rounds of one: peak 5', () => {
    const { peak, leastHealthy, ticks } = rollOut(4, 100, 125);
    expect([peak, leastHealthy]).toEqual([5, 4]);
    expect(ticks.map(([started]) => started).filter((started) => started > 0)).toEqual([1, 1, 1, 1]);
  });

  it('P4.9 EX 10 at 90/110: start 1 and stop 1 in the first tick', () => {
    const { ticks, peak, leastHealthy } = rollOut(10, 90, 110);
    expect(ticks[0]).toEqual([1, 1]);
    expect(peak).toBeLessThanOrEqual(11);
    expect(leastHealthy).toBeGreaterThanOrEqual(9);
  });

  it('P4.9 EX 1 at 100/200: starts 1, then stops 1; P4.9 EX 1 at 0/100: stops 1, then starts 1', () => {
    expect(rollOut(1, 100, 200).ticks).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(rollOut(1, 0, 100).ticks).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('P4.6: min = max = 100 blocks it: nothing starts, nothing stops', () => {
    expect(new Set(rollOut(4, 100, 100).ticks.flat())).toEqual(new Set([0]));
  });

  it('P4.2: never exceeds the upper bound nor undercuts the lower one, and ends unless it is blocked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(100),
        fc.integer({ min: 100, max: 200 }),
        (desired, min, max) => {
          const { peak, leastHealthy, ticks } = rollOut(desired, min, max);
          expect(peak).toBeLessThanOrEqual(maximumTasks(desired, max));
          expect(leastHealthy).toBeGreaterThanOrEqual(minimumHealthyTasks(desired, min));
          const canMove = maximumTasks(desired, max) > desired || minimumHealthyTasks(desired, min) < desired;
          expect(ticks.length < 50).toBe(canMove);
        },
      ),
    );
  });

  it('starts no more than the rate of launches allows', () => {
    expect(tasksToStart(100, 0, 0, 200, 83)).toBe(83);
    expect(tasksToStart(100, 0, 0, 200, 0)).toBe(0);
    expect(tasksToStart(2, 5, 5, 10, 83)).toBe(0);
  });
});

describe('startThrottleMs', () => {
  it('P4.19: nothing for 3 failures, then 60 s doubled at each, at most 27 minutes', () => {
    const seconds = Array.from({ length: 11 }, (_, failures) => startThrottleMs(failures) / 1000);
    expect(seconds).toEqual([0, 0, 0, 0, 60, 120, 240, 480, 960, 1620, 1620]);
    expect(startThrottleMs(5000)).toBe(1_620_000);
  });
});

describe('circuitBreakerThreshold', () => {
  it.each([
    [1, 3],
    [5, 3],
    [7, 4],
    [25, 13],
    [400, 200],
    [800, 200],
  ])('P4.12 EX: desired %i fails at %i', (desired, failures) => {
    expect(circuitBreakerThreshold(desired)).toBe(failures);
  });

  it('P4.13: UNBOUNDED_PERCENT is not clamped, COUNT is the value itself', () => {
    expect(circuitBreakerThreshold(1, { type: 'UNBOUNDED_PERCENT', value: 50 })).toBe(1);
    expect(circuitBreakerThreshold(1000, { type: 'UNBOUNDED_PERCENT', value: 50 })).toBe(500);
    expect(circuitBreakerThreshold(1000, { type: 'COUNT', value: 7 })).toBe(7);
    expect(circuitBreakerThreshold(100, { type: 'BOUNDED_PERCENT', value: 10 })).toBe(10);
  });

  it('P4.13: is exact at every percentage: ceil of a whole number is that number', () => {
    for (let desired = 1; desired <= 200; desired++) {
      for (let value = 1; value <= 100; value++) {
        const exact = Number((BigInt(desired) * BigInt(value) + 99n) / 100n);
        const failures = circuitBreakerThreshold(desired, { type: 'UNBOUNDED_PERCENT', value });
        if (failures !== exact) expect([desired, value, failures]).toEqual([desired, value, exact]);
      }
    }
  });
});
