import { z } from 'zod';
import { seriesSchema } from './series.ts';
import { strictObject } from './strict-object.ts';
import { memoryMiB, nonNegative, positive } from './values.ts';

/** What the containers of a service or a task really use: the one thing that AWS's own JSON cannot say. */
export const loadSchema = strictObject(() => ({
  requestsPerSecond: seriesSchema
    .optional()
    .describe('Requests of the whole service, shared evenly by its RUNNING tasks.'),
  cpuSecondsPerRequest: nonNegative.optional().describe('CPU time of one request, in seconds on one vCPU.'),
  waitSecondsPerRequest: nonNegative
    .optional()
    .describe('Time in a request that uses no CPU, such as waiting for a database, in seconds. Default 0.'),
  cpuFraction: seriesSchema
    .optional()
    .describe('CPU used apart from requests, as a fraction of the reserved CPU units: 1 is all of them.'),
  memoryMiB: z
    .union([
      memoryMiB,
      strictObject(() => ({
        base: memoryMiB.describe('Of a task without requests.'),
        perConcurrentRequest: memoryMiB.optional().describe('For each request in the task at once. Default 0.'),
      })),
    ])
    .optional()
    .describe('Memory used by a task. By default what it reserves.'),
  memoryGrowthMiBPerHour: nonNegative
    .optional()
    .describe('A leak: MiB per hour since the task was RUNNING. Default 0.'),
  concurrentRequestsMax: z.int().min(1).optional().describe('Requests a task works on at once at most. Default 100.'),
  queuedRequestsMax: z
    .int()
    .min(0)
    .optional()
    .describe('Requests that wait at a task beside those at most; others are rejected. Default 1000.'),
  detail: z
    .enum(['fluid', 'requests'])
    .optional()
    .describe(
      'fluid: rates and queueing formulas, for weeks and months. requests: every request on its own, for minutes ' +
        'and hours. Default fluid.',
    ),
  requestArrivals: z
    .enum(['poisson', 'even'])
    .optional()
    .describe('How requests follow each other: at random, or each as soon as one is due. Default poisson.'),
  requestTimes: z
    .union([
      z.enum(['exponential', 'constant']),
      strictObject(() => ({ lognormal: strictObject(() => ({ cv: positive })) })).describe(
        'By standard deviation ÷ mean.',
      ),
    ])
    .optional()
    .describe('How CPU time and waiting time of a request are spread around their means. Default exponential.'),
})).describe('What a task really uses, over time.');

/** What a later revision of a service does otherwise than its first; the requests stay those of the service. */
export const revisionLoadSchema = loadSchema
  .omit({ requestsPerSecond: true, detail: true, requestArrivals: true, requestTimes: true })
  .extend({
    cpuFactor: positive
      .optional()
      .describe('Multiplies the CPU time of a request and cpuFraction: 3 is three times as slow. Default 1.'),
  })
  .describe("What a task of this revision uses otherwise than the service's load says.");

/** The load of a revision as a scenario states it. */
export type RevisionLoadSetting = z.output<typeof revisionLoadSchema>;

/** A load as a scenario states it; its files not yet read. */
export type LoadSetting = z.output<typeof loadSchema>;
