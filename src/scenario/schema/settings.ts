/** What a scenario may set in place of the model's defaults: times, limits, prices, instance types, images, report. */

import { z } from 'zod';
import { FARGATE_PLATFORMS, FARGATE_SPOT_PLATFORMS } from '../../catalog/price-overrides.ts';
import { QUOTA_GROUPS } from '../../catalog/quota-groups.ts';
import { OTHER_ITEMS } from '../../catalog/rates.ts';
import { secondsDistributionSchema } from './distribution.ts';
import { strictObject } from './strict-object.ts';
import { durationMs, memoryMiB, nonNegative, positive, secondsMs } from './values.ts';

/** Times that AWS does not publish. */
export const timingSchema = strictObject(() => ({
  fargateProvisioningSeconds: secondsDistributionSchema
    .optional()
    .describe('PROVISIONING on Fargate. Default uniform 10 to 20.'),
  eniAttachSeconds: secondsDistributionSchema
    .optional()
    .describe('PROVISIONING of an awsvpc task on EC2. Default uniform 2 to 5.'),
  containerStartSeconds: secondsDistributionSchema
    .optional()
    .describe('Creating and starting the containers after the pull. Default uniform 1 to 3.'),
  deprovisioningSeconds: secondsDistributionSchema
    .optional()
    .describe('DEPROVISIONING on Fargate and with awsvpc. Default uniform 5 to 30.'),
  connectionTimeoutSeconds: secondsDistributionSchema
    .optional()
    .describe('Until a start fails that gets no answer from registry, secrets or logs. Default uniform 150 to 210.'),
  startRefusedSeconds: secondsDistributionSchema
    .optional()
    .describe('Until a start fails whose role is not allowed what it needs. Default uniform 1 to 3.'),
  pullRetrySeconds: secondsMs.optional().describe('A registry that is out is asked again so often. Default 15.'),
  eniTimeoutSeconds: secondsMs.optional().describe('An ENI that takes longer fails the start. Default 180.'),
  activatingSeconds: secondsDistributionSchema
    .optional()
    .describe('ACTIVATING of a task with several target groups. Default uniform 0 to 5.'),
  targetRegistrationSeconds: secondsDistributionSchema
    .optional()
    .describe('From RUNNING until the load balancer knows its new target. Default uniform 0 to 10.'),
  nodeFailoverSeconds: secondsMs
    .optional()
    .describe('From a zone outage until clients know the load balancer’s node there no more. Default 60.'),
  ec2PullMiBPerSecond: positive
    .optional()
    .describe('Image pull of a container instance, at most its network. Default 150.'),
  fargatePullMiBPerSecond: positive.optional().describe('Image pull on Fargate from 1 vCPU on. Default 60.'),
  fargateSmallPullMiBPerSecond: positive.optional().describe('Image pull on Fargate below 1 vCPU. Default 30.'),
  sociPulledPortion: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Part of an image with a SOCI index that is pulled before its container starts. Default 0.1.'),
  unpackMiBPerSecond: nonNegative
    .optional()
    .describe('Unpacking, compressed MiB per second; 0 = part of the pull. Default 120.'),
  containerStopSeconds: secondsMs.optional().describe('From SIGTERM to exit of a container. Default 1.'),
  initContainerSeconds: secondsMs
    .optional()
    .describe('Run time of a container that others wait to complete. Default 5.'),
  healthyAfterSeconds: secondsMs
    .optional()
    .describe('From RUNNING to healthy without a health check (P4.5). Default 40.'),
  schedulerTickSeconds: secondsMs.optional().describe('The service scheduler looks every so often. Default 10.'),
  usageIntervalSeconds: secondsMs.optional().describe('What tasks use is brought up to date. Default 60.'),
})).describe('Times that AWS does not publish: the model’s defaults, to be set from your own measurements.');

/** vCPUs of the standard families (A, C, D, H, I, M, R, T, Z), or by group of families as EC2 has quotas. */
const ec2Quota = z.union([positive, optionalKeys(QUOTA_GROUPS, positive)]);

/** Quotas of the account. */
export const limitsSchema = strictObject(() => ({
  provisioningTasksMax: z.int().min(0).optional().describe('Tasks in PROVISIONING per cluster. Default 500.'),
  serviceLaunchesPerMinute: z.int().min(1).optional().describe('Tasks a service starts per minute. Default 500.'),
  fargateLaunchBurst: z
    .int()
    .min(1)
    .optional()
    .describe('Tasks that Fargate launches at once, on demand and on Spot each. Default 100.'),
  fargateLaunchesPerSecond: positive
    .optional()
    .describe('Tasks that Fargate launches per second after that, on demand and on Spot each. Default 20.'),
  fargateVcpus: positive.optional().describe('Quota of vCPUs on Fargate on demand. Default: none.'),
  fargateSpotVcpus: positive.optional().describe('Quota of vCPUs on Fargate Spot. Default: none.'),
  ec2Vcpus: ec2Quota
    .optional()
    .describe('Quota of vCPUs of EC2 on demand: of the standard families, or by group of families. Default: none.'),
  ec2SpotVcpus: ec2Quota.optional().describe('The same of Spot instances. Default: none.'),
})).describe('Quotas of the account, where they differ from ECS’s defaults; of a cluster: its part of them.');

