import { z } from 'zod';
import { secondsDistributionSchema } from './distribution.ts';
import { strictObject } from './strict-object.ts';
import { secondsMs } from './values.ts';

const containerBehaviour = strictObject(() => ({
  readySeconds: secondsMs.optional().describe('From its start until its health check would succeed. Default 0.'),
  runSeconds: secondsMs
    .optional()
    .describe('From its start until it exits by itself. By default it runs on; an init container takes 5 s.'),
  exitCode: z.int().min(0).max(255).optional().describe('Exit code when it does. Default 0.'),
  stopSeconds: secondsMs.optional().describe('From SIGTERM until it exits, at most its stopTimeout. Default 1.'),
}));

/** P3.26: limits and default of UpdateTaskProtection's expiresInMinutes. */
const PROTECTION_MINUTES_MAX = 2880;

const taskProtectionSchema = strictObject(() => ({
  probability: z.number().min(0).max(1).optional().describe('Chance that a task ever protects itself. Default 1.'),
  startsAfterSeconds: secondsDistributionSchema.optional().describe('From RUNNING to its protection. Default 0.'),
  lastsSeconds: secondsDistributionSchema
    .optional()
    .describe('From then until the task ends its protection itself. By default it lets it expire.'),
  expiresInMinutes: z
    .int()
    .min(1)
    .max(PROTECTION_MINUTES_MAX)
    .optional()
    .describe('A protection ends after that long at the latest. Default 120.'),
  againAfterSeconds: secondsDistributionSchema
    .optional()
    .describe('From the end of a protection to the next, as between two jobs of a worker. By default there is one.'),
})).describe('When a task of a service protects itself from scale-in and deployments, as UpdateTaskProtection does.');

/** What the program in a task does, which its task definition cannot say. */
export const behaviourSchema = strictObject(() => ({
  startFailureProbability: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Chance that a start fails before RUNNING. Default 0.'),
  exitAfterSeconds: secondsDistributionSchema
    .optional()
    .describe('From RUNNING until an essential container exits by itself. By default it runs until it is stopped.'),
  exitCode: z.int().min(0).max(255).optional().describe('Exit code when it does. Default 1.'),
  failsHealthCheckAfterSeconds: secondsMs
    .optional()
    .describe(
      'From RUNNING on, health checks of the container and of target groups fail from then on; 0: they never succeed. By default they succeed.',
    ),
  taskProtection: taskProtectionSchema.optional(),
  containers: z.record(z.string(), containerBehaviour).optional().describe('By container name.'),
})).describe(
  'How the program in the task behaves: start failures, crashes, failing health checks, its protection from scale-in, the times of single containers.',
);

/** The behaviour of a task as a scenario states it; its file not yet read. */
export type BehaviourSetting = z.output<typeof behaviourSchema>;
