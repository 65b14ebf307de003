/** A CloudWatch alarm in the words of put-metric-alarm. */

import { z } from 'zod';
import { ALARM_COMPARISONS, MISSING_DATA_TREATMENTS } from '../../sim/state/alarms.ts';
import { strictObject } from './strict-object.ts';

/** Name and value of what a metric is about. */
export const metricDimensionsSchema = z.array(strictObject(() => ({ name: z.string(), value: z.string() })));

/** An alarm as put-metric-alarm takes it and describe-alarms prints it. */
export const alarmSchema = strictObject(() => ({
  alarmName: z.string().optional(),
  namespace: z.string(),
  metricName: z.string(),
  dimensions: metricDimensionsSchema.optional(),
  statistic: z.enum(['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum']).optional(),
  period: z.union([z.literal(20), z.int().min(60).max(86_400).multipleOf(60)]).describe('Seconds.'),
  evaluationPeriods: z.int().min(1).max(100),
  datapointsToAlarm: z.int().min(1).max(100).optional().describe('Default: all of evaluationPeriods.'),
  threshold: z.number(),
  comparisonOperator: z.enum(ALARM_COMPARISONS),
  treatMissingData: z.enum(MISSING_DATA_TREATMENTS).optional().describe('Default missing.'),
  unit: z.string().optional(),
  actionsEnabled: z.boolean().optional(),
  alarmActions: z.array(z.string()).optional(),
  okActions: z.array(z.string()).optional(),
  insufficientDataActions: z.array(z.string()).optional(),
  alarmDescription: z.string().optional(),
  tags: z.array(z.looseObject({})).optional(),
}));

/** An entry of a cluster's `alarms`, in full. */
export const alarmListItem = z
  .union([z.string().describe('File with the JSON of one or several alarms.'), alarmSchema])
  .describe('A CloudWatch alarm as put-metric-alarm takes it, on a metric that the simulation publishes.');

/** An alarm, its keys in camelCase. */
export type AlarmSetting = z.output<typeof alarmSchema>;
