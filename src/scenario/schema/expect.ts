import { z } from 'zod';
import { EXPECTATION_CLAUSES, type ExpectationClause, type ExpectationUnit } from '../../base/expectations.ts';
import { DURATION_PATTERN, toDurationMs } from '../quantities.ts';
import { expectations } from '../schema-walk.ts';
import { nonNegative, secondsMs } from './values.ts';

const PERCENTAGE = 'a percentage from 0% to 100%, such as 99.95%';

/** A share with its sign, so that 0.999 cannot be taken for 99.9%; read as percent. */
export const percentage = z
  .string()
  .regex(/^\s*\d+(?:\.\d+)?\s*%\s*$/)
  .refine((text) => Number.parseFloat(text) <= 100, PERCENTAGE)
  .register(expectations, { expected: PERCENTAGE })
  .transform((text) => Number.parseFloat(text));

const VALUES: Readonly<Record<ExpectationUnit, z.ZodType<number>>> = {
  percent: percentage,
  ms: secondsMs,
  count: z.int().min(0),
  usd: nonNegative,
};

/** With its unit: 300 would be seconds to one reader and milliseconds to the next. */
const latency = z
  .string()
  .regex(DURATION_PATTERN)
  .register(expectations, { expected: 'a duration with its unit, such as 300ms' })
  .transform(toDurationMs);

/** Only a name that says seconds takes plain numbers. */
function schemaOf(name: string, unit: ExpectationUnit): z.ZodType<number> {
  return unit === 'ms' && !name.endsWith('Seconds') ? latency : VALUES[unit];
}

const clauses = Object.entries(EXPECTATION_CLAUSES).map(([name, { description, unit }]) => [
  name,
  schemaOf(name, unit).optional().describe(description),
]);

/** What a run must show, or `plimsoll run` exits with 3. */
export const expectSchema = z
  .strictObject(Object.fromEntries(clauses) as Record<ExpectationClause, z.ZodOptional<z.ZodType<number>>>)
  .describe('What must hold: where a clause is not met, `plimsoll run` writes its report, names it and exits with 3.');

/** Clauses and their limits, in the units of the clauses. */
export type ExpectSetting = z.output<typeof expectSchema>;
