import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../src/scenario/loads/cron.ts';

const MONDAY = Date.UTC(2026, 0, 5);
const WEEK = 7 * 86_400_000;

/** The firings of a week from Monday 00:00 as `Mon 12:00`. */
function firings(text: string, startEpochMs = MONDAY, durationMs = WEEK): string[] {
  const schedule = parseSchedule(text);
  if (!('firings' in schedule)) throw new Error(schedule.expected);
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return schedule.firings(startEpochMs, durationMs).map((atMs) => {
    const date = new Date(startEpochMs + atMs);
    return `${days[date.getUTCDay()]} ${date.toISOString().slice(11, 16)}`;
  });
}

function refusal(text: string): string {
  const schedule = parseSchedule(text);
  return 'expected' in schedule ? schedule.expected : '';
}

describe('EventBridge cron', () => {
  it('every day at noon', () => {
    expect(firings('cron(0 12 * * ? *)')).toEqual(
      ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((day) => `${day} 12:00`),
    );
  });

  it('counts Sunday as 1: 2-6 is Monday to Friday, 7 is Saturday', () => {
    expect(firings('cron(0 18 ? * 2-6 *)')).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day) => `${day} 18:00`));
    expect(firings('cron(0 18 ? * MON-FRI *)')).toEqual(firings('cron(0 18 ? * 2-6 *)'));
    expect(firings('cron(30 4 ? * 1,7 *)')).toEqual(['Sat 04:30', 'Sun 04:30']);
  });

  it('0/15 is every quarter from 0 on, 5/20 every twenty minutes from 5 on', () => {
    expect(firings('cron(0/15 8 ? * MON *)')).toEqual(['Mon 08:00', 'Mon 08:15', 'Mon 08:30', 'Mon 08:45']);
    expect(firings('cron(5/20 8 ? * MON *)')).toEqual(['Mon 08:05', 'Mon 08:25', 'Mon 08:45']);
  });

  it('the second Friday of the month is 6#2, the last one 6L', () => {
    expect(firings('cron(0 9 ? * 6#2 *)', Date.UTC(2026, 0, 1), 31 * 86_400_000)).toEqual(['Fri 09:00']);
    const last = parseSchedule('cron(0 9 ? * 6L *)');
    expect('firings' in last && last.firings(Date.UTC(2026, 0, 1), 31 * 86_400_000)).toEqual([
      Date.UTC(2026, 0, 30, 9) - Date.UTC(2026, 0, 1),
    ]);
  });

  it('the year binds', () => {
    expect(firings('cron(0 12 * * ? 2027)')).toEqual([]);
    expect(firings('cron(0 12 * * ? 2026-2027)')).toHaveLength(7);
  });

  it('fires at the start itself, not at the end', () => {
    expect(firings('cron(0 0 * * ? *)', MONDAY, 86_400_000)).toEqual(['Mon 00:00']);
  });

  it('refuses five fields, two days at once, and values out of range', () => {
    expect(refusal('cron(0 12 * * ?)')).toBe(
      'six fields in cron(…): minute, hour, day of month, month, day of week, year',
    );
    expect(refusal('cron(0 12 1 * MON *)')).toBe(
      '? as the day of month or as the day of week: EventBridge takes only one of them',
    );
    expect(refusal('cron(0 25 * * ? *)')).toContain('Invalid value for hour: 25');
  });
});

describe('rate, at and plain cron', () => {
  it('a rate fires first one interval after the start', () => {
    expect(firings('rate(2 days)')).toEqual(['Wed 00:00', 'Fri 00:00', 'Sun 00:00']);
    expect(firings('rate(1 hour)', MONDAY, 3 * 3_600_000)).toEqual(['Mon 01:00', 'Mon 02:00']);
    expect(firings('rate(5 minutes)')).toHaveLength((7 * 1440) / 5 - 1);
    expect(refusal('rate(0 minutes)')).not.toBe('');
    expect(refusal('rate(5 fortnights)')).not.toBe('');
  });

  it('at fires once, if it falls into the run', () => {
    expect(firings('at(2026-01-06T12:00:00)')).toEqual(['Tue 12:00']);
    expect(firings('at(2027-01-06T12:00:00)')).toEqual([]);
    expect(refusal('at(noon)')).not.toBe('');
  });

  it('five fields are plain cron, which counts Sunday as 0', () => {
    expect(firings('30 6 * * 1-2')).toEqual(['Mon 06:30', 'Tue 06:30']);
    expect(firings('0 6 * * 0')).toEqual(['Sun 06:00']);
    expect(refusal('daily')).toContain('five fields');
  });
});
