import { z } from 'zod';
import { strictObject } from './strict-object.ts';
import { positive, secondsMs } from './values.ts';

const empirical = z
  .union([
    z.string(),
    strictObject(() => ({
      file: z.string().describe('CSV file, relative to the scenario.'),
      column: z.string().optional().describe('Name of the column; by default `value`, or the only one.'),
    })),
  ])
  .describe('CSV file of observed values, of which each is drawn with the same chance.');

/** The distributions over values of one kind: plain numbers, or times. */
function distributionOf<V extends z.ZodType<number>>(value: V) {
  return z
    .union([
      value,
      strictObject(() => ({ constant: value })).describe('Always this value.'),
      strictObject(() => ({ uniform: strictObject(() => ({ min: value, max: value })) })).describe(
        'Evenly between two values.',
      ),
      strictObject(() => ({ exponential: strictObject(() => ({ mean: value })) })),
      strictObject(() => ({ lognormal: strictObject(() => ({ median: value, p95: value })) })).describe(
        'Lognormal by its median and its 95th percentile: the usual shape of run times.',
      ),
      strictObject(() => ({ gamma: strictObject(() => ({ mean: value, cv: positive })) })).describe(
        'Gamma by its mean and its coefficient of variation, standard deviation ÷ mean.',
      ),
      strictObject(() => ({ gamma: strictObject(() => ({ shape: positive, scale: value })) })).describe(
        'Gamma by shape and scale: its mean is their product.',
      ),
      strictObject(() => ({ empirical })),
    ])
    .describe('A value, or a distribution to draw values from.');
}

/** A distribution of times; plain numbers are seconds. Read as ms. */
export const secondsDistributionSchema = distributionOf(secondsMs);

/** A distribution of times as a scenario states it, in ms; its file not yet read. */
export type DistributionSetting = z.output<typeof secondsDistributionSchema>;
