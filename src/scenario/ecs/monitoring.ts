import { z } from 'zod';
import { strictObject } from '../schema/strict-object.ts';

/** Resolution of a service's own metrics, as create-service takes it (P6.2). */
export const monitoringSchema = strictObject(() => ({
  metricConfigurations: z
    .array(
      strictObject(() => ({
        metricNames: z.array(z.enum(['CPUUtilization', 'MemoryUtilization'])).min(1),
        resolutionSeconds: z.union([z.literal(20), z.literal(60)]),
      })),
    )
    .max(5)
    .optional(),
})).describe('Resolution of the CPU and memory metrics of the service: 60 seconds unless 20 are asked for.');

export type MonitoringSetting = z.output<typeof monitoringSchema>;
