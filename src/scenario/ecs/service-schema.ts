import { z } from 'zod';
import { strictObject } from '../schema/strict-object.ts';
import { deploymentConfigurationSchema } from './deployment.ts';
import { monitoringSchema } from './monitoring.ts';
import { placementConstraintSchema, placementStrategySchema } from './placement.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/** How a service or a task asks for capacity without a capacity provider. */
export const LAUNCH_TYPES = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;

/** One item of `capacityProviderStrategy`, within the ranges of P5.1. */
export const capacityProviderStrategyItemSchema = strictObject(() => ({
  capacityProvider: z.string(),
  base: z.int().min(0).max(100_000).optional(),
  weight: z.int().min(0).max(1000).optional(),
}));

/** Subnets, security groups and public address of an awsvpc task. */
export const networkConfigurationSchema = strictObject(() => ({
  awsvpcConfiguration: strictObject(() => ({
    subnets: z.array(z.string()).optional(),
    securityGroups: z.array(z.string()).optional(),
    assignPublicIp: z.enum(['ENABLED', 'DISABLED']).optional(),
  })).optional(),
}));

/** A target group or classic load balancer of a service. */
export const loadBalancerSchema = strictObject(() => ({
  targetGroupArn: z.string().optional(),
  targetGroupName: z.string().optional().describe('Its name, in place of its ARN.'),
  loadBalancerName: z.string().optional(),
  containerName: z.string().optional(),
  containerPort: z.int().min(0).max(65_535).optional(),
  advancedConfiguration: z.looseObject({}).optional(),
}));

/** Most seconds of `healthCheckGracePeriodSeconds` (P4.18). */
const GRACE_PERIOD_SECONDS_MAX = 2_147_483_647;

/** The input of `create-service` and `update-service`, as the API spells it; strict, for editors and scenarios. */
export const serviceSchema = strictObject(() => ({
  serviceName: z.string().optional(),
  /** The service's name in `update-service`. */
  service: z.string().optional(),
  cluster: z.string().optional(),
  /** A family, family:revision, ARN, or the path of a file; or the task definition itself. */
  taskDefinition: z.union([z.string(), taskDefinitionSchema]).optional(),
  desiredCount: z.int().min(0).optional(),
  schedulingStrategy: z.enum(['REPLICA', 'DAEMON']).optional(),
  launchType: z.enum(LAUNCH_TYPES).optional(),
  capacityProviderStrategy: z.array(capacityProviderStrategyItemSchema).max(20).optional(),
  placementStrategy: z.array(placementStrategySchema).optional(),
  placementConstraints: z.array(placementConstraintSchema).optional(),
  deploymentConfiguration: deploymentConfigurationSchema.optional(),
  deploymentController: strictObject(() => ({
    type: z.enum(['ECS', 'CODE_DEPLOY', 'EXTERNAL']).optional(),
  })).optional(),
  networkConfiguration: networkConfigurationSchema.optional(),
  healthCheckGracePeriodSeconds: z.int().min(0).max(GRACE_PERIOD_SECONDS_MAX).optional(),
  availabilityZoneRebalancing: z.enum(['ENABLED', 'DISABLED']).optional(),
  loadBalancers: z.array(loadBalancerSchema).optional(),
  monitoring: monitoringSchema.optional(),
  platformVersion: z.string().optional(),
  platformFamily: z.string().optional(),
  serviceRegistries: z.array(z.looseObject({})).optional(),
  serviceConnectConfiguration: z.looseObject({}).optional(),
  volumeConfigurations: z.array(z.looseObject({})).optional(),
  vpcLatticeConfigurations: z.array(z.looseObject({})).optional(),
  forceNewDeployment: z.union([z.boolean(), z.looseObject({})]).optional(),
  enableECSManagedTags: z.boolean().optional(),
  enableExecuteCommand: z.boolean().optional(),
  propagateTags: z.enum(['TASK_DEFINITION', 'SERVICE', 'NONE']).optional(),
  role: z.string().optional(),
  clientToken: z.string().optional(),
  tags: z.array(z.looseObject({})).optional(),
}));

/** A service as the API takes it, its keys already in camelCase. */
export type ServiceInput = z.output<typeof serviceSchema>;
