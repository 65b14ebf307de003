/**
 * The scenario file: one zod schema is the source of its checks, its types and the JSON Schema that editors read. The
 * entries of lists that real AWS JSON is pasted into are read one by one, each in the way its origin asks for, so the
 * shell below takes them as they are; `scenarioSchema` has them in full.
 */

import { z } from 'zod';
import { containerDefinitionSchema } from './ecs/container-definition.ts';
import { capacityProviderStrategyItemSchema } from './ecs/service-schema.ts';
import { taskDefinitionSchema } from './ecs/task-definition-schema.ts';
import { alarmListItem } from './schema/alarm.ts';
import { arrivalsSchema } from './schema/arrivals.ts';
import { behaviourSchema } from './schema/behaviour.ts';
import { capacityProviderListItem } from './schema/capacity-provider.ts';
import { cloudWatchSchema } from './schema/cloud-watch.ts';
import { secondsDistributionSchema } from './schema/distribution.ts';
import { expectSchema } from './schema/expect.ts';
import { failureSchema } from './schema/failures.ts';
import { loadSchema } from './schema/load.ts';
import { loadBalancerListItem, targetGroupListItem } from './schema/load-balancing.ts';
import {
  natGatewaysSchema,
  rolesSchema,
  securityGroupsSchema,
  subnetsSchema,
  vpcEndpointsSchema,
} from './schema/network.ts';
import { planSchema } from './schema/plan.ts';
import { seriesSchema } from './schema/series.ts';
import { serviceListItem } from './schema/service.ts';
import {
  imageDefaultsSchema,
  imagesSchema,
  instanceTypeSchema,
  limitsSchema,
  pricesSchema,
  reportSchema,
  timingSchema,
} from './schema/settings.ts';
import { strictObject } from './schema/strict-object.ts';
import { sweepSchema } from './schema/sweep.ts';
import { taskSourceListItem } from './schema/task-source.ts';
import { calendarTime, durationMs } from './schema/values.ts';
import { variantsSchema } from './schema/variant.ts';
import { expectations } from './schema-walk.ts';

/** Instant 0 unless the scenario says otherwise: a Monday. */
export const START_DEFAULT = '2026-01-05T00:00:00Z';

const scenarioName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,99}$/)
  .register(expectations, {
    expected: 'a name of letters, digits, _ . - that can name a directory',
  });

interface EntrySchemas<C extends z.ZodType, S extends z.ZodType, T extends z.ZodType, D extends z.ZodType> {
  readonly alarm: z.ZodType;
  readonly loadBalancer: z.ZodType;
  readonly targetGroup: z.ZodType;
  readonly capacityProvider: C;
  readonly service: S;
  readonly task: T;
  readonly taskDefinition: D;
}

