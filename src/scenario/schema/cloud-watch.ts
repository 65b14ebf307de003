/** How soon CloudWatch shows what happened, and how long target tracking looks before it acts. */

import { z } from 'zod';
import { strictObject } from './strict-object.ts';
import { secondsMs } from './values.ts';

/** What AWS does not publish of CloudWatch and of target tracking's alarms. */
export const cloudWatchSchema = strictObject(() => ({
  metricDelaySeconds: secondsMs
    .optional()
    .describe('From the end of a period to the alarm evaluation with its datapoint, one-minute metrics. Default 180.'),
  highResolutionMetricDelaySeconds: secondsMs.optional().describe('The same of 20-second metrics. Default 20.'),
  scaleOutDatapoints: z.int().min(1).max(100).optional().describe('Target tracking: above the target. Default 3.'),
  scaleInDatapoints: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Target tracking: below nine tenths of the target. Default 15.'),
  highResolutionScaleOutDatapoints: z.int().min(1).max(100).optional().describe('20-second metrics. Default 3.'),
  highResolutionScaleInDatapoints: z.int().min(1).max(100).optional().describe('20-second metrics. Default 15.'),
})).describe('Delivery of metrics and windows of target tracking, where you know better than the model.');
