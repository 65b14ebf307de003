import { z } from 'zod';
import { nonNegative } from './values.ts';

/** What tasks write to CloudWatch Logs; every service and every source of tasks may have it. */
export const logsSchema = z
  .strictObject({ mibPerHour: nonNegative.describe('MiB that each running task writes per hour. Default 0.') })
  .describe('Volume of the logs that tasks write to CloudWatch Logs, for the bill.');
