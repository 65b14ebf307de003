import { z } from 'zod';
import { positive, secondsMs } from './values.ts';

const empirical = z
  .union([
    z.string(),
    z.strictObject({
      file: z.string().describe('CSV file, relative to the scenario.'),
      column: z.string().optional().describe('Name of the column; by default `value`, or the only one.'),
    }),
  ])
  .describe('CSV file of observed values, of which each is drawn with the same chance.');

/** The distributions over values of one kind: plain numbers, or times. */
function distributionOf<V extends z.ZodType<number>>(value: V) {
  return z
    .union([
      value,
      z.strictObject({ constant: value }).describe('Always this value.'),
      z.strictObject({ uniform: z.strictObject({ min: value, max: value }) }).describe('Evenly between two values.'),
      z.strictObject({ exponential: z.strictObject({ mean: value }) }),
      z
        .strictObject({ lognormal: z.strictObject({ median: value, p95: value }) })
        .describe('Lognormal by its median and its 95th percentile: the usual shape of run times.'),
      z
        .strictObject({ gamma: z.strictObject({ mean: value, cv: positive }) })
        .describe('Gamma by its mean and its coefficient of variation, standard deviation ÷ mean.'),
      z
        .strictObject({ gamma: z.strictObject({ shape: positive, scale: value }) })
        .describe('Gamma by shape and scale: its mean is their product.'),
      z.strictObject({ empirical }),
    ])
    .describe('A value, or a distribution to draw values from.');
}

/** A distribution of times; plain numbers are seconds. Read as ms. */
export const secondsDistributionSchema = distributionOf(secondsMs);

/** A distribution of times as a scenario states it, in ms; its file not yet read. */
export type DistributionSetting = z.output<typeof secondsDistributionSchema>;
