import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DURATION_PATTERN,
  instantMs,
  isInstant,
  MEMORY_PATTERN,
  parseCalendarMs,
  parseInstant,
  secondsToMs,
  toCalendarMs,
  toDurationMs,
  toInstant,
  toMemoryMiB,
} from '../../src/scenario/quantities.ts';

describe('durations', () => {
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['1h30m', 5_400_000],
    [' 1 h 30 m ', 5_400_000],
  ])('%s', (text, expected) => {
    expect(DURATION_PATTERN.test(text)).toBe(true);
    expect(toDurationMs(text)).toBe(expected);
  });

  it.each(['', '7', '7 days', '-3s', 's', '1,5h', '1h30'])('%j is none', (text) => {
    expect(DURATION_PATTERN.test(text)).toBe(false);
  });

  it('a plain number is seconds where seconds are asked for', () => {
    expect(secondsToMs(1.5)).toBe(1500);
    expect(secondsToMs('2m')).toBe(120_000);
  });
});

describe('memory', () => {
  it.each([
    [512, 512],
    ['512', 512],
    ['2 GB', 2048],
    ['2GiB', 2048],
    ['0.5 gb', 512],
    ['150 MB', 150],
    ['1.5MiB', 1.5],
  ])('%j', (value, expected) => {
    expect(toMemoryMiB(value)).toBe(expected);
    expect(MEMORY_PATTERN.test(String(value))).toBe(true);
  });

  it.each(['', 'GB', '2 TB', '-1', '2 G B'])('%j is none', (text) => {
    expect(MEMORY_PATTERN.test(text)).toBe(false);
  });
});

describe('calendar times', () => {
  it.each([
    ['2026-01-05T00:00:00Z', Date.UTC(2026, 0, 5)],
    ['2014-04-10 00:04:00', Date.UTC(2014, 3, 10, 0, 4)],
    ['2026-01-05T08:00:00+01:00', Date.UTC(2026, 0, 5, 7)],
    ['2026-01-05T08:00:00-0530', Date.UTC(2026, 0, 5, 13, 30)],
    ['2026/01/05 10:30', Date.UTC(2026, 0, 5, 10, 30)],
    ['2026-01-05', Date.UTC(2026, 0, 5)],
    ['2026-01-05T00:00:00.250Z', Date.UTC(2026, 0, 5, 0, 0, 0, 250)],
    ['2026-01-05 00:00:00 UTC', Date.UTC(2026, 0, 5)],
  ])('%s', (text, expected) => {
    expect(parseCalendarMs(text)).toBe(expected);
    expect(toCalendarMs(text)).toBe(expected);
  });

  it.each(['2026-02-30', '2026-01-05T24:00:00Z', '2026-01-05T10:61', '05.01.2026', 'yesterday', '2026-01-05 hello'])(
    '%s is none',
    (text) => {
      expect(parseCalendarMs(text)).toBeUndefined();
    },
  );

  it('every instant that ISO 8601 can write reads as itself', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(fc.property(instants, (date) => parseCalendarMs(date.toISOString()) === date.getTime()));
  });
});

describe('instants', () => {
  it('count from the start, or by the calendar', () => {
    const startEpochMs = Date.UTC(2026, 0, 5);
    expect(instantMs(toInstant('36h'), startEpochMs)).toBe(36 * 3_600_000);
    expect(instantMs(toInstant('2026-01-06T12:00:00Z'), startEpochMs)).toBe(36 * 3_600_000);
    expect(instantMs(toInstant('2026-01-04'), startEpochMs)).toBe(-86_400_000);
  });

  it('other texts name none', () => {
    expect(isInstant('noon')).toBe(false);
    expect(parseInstant('noon')).toBeUndefined();
  });
});
