import type { z } from 'zod';
import { DAY_MS } from '../../base/units.ts';
import { strictObject } from './strict-object.ts';
import { nonNegative, positive } from './values.ts';

/** What tasks write to CloudWatch Logs; every service and every source of tasks may have it. */
export const logsSchema = strictObject(() => ({
  mibPerHour: nonNegative.describe('MiB that each running task writes per hour. Default 0.'),
  retentionDays: positive.optional().describe('The log group keeps them so long. Default: for ever.'),
})).describe('Volume of the logs that tasks write to CloudWatch Logs, for the bill.');

/** How long logs are kept; null = for ever. */
export function retentionMs(logs: z.output<typeof logsSchema> | undefined): number | null {
  return logs?.retentionDays === undefined ? null : logs.retentionDays * DAY_MS;
}
