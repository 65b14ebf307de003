/** What came of one run of a sweep. It travels between threads, machines and files, so its shape is checked. */
import { z } from 'zod';

/** What a run is told apart by and measured by. */
export type Figure = string | number | boolean | null;

export const outcomeSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('done'),
    figures: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  z.strictObject({
    status: z.literal('invalid').describe('the overrides make no valid scenario'),
    message: z.string(),
  }),
  z.strictObject({
    status: z.literal('failed').describe('a defect of plimsoll'),
    message: z.string(),
  }),
]);

/** Depends on engine, scenario, overrides and seed alone: who computes it twice gets the same. */
export type Outcome = z.output<typeof outcomeSchema>;
