/** The small values that many fields of a scenario share, each with the words for what it expects. */

import { z } from 'zod';
import {
  DURATION_PATTERN,
  FIGURE_MAX,
  isCalendar,
  isInstant,
  MEMORY_PATTERN,
  secondsToMs,
  toCalendarMs,
  toDurationMs,
  toInstant,
  toMemoryMiB,
} from '../quantities.ts';
import { expectations } from '../schema-walk.ts';

const isFigure = (value: number) => value <= FIGURE_MAX;
const FIGURE = `at most ${FIGURE_MAX}`;

/** A number that is not negative. */
export const nonNegative = z.number().min(0).refine(isFigure, FIGURE);

/** A number above 0. */
export const positive = z.number().gt(0).refine(isFigure, FIGURE);

const durationText = z.string().regex(DURATION_PATTERN).register(expectations, {
  expected: 'a duration such as 90s, 15m, 24h or 7d',
});

/** A duration with its unit; read as whole ms. */
export const durationMs = durationText.transform(toDurationMs);

/** Seconds as a number, or a duration with its unit; read as whole ms. */
export const secondsMs = z
  .union([nonNegative, durationText])
  .register(expectations, { expected: 'seconds, or a duration such as 90s or 15m' })
  .transform(secondsToMs);

/** Memory as a number of MiB, or with its unit; read as MiB. */
export const memoryMiB = z
  .union([
    nonNegative,
    z.string().regex(MEMORY_PATTERN).register(expectations, { expected: 'memory such as 512 (MiB) or "2 GB"' }),
  ])
  .register(expectations, { expected: 'memory such as 512 (MiB) or "2 GB"' })
  .transform(toMemoryMiB);

const INSTANT = 'a duration since the start such as 36h, or a time such as 2026-01-06T12:00:00Z';

/** A moment of the run: a duration since its start, or a calendar time; without a zone it is UTC. */
export const instant = z
  .string()
  .refine(isInstant, INSTANT)
  .register(expectations, { expected: INSTANT })
  .transform(toInstant);

const CALENDAR_TIME = 'a time such as 2026-01-05T00:00:00Z';

/** A calendar time, without a zone UTC; read as ms since 1970-01-01 UTC. */
export const calendarTime = z
  .string()
  .refine(isCalendar, CALENDAR_TIME)
  .register(expectations, { expected: CALENDAR_TIME })
  .transform(toCalendarMs);

/** A file of JSON or YAML, relative to the scenario. */
export const filePath = z
  .string()
  .regex(/\.(json|ya?ml)$/i)
  .register(expectations, { expected: 'the path of a .json or .yaml file' });
