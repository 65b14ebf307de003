/** Schedules in EventBridge's form and in cron's own, by the library croner. */

import { Cron } from 'croner';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/units.ts';
import { parseCalendarMs } from '../quantities.ts';

/** A schedule that was understood. */
export interface Schedule {
  /** Instants in [startEpochMs, startEpochMs + durationMs), ms since the start, ascending. */
  firings(startEpochMs: number, durationMs: number): number[];
}

const RATE_UNITS_MS: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

/**
 * Reads `cron(0 12 * * ? *)`, `rate(5 minutes)`, `at(2026-01-06T12:00:00)` or five fields of plain cron. A rate fires
 * first one interval after the start, as a rule does after its creation.
 *
 * @param timezone of `cron` and `at`, such as Europe/Berlin
 * @returns what is wrong in words, when it is none of these
 */
export function parseSchedule(text: string, timezone = 'UTC'): Schedule | { readonly expected: string } {
  if (!isTimezone(timezone)) return { expected: 'a time zone such as Europe/Berlin' };
  const [, form, argument] = /^\s*(cron|rate|at)\s*\((.*)\)\s*$/.exec(text) ?? [];
  if (form === 'rate') return rateSchedule(argument!);
  if (form === 'at') return atSchedule(argument!, timezone);
  const fields = (argument ?? text).trim().split(/\s+/);
  if (form === 'cron') return eventBridgeCron(fields, timezone);
  if (fields.length !== 5) return { expected: FORMS };
  return cronSchedule(['0', ...fields].join(' '), timezone);
}

const FORMS = 'cron(0 12 * * ? *), rate(5 minutes), at(2026-01-06T12:00:00) or five fields of cron';

function rateSchedule(argument: string): Schedule | { readonly expected: string } {
  const [, count, unit] = /^\s*(\d+)\s+(minute|hour|day)s?\s*$/.exec(argument) ?? [];
  const stepMs = Number(count) * (RATE_UNITS_MS[unit ?? ''] ?? 0);
  if (!(stepMs > 0)) return { expected: 'rate(<number above 0> minutes | hours | days)' };
  return {
    firings: (_, durationMs) =>
      Array.from({ length: Math.max(0, Math.ceil(durationMs / stepMs) - 1) }, (_, index) => (index + 1) * stepMs),
  };
}

function atSchedule(argument: string, timezone: string): Schedule | { readonly expected: string } {
  const localMs = parseCalendarMs(argument);
  const epochMs = localMs === undefined || timezone === 'UTC' ? localMs : inTimezone(localMs, timezone);
  if (epochMs === undefined) return { expected: 'at(<time such as 2026-01-06T12:00:00>)' };
  return {
    firings: (startEpochMs, durationMs) => {
      const atMs = epochMs - startEpochMs;
      return atMs >= 0 && atMs < durationMs ? [atMs] : [];
    },
  };
}

/** Six fields: minute, hour, day of month, month, day of week, year; one of the two days is `?`. */
function eventBridgeCron(fields: readonly string[], timezone: string): Schedule | { readonly expected: string } {
  if (fields.length !== 6) {
    return { expected: 'six fields in cron(…): minute, hour, day of month, month, day of week, year' };
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields as [string, string, string, string, string, string];
  if (dayOfMonth !== '?' && dayOfWeek !== '?') {
    return { expected: '? as the day of month or as the day of week: EventBridge takes only one of them' };
  }
  const parts = [minute, hour, dayOfMonth, month, shiftWeekdays(dayOfWeek), year];
  return cronSchedule(['0', ...parts.map((part, index) => stepsAsRanges(part, FIELD_MAX[index]!))].join(' '), timezone);
}

/** Largest value of each of EventBridge's fields, weekdays as cron counts them. */
const FIELD_MAX = [59, 23, 31, 12, 6, 2199];

/** EventBridge counts Sunday as 1 to Saturday as 7, cron from 0. The number behind `#` or `/` is no weekday. */
function shiftWeekdays(field: string): string {
  return field.replace(
    /(^|[,-])([1-7])(?=$|[,\-#L/])/g,
    (_, before: string, day: string) => before + (Number(day) - 1),
  );
}

/** `0/15` is how EventBridge writes "from 0 on, every 15"; croner wants a star or a range before the slash. */
function stepsAsRanges(field: string, max: number): string {
  return field.replace(/(^|,)(\d+)\//g, (_, before: string, from: string) => `${before}${from}-${max}/`);
}

function cronSchedule(pattern: string, timezone: string): Schedule | { readonly expected: string } {
  let cron: Cron;
  try {
    cron = new Cron(pattern, { timezone, paused: true });
  } catch (error) {
    return { expected: `fields of cron (${error instanceof Error ? error.message : String(error)})` };
  }
  return { firings: (startEpochMs, durationMs) => firingsOf(cron, startEpochMs, durationMs) };
}

/** croner looks for what comes after an instant, in whole seconds. */
function firingsOf(cron: Cron, startEpochMs: number, durationMs: number): number[] {
  const firings: number[] = [];
  let next = cron.nextRun(new Date(startEpochMs - 1000));
  while (next !== null && next.getTime() < startEpochMs + durationMs) {
    if (next.getTime() >= startEpochMs) firings.push(next.getTime() - startEpochMs);
    next = cron.nextRun(next);
  }
  return firings;
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** The instant at which clocks of the zone show the time that `localMs` would be in UTC. */
function inTimezone(localMs: number, timezone: string): number | undefined {
  const local = new Date(localMs).toISOString().slice(0, 19);
  return new Cron(local, { timezone, paused: true }).nextRun(new Date(0))?.getTime();
}