/** The scenario with these schemas for the entries of its lists. */
function schemaWith<C extends z.ZodType, S extends z.ZodType, T extends z.ZodType, D extends z.ZodType>(
  entries: EntrySchemas<C, S, T, D>,
) {
  const cluster = strictObject(() => ({
    clusterName: z.string().min(1).describe('Name of the cluster.'),
    availabilityZones: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Zones of Fargate tasks. Default: those of its capacity providers, or the first three of the region.'),
    capacityProviders: z
      .array(entries.capacityProvider)
      .optional()
      .describe('FARGATE, FARGATE_SPOT, and Auto Scaling groups of container instances.'),
    settings: z
      .array(
        strictObject(() => ({
          name: z.literal('containerInsights').describe('The only setting there is.'),
          value: z.enum(['enabled', 'enhanced', 'disabled']).describe('Default disabled.'),
        })),
      )
      .optional()
      .describe('As create-cluster takes them: Container Insights are off unless enabled here.'),
    cloudWatchAgent: z
      .boolean()
      .optional()
      .describe(
        'The CloudWatch agent runs on the container instances: Container Insights at instance level. Default false.',
      ),
    defaultCapacityProviderStrategy: z
      .array(capacityProviderStrategyItemSchema)
      .max(20)
      .optional()
      .describe('For services and tasks that name neither a launch type nor a strategy.'),
    services: z.array(entries.service).optional().describe('The services of the cluster.'),
    tasks: z.array(entries.task).optional().describe('Standalone tasks: run-task, called over time.'),
    alarms: z
      .array(entries.alarm)
      .optional()
      .describe(
        'CloudWatch alarms as put-metric-alarm takes them; deploymentConfiguration.alarms of services names them.',
      ),
    limits: limitsSchema
      .optional()
      .describe('Its own limits: its part of the account’s. Without them it is simulated with all of the account’s.'),
    failures: z.array(failureSchema).optional().describe('What goes wrong in the cluster, at random or at instants.'),
    expect: expectSchema.optional(),
  }));
  return strictObject(() => ({
    plimsoll: z.literal(1).describe('Version of the scenario format.'),
    name: scenarioName.describe('Name of the scenario, and of the directory of its report.'),
    description: z.string().optional().describe('One line on what the scenario is about.'),
    region: z.string().describe('AWS region, for prices and zones, such as us-east-1.'),
    seed: z
      .union([z.int(), z.string()])
      .optional()
      .describe('Seed of everything random. The same seed gives the same bytes. Default 1.'),
    duration: durationMs.describe('How long is simulated, such as 24h or 7d.'),
    start: calendarTime.optional().describe(`What instant 0 is. Default ${START_DEFAULT}, a Monday.`),
    clusters: z
      .array(cluster)
      .min(1)
      .describe('The clusters: alternatives, or side by side. Each is simulated by itself.'),
    taskDefinitions: z
      .union([z.array(entries.taskDefinition), z.record(z.string(), entries.taskDefinition)])
      .optional()
      .describe('Task definitions to be referenced by family or family:revision: a list, or a map by family.'),
    loadBalancers: z
      .array(entries.loadBalancer)
      .optional()
      .describe('Application Load Balancers, billed by hours and LCUs.'),
    targetGroups: z
      .array(entries.targetGroup)
      .optional()
      .describe('Target groups, which services name in loadBalancers.'),
    subnets: subnetsSchema.optional(),
    natGateways: natGatewaysSchema.optional(),
    vpcEndpoints: vpcEndpointsSchema.optional(),
    securityGroups: securityGroupsSchema.optional(),
    roles: rolesSchema.optional(),
    images: imagesSchema.optional(),
    imageDefaults: imageDefaultsSchema.optional(),
    instanceTypes: z.array(instanceTypeSchema).optional().describe('Instance types to add to the catalog.'),
    prices: pricesSchema.optional(),
    timing: timingSchema.optional(),
    limits: limitsSchema.optional(),
    cloudWatch: cloudWatchSchema.optional(),
    report: reportSchema.optional(),
    expect: expectSchema.optional(),
    variants: variantsSchema.optional(),
    plan: planSchema.optional(),
    sweep: sweepSchema.optional(),
  }));
}

/** The scenario, the entries of its lists as they stand in the file. */
export const scenarioShellSchema = schemaWith({
  alarm: z.unknown(),
  capacityProvider: z.unknown(),
  loadBalancer: z.unknown(),
  targetGroup: z.unknown(),
  service: z.unknown(),
  task: z.unknown(),
  taskDefinition: z.unknown(),
});

/** A scenario whose own fields are checked and whose entries are not. */
export type ScenarioShell = z.output<typeof scenarioShellSchema>;
/** A cluster of it. */
export type ClusterShell = ScenarioShell['clusters'][number];

/** The scenario in full: for the JSON Schema, and to tell which paths there are. */
export const scenarioSchema = schemaWith({
  alarm: alarmListItem,
  capacityProvider: capacityProviderListItem,
  loadBalancer: loadBalancerListItem,
  targetGroup: targetGroupListItem,
  service: serviceListItem,
  task: taskSourceListItem,
  taskDefinition: z
    .union([z.string().describe('Path of a .json or .yaml file.'), taskDefinitionSchema])
    .describe('A task definition: inline, or the path of a file.'),
});

/** Parts that stand in many places: each once in the JSON Schema, under `$defs`. */
const NAMED_PARTS = {
  alarm: alarmListItem,
  arrivals: arrivalsSchema,
  behaviour: behaviourSchema,
  capacityProvider: capacityProviderListItem,
  containerDefinition: containerDefinitionSchema,
  distribution: secondsDistributionSchema,
  expect: expectSchema,
  failure: failureSchema,
  limits: limitsSchema,
  load: loadSchema,
  loadBalancer: loadBalancerListItem,
  series: seriesSchema,
  service: serviceListItem,
  targetGroup: targetGroupListItem,
  task: taskSourceListItem,
  taskDefinition: taskDefinitionSchema,
};
for (const [id, part] of Object.entries(NAMED_PARTS)) {
  z.globalRegistry.add(part, { ...z.globalRegistry.get(part), id });
}

/** The JSON Schema of the scenario file, as `plimsoll schema` prints it and editors read it. */
export function scenarioJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' });
  return { ...schema, title: 'plimsoll scenario' };
}
