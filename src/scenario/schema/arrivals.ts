import { z } from 'zod';
import { seriesSchema } from './series.ts';
import { strictObject } from './strict-object.ts';
import { durationMs, instant } from './values.ts';

const cronExpression = z
  .string()
  .describe(
    'EventBridge form, `cron(0 12 * * ? *)` or `rate(5 minutes)`, or five fields of cron; the time zone is UTC.',
  );

const arrivalTrace = strictObject(() => ({
  trace: z.string().describe('CSV file with a row per task, relative to the scenario.'),
  columns: strictObject(() => ({
    arrival: z.string().optional().describe('When the task is run. Default `arrival`.'),
    cpu: z.string().optional().describe('CPU it reserves. Default `cpu`.'),
    memory: z.string().optional().describe('Memory it reserves. Default `memory`.'),
    duration: z.string().optional().describe('How long it runs. Default `duration`.'),
    end: z.string().optional().describe('When it ends, in place of a duration.'),
  }))
    .optional()
    .describe(
      'Names of the columns. Without a cpu, memory or duration column the task definition and durationSeconds say it.',
    ),
  timeUnit: durationMs.optional().describe('What 1 means in columns of time that are plain numbers. Default 1s.'),
  cpuUnit: z
    .enum(['units', 'vCPU', 'milliCPU'])
    .optional()
    .describe('Unit of the cpu column. Default units, of which 1024 are a vCPU.'),
  memoryUnit: z.enum(['MiB', 'GiB', 'KiB', 'MB']).optional().describe('Unit of the memory column. Default MiB.'),
  limit: z.int().min(1).optional().describe('Takes only the first so many rows.'),
}));

/** When run-task is called. */
export const arrivalsSchema = z
  .union([
    strictObject(() => ({ poissonPerHour: seriesSchema })).describe(
      'At random, so many an hour on average: a Poisson process.',
    ),
    strictObject(() => ({ cron: z.union([cronExpression, z.array(cronExpression).min(1)]) })).describe(
      'By a schedule.',
    ),
    strictObject(() => ({ at: z.union([instant, z.array(instant).min(1)]) })).describe(
      'At given moments: durations since the start, or calendar times.',
    ),
    arrivalTrace.describe('From a recorded trace of tasks with their sizes.'),
  ])
  .describe('When run-task is called. By default once, at the start.');

/** Arrivals as a scenario states them; files not yet read. */
export type ArrivalsSetting = z.output<typeof arrivalsSchema>;
/** The settings of a trace of tasks. */
export type ArrivalTraceSetting = z.output<typeof arrivalTrace>;
