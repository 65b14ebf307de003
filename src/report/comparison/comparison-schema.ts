/**
 * The shape of summary.json of a comparison, told once: the type, the check and the published JSON Schema come from
 * here. Amounts are USD at list price; a month is 730 hours.
 */
import { z } from 'zod';
import { PAYMENT_OPTIONS } from '../../catalog/savings-plans.ts';
import { COMMITMENT_KINDS } from '../../pricing/commitment-offers.ts';
import { BILLED_SERVICES } from '../../pricing/line-item.ts';

/** Raised when a reader of it has to change. */
export const COMPARISON_SCHEMA_VERSION = 1;

const halfWidth = z
  .number()
  .nonnegative()
  .nullable()
  .describe('half the width of the 95 % confidence interval by Student; null of a single replication');

const differenceSchema = z
  .strictObject({
    mean: z.number().describe('of the differences to the first variant, seed by seed'),
    halfWidth,
    percent: z.number().nullable().describe('of the mean of the first variant; null where that is 0'),
  })
  .meta({ id: 'Difference' });

const estimateSchema = z
  .strictObject({
    mean: z.number().nullable().describe('over the replications; null where none measured it'),
    standardDeviation: z.number().nonnegative().nullable(),
    halfWidth,
    difference: differenceSchema.nullable().describe('null for the first variant, and where one of a pair is unknown'),
  })
  .meta({ id: 'Estimate' });

const lineItemSchema = z.strictObject({
  service: z.enum(BILLED_SERVICES),
  item: z.string(),
  description: z.string(),
  estimatedRate: z.boolean().describe('true when the rate is derived or assumed'),
  usdPerMonth: z.array(estimateSchema).describe('one per variant; 0 where its bill has none of it'),
});

const commitmentSchema = z.strictObject({
  kind: z.enum(COMMITMENT_KINDS),
  years: z.literal([1, 3]),
  payment: z.enum(PAYMENT_OPTIONS).describe('how much of it is paid upfront'),
  estimatedDiscount: z.array(z.boolean()).describe('one per variant: a discount is derived or assumed'),
  usdPerMonth: z
    .array(estimateSchema)
    .describe('one per variant: the whole bill, in each replication with the commitment that is best for it'),
});

const figureSchema = z.strictObject({
  name: z.string().describe('stable, with its unit at the end: latencyMsP99'),
  label: z.string(),
  unit: z.enum(['usd', 'percent', 'ms', 'seconds', 'vcpu-hours', 'vcpu', 'gib', 'count']),
  variants: z.array(estimateSchema).describe('one per variant'),
});

const launchTypePriceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('instances'),
    name: z.string(),
    instanceType: z.string(),
    usdPerHour: z.number().describe('of an instance with its root volume'),
    tasksPerInstance: z.int(),
  }),
  z.strictObject({
    kind: z.literal('tasks'),
    name: z.string(),
    cpuUnits: z.number(),
    memoryMiB: z.number(),
    usdPerHour: z.number().describe('of a task'),
  }),
]);

const launchTypesSchema = z.strictObject({
  clusterName: z.string(),
  work: z.string().describe('service or source of tasks, the first that has this size'),
  cpuUnits: z.number().describe('what a task reserves on EC2'),
  memoryMiB: z.number(),
  tasks: z.int().describe('at the start'),
  options: z.array(launchTypePriceSchema),
});

const clusterSchema = z.strictObject({
  clusterName: z.string(),
  usdPerMonth: z.array(estimateSchema).describe('one per variant'),
});

/** The content of summary.json of a comparison. */
export const comparisonSchema = z
  .strictObject({
    schemaVersion: z.literal(COMPARISON_SCHEMA_VERSION),
    kind: z.literal('comparison'),
    engine: z.strictObject({ name: z.literal('plimsoll'), version: z.string() }),
    name: z.string(),
    description: z.string(),
    seeds: z.array(z.string()).describe('one per replication, the same for every variant'),
    prices: z.strictObject({ oldest: z.string().nullable(), newest: z.string().nullable() }),
    variants: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string(),
        changes: z.array(z.string()).describe('what differs from the first variant: path = value'),
        scenario: z.string().describe('its name'),
        region: z.string(),
        durationSeconds: z.number(),
        notes: z.array(z.string()).describe('what its figures stand on and cannot say'),
      }),
    ),
    figures: z.array(figureSchema).describe('of the whole run; figures.csv has those of its parts too'),
    clusters: z.array(clusterSchema).describe('every cluster that any variant has'),
    lineItems: z.array(lineItemSchema).describe('dearest first'),
    commitments: z
      .array(commitmentSchema)
      .optional()
      .describe('what every variant costs with a commitment; absent where none has anything that could be covered'),
    launchTypes: z
      .array(launchTypesSchema)
      .optional()
      .describe('what a task of each size costs on each launch type; absent where variants are the user’s own'),
  })
  .describe('summary.json of a plimsoll comparison');

export type ComparisonSummary = z.infer<typeof comparisonSchema>;
export type ComparedFigure = z.infer<typeof figureSchema>;
export type ComparedLineItem = z.infer<typeof lineItemSchema>;
export type ComparedCommitment = z.infer<typeof commitmentSchema>;
export type Estimate = z.infer<typeof estimateSchema>;
export type Difference = z.infer<typeof differenceSchema>;

/** The published JSON Schema: `schema/comparison.schema.json` holds it as text. */
export function comparisonJsonSchema(): object {
  return z.toJSONSchema(comparisonSchema, { target: 'draft-2020-12' });
}
