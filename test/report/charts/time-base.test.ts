import { describe, expect, it } from 'vitest';
import {
  addUp,
  brief,
  formatWidth,
  instantExpression,
  pointMaxima,
  pointMeans,
  pointMs,
  pointSeconds,
  pointSums,
  tickExpression,
  tickSeconds,
  timeBase,
} from '../../../src/report/charts/time-base.ts';
import { evaluate } from '../vega-expressions.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = Date.UTC(2026, 2, 2);

const baseOf = (durationMs: number, bucketMs: number, pointsMax: number, startEpochMs = MONDAY) =>
  timeBase({ startEpochMs, durationMs, bucketMs, bucketCount: Math.ceil(durationMs / bucketMs) }, pointsMax);

describe('timeBase', () => {
  it('takes every bucket as a point where they are few', () => {
    expect(baseOf(2 * HOUR_MS, 5 * MINUTE_MS, 400)).toMatchObject({ group: 1, pointCount: 24 });
  });

  it('leaves few buckets of 20 s as they are: a minute would be coarser for nothing', () => {
    expect(baseOf(HOUR_MS, 20_000, 400).group).toBe(1);
  });

  it('gathers buckets to full steps of the clock: a week of 5 min in at most 400 points is in half hours', () => {
    const base = baseOf(7 * DAY_MS, 5 * MINUTE_MS, 400);
    expect(pointMs(base)).toBe(30 * MINUTE_MS);
    expect(base.pointCount).toBe(336);
  });

  it('never has more points than asked for, of buckets that divide no step of the clock', () => {
    const base = baseOf(1000 * 7000, 7000, 100);
    expect(base).toMatchObject({ group: 10, pointCount: 100 });
  });

  it('begins every point a width after the one before', () => {
    expect(pointSeconds(baseOf(3 * HOUR_MS, HOUR_MS, 400))).toEqual([0, 3600, 7200]);
  });
});

describe('pointMeans', () => {
  it('divides the integral of a point by its width, the short last one by its own', () => {
    const base = timeBase({ startEpochMs: 0, durationMs: 2500, bucketMs: 1000, bucketCount: 3 }, 10);
    const column = Float64Array.from([9, 9, 9, 4000, 2000, 1000]);
    expect(pointMeans(column, 1, base, 2)).toEqual([2, 1, 1]);
  });

  it('adds up the buckets of a point', () => {
    const base = { ...baseOf(5 * HOUR_MS, HOUR_MS, 400), group: 2, pointCount: 3 };
    expect(pointSums(Float64Array.from([1, 2, 3, 4, 5]), 0, base)).toEqual([3, 7, 5]);
  });

  it('adds lists entry by entry, none to zeros', () => {
    expect(
      addUp(
        [
          [1, 2],
          [3, 4],
        ],
        2,
      ),
    ).toEqual([4, 6]);
    expect(addUp([], 2)).toEqual([0, 0]);
    expect(brief(123.456789)).toBe(123.46);
  });
});

describe('the axis of time', () => {
  it('has a tick at every midnight of a week, from wherever it starts', () => {
    expect(tickSeconds({ startEpochMs: MONDAY, durationMs: 7 * DAY_MS })).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((d) => d * 86_400),
    );
    expect(tickSeconds({ startEpochMs: MONDAY + 18 * HOUR_MS, durationMs: 2 * DAY_MS }).slice(0, 2)).toEqual([
      0,
      6 * 3600,
    ]);
    expect(tickSeconds({ startEpochMs: MONDAY + 20 * HOUR_MS, durationMs: 7 * DAY_MS })[0]).toBe(4 * 3600);
  });

  it.each([1, 60, 3600, 86_400, 90 * 86_400, 4000 * 86_400])('has few ticks over %d s', (seconds) => {
    const ticks = tickSeconds({ startEpochMs: MONDAY, durationMs: seconds * 1000 });
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(12);
  });

  it('names the day at midnight and else the time, in UTC', () => {
    const week = { startEpochMs: MONDAY, durationMs: 7 * DAY_MS };
    expect(evaluate(tickExpression(week), { value: 86_400 })).toBe('Tue 3 Mar');
    expect(evaluate(tickExpression(week), { value: 6 * 3600 })).toBe('06:00');
    expect(evaluate(instantExpression('datum.t', week), { t: 86_400 + 14.5 * 3600 })).toBe('Tue 3 Mar, 14:30');
    expect(evaluate(instantExpression('datum.t', { ...week, durationMs: MINUTE_MS }), { t: 7 })).toBe(
      'Mon 2 Mar, 00:00:07',
    );
    expect(evaluate(tickExpression({ ...week, durationMs: MINUTE_MS }), { value: 7 })).toBe('00:00:07');
  });

  it.each([
    [1500, '1.5 s'],
    [30 * MINUTE_MS, '30 min'],
    [2 * HOUR_MS, '2 h'],
    [DAY_MS, '1 day'],
    [2 * DAY_MS, '2 days'],
  ])('says a width of %d ms as %s', (widthMs, text) => {
    expect(formatWidth(widthMs)).toBe(text);
  });
});

describe('pointMaxima', () => {
  it('are the highest mean of a bucket within each point, the last one as short as it is', () => {
    const base = timeBase({ startEpochMs: 0, durationMs: 45, bucketMs: 10, bucketCount: 5 }, 3);
    expect(base.group).toBe(2);
    expect(pointMaxima(Float64Array.of(10, 30, 20, 0, 35), 0, base, 1)).toEqual([3, 2, 7]);
  });
});
