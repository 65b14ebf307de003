import { z } from 'zod';
import { serviceSchema } from '../ecs/service-schema.ts';
import { taskDefinitionSchema } from '../ecs/task-definition-schema.ts';
import { CODE_DEPLOY_CONFIGURATIONS, type CodeDeployConfigurationName } from '../ecs/traffic-shift.ts';
import { behaviourSchema } from './behaviour.ts';
import { expectSchema } from './expect.ts';
import { loadSchema, revisionLoadSchema } from './load.ts';
import { logsSchema } from './logs.ts';
import { scalingExtras, scalingTemplate } from './service-scaling.ts';
import { strictObject } from './strict-object.ts';
import { trafficSchema } from './traffic.ts';
import { durationMs, instant } from './values.ts';

const updates = z
  .array(
    strictObject(() => ({
      at: instant.describe('When: a duration since the start, or a calendar time.'),
      desiredCount: z.int().min(0).describe('The new desired count.'),
    })),
  )
  .describe('update-service with a new desired count, over time.');

const deployment = strictObject(() => ({
  at: instant
    .describe('When: a duration since the start, or a calendar time. May be left out beside every.')
    .optional(),
  every: durationMs
    .optional()
    .describe('Again and again, from at on (default: after that long): a remedy for a placement that has decayed.'),
  taskDefinition: z.unknown().optional(),
  forceNewDeployment: z
    .boolean()
    .optional()
    .describe('Starts a deployment of the revision that is there, where no taskDefinition is given.'),
  load: revisionLoadSchema.optional(),
  test: strictObject(() => ({
    minutes: z.number().min(0).optional().describe('How long the test takes. Default: 0.'),
    fails: z.boolean().optional().describe('It fails: the deployment is rolled back. Default: false.'),
  }))
    .optional()
    .describe('BLUE_GREEN, CANARY, LINEAR: lifecycle hooks and test traffic, before production traffic shifts.'),
  behaviour: behaviourSchema.optional().describe('How this revision behaves. Default: as the service says.'),
}));

const deploymentsDescription =
  'update-service with another revision, over time: each starts a deployment. A revision may be bad on purpose.';

/** The fields of a service that only a scenario has. */
export const serviceExtras = {
  deployments: z.array(deployment).describe(deploymentsDescription).optional(),
  load: loadSchema.optional(),
  behaviour: behaviourSchema.optional(),
  deploymentConfigName: z
    .enum(Object.keys(CODE_DEPLOY_CONFIGURATIONS) as [CodeDeployConfigurationName, ...CodeDeployConfigurationName[]])
    .optional()
    .describe(
      'With deploymentController CODE_DEPLOY: how traffic shifts. Default: CodeDeployDefault.ECSAllAtOnce. The old tasks stay for bakeTimeInMinutes.',
    ),
  updates: updates.optional(),
  logs: logsSchema.optional(),
  traffic: trafficSchema.optional(),
  expect: expectSchema.optional(),
  scaling: scalingTemplate.optional(),
  ...scalingExtras,
} as const;

/** A reference to a task definition, or the task definition itself. */
export const taskDefinitionReference = z
  .union([
    z.string().describe('Path of a .json or .yaml file, or family, family:revision or ARN of one in taskDefinitions.'),
    taskDefinitionSchema,
  ])
  .describe('The task definition: the path of its JSON, a name in taskDefinitions, or inline.');

/** An entry of `services`, its task definition still of any form. */
export const serviceEntrySchema = serviceSchema.extend({ ...serviceExtras, taskDefinition: z.unknown().optional() });

/** An entry of `services` in full, for editors. */
export const serviceListItem = z
  .union([
    z.string().describe('File with the JSON of one or several services.'),
    serviceSchema
      .extend({
        ...serviceExtras,
        service: z
          .string()
          .optional()
          .describe('File with the JSON of the service; what stands beside it here goes before.'),
        taskDefinition: taskDefinitionReference.optional(),
        deployments: z
          .array(deployment.extend({ taskDefinition: taskDefinitionReference.optional() }))
          .describe(deploymentsDescription)
          .optional(),
      })
      .describe(
        'A service as create-service takes it, with what only a scenario knows: load, behaviour, updates, deployments.',
      ),
    z
      .looseObject({ serviceArn: z.string() })
      .describe(
        'A service as describe-services prints it; load, behaviour, updates and deployments may stand beside it.',
      ),
  ])
  .describe('A service: inline, or the path of a file.');

/** A service entry, its keys in camelCase. */
export type ServiceSetting = z.output<typeof serviceEntrySchema>;
