import { z } from 'zod';
import { placementConstraintSchema, placementStrategySchema } from '../ecs/placement.ts';
import { capacityProviderStrategyItemSchema, LAUNCH_TYPES, networkConfigurationSchema } from '../ecs/service-schema.ts';
import { arrivalsSchema } from './arrivals.ts';
import { behaviourSchema } from './behaviour.ts';
import { secondsDistributionSchema } from './distribution.ts';
import { loadSchema } from './load.ts';
import { logsSchema } from './logs.ts';
import { taskDefinitionReference } from './service.ts';
import { strictObject } from './strict-object.ts';
import { secondsMs } from './values.ts';

/** An entry of `tasks`, its task definition still of any form: the input of run-task, and when it is called. */
export const taskSourceEntrySchema = strictObject(() => ({
  name: z.string().min(1).optional().describe('Name in the report. Default: the family, numbered where it repeats.'),
  taskDefinition: z.unknown(),
  count: z.int().min(1).max(10).optional().describe('Tasks per call of run-task. Default 1.'),
  group: z.string().optional().describe('Task group. Default family:<family>.'),
  launchType: z.enum(LAUNCH_TYPES).optional(),
  capacityProviderStrategy: z.array(capacityProviderStrategyItemSchema).max(20).optional(),
  placementStrategy: z.array(placementStrategySchema).optional(),
  placementConstraints: z.array(placementConstraintSchema).optional(),
  networkConfiguration: networkConfigurationSchema.optional(),
  platformVersion: z.string().optional(),
  cluster: z.string().optional(),
  overrides: z.looseObject({}).optional(),
  startedBy: z.string().optional(),
  referenceId: z.string().optional(),
  clientToken: z.string().optional(),
  enableECSManagedTags: z.boolean().optional(),
  enableExecuteCommand: z.boolean().optional(),
  propagateTags: z.enum(['TASK_DEFINITION', 'SERVICE', 'NONE']).optional(),
  tags: z.array(z.looseObject({})).optional(),
  volumeConfigurations: z.array(z.looseObject({})).optional(),
  arrivals: arrivalsSchema.optional(),
  durationSeconds: secondsDistributionSchema
    .optional()
    .describe('From RUNNING until the task ends by itself, in seconds. A trace of tasks may say it row by row.'),
  retrySeconds: secondsMs
    .optional()
    .describe('Call run-task again for what was refused after this long. Default 0: give up, as RunTask does.'),
  logs: logsSchema.optional(),
  load: loadSchema.optional(),
  behaviour: behaviourSchema.optional(),
})).describe('Standalone tasks: run-task, called over time.');

/** An entry of `tasks` in full, for editors. */
export const taskSourceListItem = taskSourceEntrySchema.extend({ taskDefinition: taskDefinitionReference });

/** An entry of `tasks`, its keys in camelCase. */
export type TaskSourceSetting = z.output<typeof taskSourceEntrySchema>;
