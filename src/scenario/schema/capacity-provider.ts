import { z } from 'zod';
import { autoScalingGroupProviderSchema, capacityProviderSchema } from '../ecs/capacity-provider.ts';
import { OPERATING_SYSTEM_FAMILIES } from '../ecs/task-definition-schema.ts';
import { expectations } from '../schema-walk.ts';
import { groupShape } from './auto-scaling-group.ts';
import { managedInstancesSchema } from './managed-instances.ts';
import { strictObject } from './strict-object.ts';
import { filePath, memoryMiB, nonNegative } from './values.ts';

/** Custom attributes, syntax of P2.11. */
const attributes = z
  .record(
    z
      .string()
      .regex(/^[\w./\\-]{1,128}$/)
      .register(expectations, {
        expected: 'an attribute name of 1 to 128 letters, digits, _ . / \\ -',
      }),
    z.union([
      z
        .string()
        .regex(/^(?:[\w./\\@:-](?:[\w./\\@: -]{0,126}[\w./\\@:-])?)?$/)
        .register(expectations, {
          expected: 'an attribute value of at most 128 letters, digits, _ . / \\ - @ : and inner spaces',
        }),
      z.number(),
      z.boolean(),
    ]),
  )
  .describe('Custom attributes of its container instances.');

const instanceTypeName = z.string().describe('An EC2 instance type, such as m6i.xlarge.');

/** A number, also as the text that a file of settings has. */
const count = z.union([z.int().min(1), z.string().regex(/^[1-9]\d*$/)]).transform(Number);
const agentDuration = z
  .string()
  .regex(/^(?:\d+(?:\.\d+)?(?:h|m|s))+$/)
  .register(expectations, { expected: 'a duration such as 30m or 1h30m' });

/** Settings of the agent in the words of /etc/ecs/ecs.config, those on images (P2.13). */
const agentConfigSchema = strictObject(() => ({
  ECS_IMAGE_PULL_BEHAVIOR: z
    .enum(['default', 'always', 'once', 'prefer-cached'])
    .optional()
    .describe('When the agent asks the registry for an image that it has. Default default.'),
  ECS_DISABLE_IMAGE_CLEANUP: z
    .union([z.boolean(), z.enum(['true', 'false'])])
    .optional()
    .describe('Images stay for good. Default false.'),
  ECS_IMAGE_CLEANUP_INTERVAL: agentDuration
    .optional()
    .describe('Unused images are removed every so often. Default 30m.'),
  ECS_IMAGE_MINIMUM_CLEANUP_AGE: agentDuration.optional().describe('Images pulled less long ago stay. Default 1h.'),
  ECS_NUM_IMAGES_DELETE_PER_CYCLE: count.optional().describe('Images removed at a time. Default 5.'),
  ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: agentDuration
    .optional()
    .describe('Containers of stopped tasks stay so long, and with them their images. Default 3h.'),
})).describe('Settings of the ECS agent on images, as in /etc/ecs/ecs.config.');

/** See agentConfigSchema. */
export type AgentConfig = z.output<typeof agentConfigSchema>;

