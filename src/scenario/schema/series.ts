import { z } from 'zod';
import { TRAFFIC_SHAPE_NAMES } from '../loads/traffic-shapes.ts';
import { strictObject } from './strict-object.ts';
import { durationMs, nonNegative, positive } from './values.ts';

// Its names are checked where the series is read: in a union a wrong one would hide which branch is meant.
const shape = z.string().meta({
  enum: [...TRAFFIC_SHAPE_NAMES],
  description: 'A week of real traffic: hour by hour, weekday by weekday, from a published trace.',
});

const traceSettings = strictObject(() => ({
  trace: z
    .string()
    .describe(
      'CSV file of times and values, or JSON of `aws cloudwatch get-metric-data` or `get-metric-statistics`; relative to the scenario.',
    ),
  column: z
    .string()
    .optional()
    .describe(
      'Column of the values, in JSON the metric’s Id, Label or statistic; by default `value`, or the only one.',
    ),
  timeColumn: z.string().optional().describe('Column of the times; by default `timestamp`, `time` or the first one.'),
  timeUnit: durationMs
    .optional()
    .describe('What 1 means in a column of plain numbers, such as 1m for minutes; by default told by its name.'),
  scale: positive.optional().describe('Multiplies every value. Default 1.'),
  per: durationMs
    .optional()
    .describe('Values count events in this long, such as 5m for RequestCount; read as events per second.'),
  offset: durationMs
    .optional()
    .describe('Skips this much of the trace: what comes then is the start of the run. A loop has all of it.'),
  loop: z.boolean().optional().describe('Begins again at the end of the trace. Default false: the last value stays.'),
  resample: durationMs.optional().describe('Takes the mean over steps of this length.'),
}));

/** A value over time, as a scenario states it. */
export const seriesSchema = z
  .union([
    nonNegative,
    strictObject(() => ({
      steps: z
        .array(strictObject(() => ({ at: durationMs.describe('Since the start of the run.'), value: nonNegative })))
        .min(1)
        .describe('Values from given times on; 0 before the first.'),
      period: durationMs.optional().describe('Begins again after this long, such as 24h.'),
    })).describe('A list of steps.'),
    strictObject(() => ({ shape, mean: nonNegative.describe('Mean over the week.') })),
    strictObject(() => ({ shape, peak: nonNegative.describe('Value of the busiest hour of the week.') })),
    strictObject(() => ({
      diurnal: strictObject(() => ({
        base: nonNegative.describe('Lowest value of a day.'),
        peak: nonNegative.describe('Highest value of a day.'),
        peakHour: z.number().min(0).max(24).optional().describe('UTC hour of the highest value. Default 14.'),
        weekend: nonNegative.optional().describe('Multiplies Saturdays and Sundays. Default 1.'),
      })).describe('A sine over the day.'),
    })),
    traceSettings.describe('A recorded trace.'),
  ])
  .describe('A constant, or a value that changes over time.');

/** A value over time, as a scenario states it; its file not yet read. */
export type SeriesSetting = z.output<typeof seriesSchema>;
/** The settings of a trace. */
export type TraceSetting = z.output<typeof traceSettings>;
