import { z } from 'zod';
import { secondsDistributionSchema } from './distribution.ts';
import { secondsMs } from './values.ts';

const containerBehaviour = z.strictObject({
  readySeconds: secondsMs.optional().describe('From its start until its health check would succeed. Default 0.'),
  runSeconds: secondsMs
    .optional()
    .describe('From its start until it exits by itself. By default it runs on; an init container takes 5 s.'),
  exitCode: z.int().min(0).max(255).optional().describe('Exit code when it does. Default 0.'),
  stopSeconds: secondsMs.optional().describe('From SIGTERM until it exits, at most its stopTimeout. Default 1.'),
});

/** What the program in a task does, which its task definition cannot say. */
export const behaviourSchema = z
  .strictObject({
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
    containers: z.record(z.string(), containerBehaviour).optional().describe('By container name.'),
  })
  .describe(
    'How the program in the task behaves: start failures, crashes, failing health checks, the times of single containers.',
  );

/** The behaviour of a task as a scenario states it; its file not yet read. */
export type BehaviourSetting = z.output<typeof behaviourSchema>;
