/** ECS Managed Instances in the words of create-capacity-provider, and what only a scenario knows of them. */

import { z } from 'zod';
import { secondsDistributionSchema } from './distribution.ts';
import { strictObject } from './strict-object.ts';
import { nonNegative, secondsMs } from './values.ts';

const range = strictObject(() => ({ min: z.number().min(0).optional(), max: z.number().min(0).optional() }));
const inclusion = z.enum(['included', 'required', 'excluded']);
const names = z.array(z.string().min(1)).min(1).max(400);

/** `instanceRequirements`, of which those that the catalog knows are looked at. */
const requirements = strictObject(() => ({
  vCpuCount: range.describe('vCPUs of an instance.'),
  memoryMiB: range.describe('Memory of an instance, MiB.'),
  cpuManufacturers: z
    .array(z.enum(['intel', 'amd', 'amazon-web-services']))
    .optional()
    .describe('Default: every one.'),
  memoryGiBPerVCpu: range.optional(),
  excludedInstanceTypes: names.optional().describe('Names, or patterns such as m5.* and r*.'),
  allowedInstanceTypes: names.optional().describe('Names, or patterns such as m5.* and r*.'),
  instanceGenerations: z
    .array(z.enum(['current', 'previous']))
    .optional()
    .describe('Default: both.'),
  bareMetal: inclusion.optional().describe('Default excluded.'),
  burstablePerformance: inclusion.optional().describe('Default excluded.'),
  localStorage: inclusion.optional().describe('Default included.'),
  acceleratorCount: range.optional().describe('GPUs of an instance. Default: none.'),
  requireHibernateSupport: z.boolean().optional(),
  localStorageTypes: z.array(z.string()).optional(),
  totalLocalStorageGB: range.optional(),
  networkInterfaceCount: range.optional(),
  networkBandwidthGbps: range.optional(),
  baselineEbsBandwidthMbps: range.optional(),
  acceleratorTypes: z.array(z.string()).optional(),
  acceleratorManufacturers: z.array(z.string()).optional(),
  acceleratorNames: z.array(z.string()).optional(),
  acceleratorTotalMemoryMiB: range.optional(),
  spotMaxPricePercentageOverLowestPrice: z.number().optional(),
  onDemandMaxPricePercentageOverLowestPrice: z.number().optional(),
  maxSpotPriceAsPercentageOfOptimalOnDemandPrice: z.number().optional(),
}));

/** `managedInstancesProvider` of a scenario: the API's fields, and the model's times and fee. */
export const managedInstancesSchema = strictObject(() => ({
  infrastructureRoleArn: z.string().optional(),
  propagateTags: z.string().optional(),
  infrastructureOptimization: strictObject(() => ({
    scaleInAfter: z
      .int()
      .min(-1)
      .max(3600)
      .nullable()
      .optional()
      .describe('Seconds until an idle or little used instance goes; -1: never. Default 300 (model).'),
  })).optional(),
  instanceLaunchTemplate: strictObject(() => ({
    ec2InstanceProfileArn: z.string().optional().describe('The instance role, one of roles.'),
    networkConfiguration: strictObject(() => ({
      subnets: z.array(z.string()).optional(),
      securityGroups: z.array(z.string()).optional(),
    })).optional(),
    storageConfiguration: strictObject(() => ({ storageSizeGiB: z.int().min(1).max(16_384).optional() })).optional(),
    monitoring: z.enum(['BASIC', 'DETAILED']).optional(),
    capacityOptionType: z.enum(['ON_DEMAND', 'SPOT']).optional().describe('Default ON_DEMAND.'),
    instanceRequirements: requirements
      .optional()
      .describe('Which types may be launched. Default: general purpose, of the families m, c and r.'),
  })).optional(),
  availabilityZones: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Default: those of its subnets, or the first three of the region.'),
  instanceLaunchSeconds: secondsDistributionSchema
    .optional()
    .describe('From launch to ACTIVE. Default: uniform from 30 to 60 s (model).'),
  provisioningDelaySeconds: secondsMs
    .optional()
    .describe('From the first task that waits to the launch for all that wait by then. Default 5 (model).'),
  managementFeePercent: nonNegative
    .optional()
    .describe('Management fee, percent of the on-demand price, Spot or not. Default 12, an estimate.'),
})).describe('ECS Managed Instances: ECS chooses, launches and ends the instances.');

export type ManagedInstancesSetting = z.output<typeof managedInstancesSchema>;
export type InstanceRequirements = z.output<typeof requirements>;