/** Limits as they stand in the scenario. */
export type LimitsSetting = z.output<typeof limitsSchema>;

const fargatePrice = strictObject(() => ({
  vcpuHour: nonNegative.optional(),
  gbHour: nonNegative.optional(),
  ephemeralGbHour: nonNegative.optional(),
  osFeeVcpuHour: nonNegative.optional(),
}));

/** `{[key]: schema}` with every key optional. */
function optionalKeys<K extends string, V extends z.ZodType>(keys: readonly K[], value: V) {
  const shape = Object.fromEntries(keys.map((key) => [key, value.optional()]));
  return z.strictObject(shape as Record<K, z.ZodOptional<V>>);
}

const pricesByType = z.record(z.string(), nonNegative);

/** Prices in place of the catalog's. */
export const pricesSchema = strictObject(() => ({
  ec2: pricesByType.optional().describe('On demand, USD per hour by instance type.'),
  ec2Spot: pricesByType.optional().describe('Spot, USD per hour by instance type.'),
  fargate: optionalKeys(FARGATE_PLATFORMS, fargatePrice).optional().describe('USD per hour by platform.'),
  fargateSpot: optionalKeys(FARGATE_SPOT_PLATFORMS, fargatePrice).optional().describe('USD per hour by platform.'),
  other: strictObject(() => ({
    alb: optionalKeys(OTHER_ITEMS.alb, nonNegative).optional(),
    cloudwatch: optionalKeys(OTHER_ITEMS.cloudwatch, nonNegative).optional(),
    'data-transfer': optionalKeys(OTHER_ITEMS['data-transfer'], nonNegative).optional(),
    ebs: optionalKeys(OTHER_ITEMS.ebs, nonNegative).optional(),
    ecr: optionalKeys(OTHER_ITEMS.ecr, nonNegative).optional(),
    'nat-gateway': optionalKeys(OTHER_ITEMS['nat-gateway'], nonNegative).optional(),
    vpc: optionalKeys(OTHER_ITEMS.vpc, nonNegative).optional(),
  }))
    .optional()
    .describe('USD by service and item, as `plimsoll catalog` and the reports name them.'),
})).describe('Prices in USD, in place of the list prices: your own discounts, or types without a price.');

/** An instance type that the catalog lacks, or other figures for one it has. */
export const instanceTypeSchema = strictObject(() => ({
  instanceType: z
    .string()
    .regex(/^[\w-]+\.[\w-]+$/)
    .describe('Its name, such as m9x.large.'),
  vcpu: positive,
  memoryMiB: memoryMiB.describe('Advertised memory.'),
  architecture: z.enum(['x86_64', 'arm64']).optional().describe('Default x86_64.'),
  gpuCount: nonNegative.optional(),
  gpuName: z.string().optional(),
  gpuMemoryMiB: memoryMiB.optional().describe('All GPUs together.'),
  networkBaselineGbps: positive.optional(),
  networkBurstGbps: positive.optional(),
  maxEnis: z.int().min(1).optional().describe('Network interfaces; awsvpc tasks need it.'),
  ipv4PerEni: z.int().min(1).optional(),
  trunkedTasks: z.int().min(1).optional().describe('awsvpc tasks with ENI trunking.'),
  burstable: z.boolean().optional(),
  bareMetal: z.boolean().optional(),
  currentGeneration: z.boolean().optional(),
  hypervisor: z.enum(['nitro', 'xen', 'none']).optional(),
  localNvmeGb: nonNegative.optional(),
  ebsBaselineMbps: positive.optional(),
})).describe('An instance type that the catalog lacks, or other figures for one it has.');

const compressedSize = memoryMiB.describe('Compressed size in the registry, MiB.');

const image = strictObject(() => ({
  compressedSize: compressedSize
    .optional()
    .describe('Compressed size in the registry, MiB. Default: that of its layers.'),
  layers: z
    .array(strictObject(() => ({ digest: z.string().describe('Digest, or any name.'), compressedSize })))
    .optional()
    .describe('Layers that other images have too: they are pulled and stored once. The rest is its own.'),
  sociIndex: z
    .boolean()
    .optional()
    .describe('It has a SOCI index: on Fargate an image of 250 MB and more is loaded lazily. Default false.'),
}));

/** Sizes of images by name. */
export const imagesSchema = z.record(z.string(), image).describe('Sizes of images, by name with or without the tag.');

/** The size of all other images. */
export const imageDefaultsSchema = strictObject(() => ({
  compressedSize: compressedSize.optional().describe('Of the images that `images` leaves out. Default 200 MiB.'),
  unpackedRatio: positive
    .optional()
    .describe('What an image takes on the disk, as a multiple of its compressed size. Default 2.5.'),
})).describe('What holds of all images.');

/** How finely a run is recorded. */
export const reportSchema = strictObject(() => ({
  bucket: durationMs.optional().describe('Width of the buckets of time series. By default about 700 a run.'),
  heatBucket: durationMs.optional().describe('Width of the buckets of the heat map. By default about 170 a run.'),
  heatInstancesMax: z.int().min(0).max(2000).optional().describe('Rows of the heat map at most. Default 100.'),
})).describe('How finely the run is recorded for its report.');
