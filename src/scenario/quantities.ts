/** Durations, memory and instants as a scenario writes them: `15m`, `"2 GB"`, `2026-01-05T08:00:00Z`. */

import { assert } from '../base/assert.ts';
import { DAY_MS, HOUR_MS, MIB_PER_GIB, MINUTE_MS, SECOND_MS, WEEK_MS } from '../base/units.ts';

const DURATION_UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: WEEK_MS,
};

/** More than any figure of a cluster, and so little that products of a few such numbers are finite. */
export const FIGURE_MAX = 1e15;

/** A duration: numbers with units, `90s`, `15m`, `1h30m`, `7d`. */
export const DURATION_PATTERN = /^\s*(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d|w)\s*)+$/;

/** Whole ms of a duration that matches `DURATION_PATTERN`. */
export function toDurationMs(text: string): number {
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/g)) {
    sum += Number(amount) * DURATION_UNITS_MS[unit!]!;
  }
  return Math.round(sum);
}

/** Whole ms of a number of seconds, or of a duration. */
export function secondsToMs(value: number | string): number {
  return typeof value === 'number' ? Math.round(value * SECOND_MS) : toDurationMs(value);
}

/** Memory with a unit. GB and GiB alike are 1024 MiB, as in ECS's own task sizes (P1.5). */
export const MEMORY_PATTERN = /^\s*\d+(?:\.\d+)?\s*(?:[MG]i?B)?\s*$/i;

/** MiB, not rounded, of a number of MiB or of a text that matches `MEMORY_PATTERN`. */
export function toMemoryMiB(value: number | string): number {
  if (typeof value === 'number') return value;
  return Number.parseFloat(value) * (/g/i.test(value) ? MIB_PER_GIB : 1);
}

/** A moment of a run: counted from its start, or by the calendar. */
export type Instant = { readonly afterMs: number } | { readonly epochMs: number };

const CALENDAR_PATTERN =
  /^\s*(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?\s*$/i;

/**
 * Milliseconds since 1970-01-01 UTC of `2014-04-10 00:04:00`, `2026-01-05T08:00:00+01:00`, `2026/01/05` and the like;
 * without a zone it is UTC. Undefined for any other text, and for a day that the calendar does not have.
 */
export function parseCalendarMs(text: string): number | undefined {
  const match = CALENDAR_PATTERN.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const millisecond = Math.floor(Number(`0.${match[7] ?? '0'}`) * SECOND_MS);
  const utcMs = Date.UTC(year!, month! - 1, day!, hour, minute, second, millisecond);
  const isReal = new Date(utcMs).getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? utcMs - zoneOffsetMs(match[8] ?? 'Z') : undefined;
}

function zoneOffsetMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}

/** The instant that a duration since the start, or a calendar time, names; undefined for any other text. */
export function parseInstant(text: string): Instant | undefined {
  if (DURATION_PATTERN.test(text)) return { afterMs: toDurationMs(text) };
  const epochMs = parseCalendarMs(text);
  return epochMs === undefined ? undefined : { epochMs };
}

/** Whether a text names an instant. */
export function isInstant(text: string): boolean {
  return parseInstant(text) !== undefined;
}

/** As `parseInstant`, for a text that `isInstant`. */
export function toInstant(text: string): Instant {
  const instant = parseInstant(text);
  assert(instant !== undefined, `${text} is no instant`);
  return instant;
}

/** Whether a text is a calendar time. */
export function isCalendar(text: string): boolean {
  return parseCalendarMs(text) !== undefined;
}

/** As `parseCalendarMs`, for a text that `isCalendar`. */
export function toCalendarMs(text: string): number {
  const epochMs = parseCalendarMs(text);
  assert(epochMs !== undefined, `${text} is no time`);
  return epochMs;
}

/** The instant in ms since the start of the run; negative before it. */
export function instantMs(instant: Instant, startEpochMs: number): number {
  return 'afterMs' in instant ? instant.afterMs : instant.epochMs - startEpochMs;
}
