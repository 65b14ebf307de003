import { z } from 'zod';
import { expectations } from '../schema-walk.ts';

/** A recorded Python datetime: botocore's test recordings write instants in parts, in UTC. */
const recordedInstant = z.looseObject({
  year: z.int(),
  month: z.int(),
  day: z.int(),
  hour: z.int().optional(),
  minute: z.int().optional(),
  second: z.int().optional(),
  microsecond: z.int().optional(),
});

/** An instant as the API and the CLI print it: epoch seconds, or ISO 8601 text. */
export const timestampSchema = z
  .union([z.number(), z.string(), recordedInstant])
  .register(expectations, { expected: 'an instant: epoch seconds or ISO 8601 text' });

/** Milliseconds since 1970 UTC of a checked instant; undefined for text that is none. Text without a zone is UTC. */
export function toEpochMs(timestamp: z.output<typeof timestampSchema>): number | undefined {
  if (typeof timestamp === 'number') return Math.round(timestamp * 1000);
  if (typeof timestamp === 'object') {
    const { year, month, day, hour = 0, minute = 0, second = 0, microsecond = 0 } = timestamp;
    return Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(microsecond / 1000));
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(timestamp)) return undefined;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(timestamp) || !timestamp.includes(':');
  const epochMs = Date.parse(hasZone ? timestamp : `${timestamp}Z`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
