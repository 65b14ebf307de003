import { z } from 'zod';
import { PAYMENT_OPTIONS } from '../../catalog/savings-plans.ts';
import { COMMITMENT_KINDS } from '../../pricing/commitment-offers.ts';
import { strictObject } from './strict-object.ts';
import { axisSchema } from './sweep.ts';
import { durationMs, instant } from './values.ts';

const commitment = strictObject(() => ({
  kind: z.enum(COMMITMENT_KINDS).describe('Compute Savings Plan, EC2 Instance Savings Plan, or reserved instances.'),
  years: z.literal([1, 3]).optional().describe('Its term: 1 or 3. Default: either.'),
  payment: z.enum(PAYMENT_OPTIONS).optional().describe('How much of it is paid upfront. Default: any of these.'),
})).describe('A way to commit.');

/** The section `plan`: what `plimsoll plan` may choose, and what every choice must live through. */
export const planSchema = strictObject(() => ({
  choose: z
    .array(axisSchema)
    .min(1)
    .describe(
      'What may be chosen, each as an axis of a sweep: instance types by a query, counts by a range, EC2 or Fargate ' +
        'by values of capacityProviderStrategy, sizes, strategies, targets of scaling.',
    ),
  commitments: z
    .array(commitment)
    .min(1)
    .optional()
    .describe(
      'Commitments that the plan may make: each setting costs what it does with the best of them, or with none where ' +
        'none is worth it. Default: none, everything is paid as it is used.',
    ),
  replications: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Runs that a plan must pass, each with a seed of its own. Default 3.'),
  surviveZoneOutage: strictObject(() => ({
    at: instant.describe('When the zone fails: a duration since the start, or a calendar time.'),
    for: durationMs.describe('How long, such as 45m.'),
  }))
    .optional()
    .describe('The promises of expect must hold, too, in a run for each zone in which that zone is lost.'),
  maxRuns: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Runs of the search altogether; then the best plan so far is the answer. Default 2000.'),
})).describe('The cheapest setting that keeps the promises of expect: what plimsoll plan searches.');

export type PlanSection = z.output<typeof planSchema>;
/** A way to commit that a plan may choose; what it leaves open may be anything. */
export type AllowedCommitment = z.output<typeof commitment>;
