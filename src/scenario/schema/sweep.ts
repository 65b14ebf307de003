import { z } from 'zod';
import { expectations } from '../schema-walk.ts';

/** Columns of the table of results beside axes and figures: no axis may take their names. */
export const RESERVED_COLUMNS: readonly string[] = ['point', 'name', 'replication', 'runSeed', 'status', 'message'];

/** Whether a column has this name already: SQL tells no case apart. */
export function isReservedColumn(name: string): boolean {
  return RESERVED_COLUMNS.some((reserved) => reserved.toLowerCase() === name.toLowerCase());
}

const columnName = z
  .string()
  .regex(/^[A-Za-z_][\w-]{0,59}$/)
  .refine((name) => !isReservedColumn(name), { message: `another name than ${RESERVED_COLUMNS.join(', ')}` })
  .register(expectations, { expected: 'a name of letters, digits, _ and -' });

const path = z.string().min(1);

const axis = {
  path: z
    .union([path, z.array(path).min(1)])
    .describe('The field that is varied, such as clusters.shop.services.web.desiredCount; several get the same value.'),
  name: columnName.optional().describe('Its column in the table of results. Default: the path.'),
};

const levelsAxis = z.strictObject({
  ...axis,
  values: z
    .union([z.array(z.json()).min(1), z.record(z.string(), z.json())])
    .describe('The values: a list, or a map of names for the table to values. null takes the field away.'),
});

const rangeAxis = z.strictObject({
  ...axis,
  range: z
    .strictObject({
      from: z.number().describe('The first number.'),
      to: z.number().describe('The last number, itself met where the steps end on it.'),
      step: z
        .number()
        .gt(0)
        .optional()
        .describe('From one number to the next. Without it every number between may be drawn by latinHypercube.'),
    })
    .refine(({ from, to }) => from < to, { message: 'from below to', path: ['to'] })
    .describe('Numbers from one to another.'),
});

const instanceTypesAxis = z.strictObject({
  ...axis,
  instanceTypes: z
    .strictObject({
      family: z.string().optional().describe('Such as m6i.'),
      vcpu: z.number().gt(0).optional().describe('Exactly so many vCPUs.'),
      minVcpu: z.number().gt(0).optional().describe('At least so many vCPUs.'),
      memoryGiB: z.number().gt(0).optional().describe('Exactly so much memory.'),
      minMemoryGiB: z.number().gt(0).optional().describe('At least so much memory.'),
      architecture: z.enum(['x86_64', 'arm64']).optional().describe('CPU architecture.'),
      gpu: z.boolean().optional().describe('true: with a GPU; false: without.'),
      currentGeneration: z.boolean().optional().describe('By the flag of AWS.'),
    })
    .describe('Every instance type of the catalog that fits and has a price in the region.'),
});

/** A field that is varied, over values, a range, or a query of instance types. */
export const axisSchema = z.union([levelsAxis, rangeAxis, instanceTypesAxis]);

const replications = z
  .int()
  .min(1)
  .max(1000)
  .optional()
  .describe('Runs of each point. Replication r meets the same traffic and failures at every point. Default 1.');

const gridSweep = z.strictObject({
  axes: z.array(axisSchema).min(1).describe('The fields that are varied, each against every other.'),
  latinHypercube: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('So many points drawn instead of the full grid, such that they cover each axis evenly.'),
  replications,
});

const listSweep = z.strictObject({
  points: z
    .array(
      z.strictObject({
        name: z.string().min(1).optional().describe('Its name in the table and the report.'),
        set: z.record(z.string(), z.json()).describe('Fields by path, as in variants.'),
      }),
    )
    .min(1)
    .describe('The points one by one.'),
  replications,
});

/** The section `sweep`: the points that `plimsoll sweep` runs. */
export const sweepSchema = z
  .union([gridSweep, listSweep])
  .register(expectations, { expected: 'axes, or points one by one' })
  .describe('What plimsoll sweep runs: every combination of axes, a sample of them, or points one by one.');

export type SweepSection = z.output<typeof sweepSchema>;
/** A sweep over axes. */
export type GridSection = z.output<typeof gridSweep>;
/** One of its axes. */
export type AxisSection = z.output<typeof axisSchema>;