/** What a scenario says of the Auto Scaling group beside what ECS's own JSON does: the fleet. */
export const fleetShape = {
  instanceType: z
    .union([instanceTypeName, z.array(instanceTypeName).min(1)])
    .optional()
    .describe('Instance type of the fleet; of several types each takes its turn, zone by zone, without weights.'),
  instanceTypes: z.array(instanceTypeName).min(1).optional().describe('The same as a list of instanceType.'),
  availabilityZones: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Zones that take container instances in turn. Default: the first three of the region.'),
  minSize: z.int().min(0).optional().describe('Smallest size. Default 0.'),
  maxSize: z
    .int()
    .min(0)
    .optional()
    .describe('Largest size, which managed scaling needs. Default: the largest desired capacity.'),
  desiredCapacity: z
    .int()
    .min(0)
    .optional()
    .describe('How many container instances there are at the start. Default: minSize.'),
  purchaseOption: z.enum(['on-demand', 'spot']).optional().describe('How its instances are bought. Default on-demand.'),
  rootVolume: strictObject(() => ({
    sizeGiB: z.int().min(1).max(16_384).optional().describe('Default 30, that of the ECS-optimised AMI.'),
    volumeType: z.enum(['gp2', 'gp3']).optional().describe('Default gp3.'),
    usedGiB: nonNegative
      .optional()
      .describe('Of it, what the operating system and the agent take; images have the rest. Default 4.'),
  }))
    .optional()
    .describe('The EBS root volume of each instance.'),
  associatePublicIpAddress: z
    .boolean()
    .optional()
    .describe('Whether each instance has a public IPv4 address, which is billed. Default false.'),
  vpcZoneIdentifier: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe('Its subnets, of the section subnets: a list, or one text with commas. Instances take addresses there.'),
  securityGroupIds: z.array(z.string()).optional().describe('Security groups of its instances.'),
  iamInstanceProfile: z
    .union([z.string(), strictObject(() => ({ name: z.string().optional(), arn: z.string().optional() }))])
    .optional()
    .describe('The instance role, one of roles: it pulls images and writes logs for its tasks.'),
  agentConfig: agentConfigSchema.optional(),
  reservedMemoryMiB: memoryMiB
    .optional()
    .describe('ECS_RESERVED_MEMORY: what the agent keeps from tasks, MiB. Default 0.'),
  registeredMemoryMiB: z
    .union([memoryMiB, z.record(z.string(), memoryMiB)])
    .optional()
    .describe(
      'Memory the operating system really sees, MiB, as `describe-container-instances` shows it; one figure, or by instance type. By default estimated.',
    ),
  awsvpcTrunking: z
    .boolean()
    .optional()
    .describe('Account setting awsvpcTrunking: more awsvpc tasks on the types that support it. Default false.'),
  spotInstanceDraining: z
    .boolean()
    .optional()
    .describe(
      'ECS_ENABLE_SPOT_INSTANCE_DRAINING of the agent: DRAINING when the two-minute notice of an interruption comes. ' +
        'Default false: its tasks die with it.',
    ),
  attributes: attributes.optional(),
  operatingSystemFamily: z.enum(OPERATING_SYSTEM_FAMILIES).optional().describe('Default LINUX.'),
  amiId: z.string().optional().describe('The attribute ecs.ami-id.'),
  vpcId: z.string().optional().describe('The attribute ecs.vpc-id.'),
  agentVersion: z.string().optional().describe('Version of the ECS agent, for agentVersion in the query language.'),
  ...groupShape,
} as const;

/** `autoScalingGroupProvider` of a scenario: the API's fields and the fleet. */
export const autoScalingGroupSchema = autoScalingGroupProviderSchema.extend(fleetShape);

/** A capacity provider of a scenario: the API's own JSON, and the fleet. */
export const capacityProviderEntrySchema = capacityProviderSchema.extend({
  capacityProvider: filePath
    .optional()
    .describe('File with the JSON of the capacity provider; what stands beside it here goes before.'),
  name: z.string().optional().describe('Name of the capacity provider.'),
  managedInstancesProvider: managedInstancesSchema.optional(),
  autoScalingGroupProvider: autoScalingGroupSchema
    .optional()
    .describe('The Auto Scaling group behind it: its instances, and how they come and go.'),
});

/** An entry of `capacityProviders` in full, for editors. */
export const capacityProviderListItem = z
  .union([
    z.enum(['FARGATE', 'FARGATE_SPOT']).describe('Fargate’s own capacity providers.'),
    filePath.describe('File with the JSON of the capacity provider, which then must name its fleet too.'),
    capacityProviderEntrySchema,
  ])
  .describe('A capacity provider: FARGATE, FARGATE_SPOT, inline, or the path of a file.');

/** A capacity provider entry, its keys in camelCase. */
export type CapacityProviderSetting = z.output<typeof capacityProviderEntrySchema>;
/** The fleet and the API's fields of an Auto Scaling group. */
export type AutoScalingGroupSetting = z.output<typeof autoScalingGroupSchema>;
