import { z } from 'zod';
import { strictObject } from '../schema/strict-object.ts';

/** `deploymentConfiguration` as the API takes it (P4.2, P4.12–P4.15, P4.23, P4.24). */
export const deploymentConfigurationSchema = strictObject(() => ({
  minimumHealthyPercent: z.int().min(0).optional(),
  maximumPercent: z.int().min(0).optional(),
  deploymentCircuitBreaker: strictObject(() => ({
    enable: z.boolean(),
    rollback: z.boolean(),
    resetOnHealthyTask: z.boolean().optional(),
    thresholdConfiguration: strictObject(() => ({
      type: z.enum(['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT']),
      value: z.int().min(0).optional(),
    })).optional(),
  })).optional(),
  strategy: z.enum(['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY']).optional(),
  bakeTimeInMinutes: z.int().min(0).max(1440).optional(),
  linearConfiguration: strictObject(() => ({
    stepPercent: z.number().min(3).max(100).optional(),
    stepBakeTimeInMinutes: z.int().min(0).max(1440).optional(),
  })).optional(),
  canaryConfiguration: strictObject(() => ({
    canaryPercent: z.number().min(0.1).max(100).optional(),
    canaryBakeTimeInMinutes: z.int().min(0).max(1440).optional(),
  })).optional(),
  alarms: strictObject(() => ({
    alarmNames: z.array(z.string()).optional(),
    enable: z.boolean().optional(),
    rollback: z.boolean().optional(),
  })).optional(),
  lifecycleHooks: z.array(z.looseObject({})).optional(),
}));

/** A deployment configuration as the API takes it. */
export type DeploymentConfigurationInput = z.output<typeof deploymentConfigurationSchema>;

/** The bounds of a deployment, in percent of the desired count (P4.2). */
export interface DeploymentPercents {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** When the circuit breaker trips (P4.12, P4.13). */
export interface DeploymentCircuitBreaker {
  readonly enable: boolean;
  readonly rollback: boolean;
  readonly resetOnHealthyTask: boolean;
  readonly thresholdType: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT';
  readonly thresholdValue: number;
}

/** How a service moves to a new revision, defaults filled in. Minutes and percents as ECS has them. */
export interface DeploymentConfiguration extends DeploymentPercents {
  readonly strategy: 'ROLLING' | 'BLUE_GREEN' | 'LINEAR' | 'CANARY';
  readonly deploymentCircuitBreaker: DeploymentCircuitBreaker;
  readonly bakeTimeInMinutes: number;
  readonly linearConfiguration: { readonly stepPercent: number; readonly stepBakeTimeInMinutes: number };
  readonly canaryConfiguration: { readonly canaryPercent: number; readonly canaryBakeTimeInMinutes: number };
}

/** The API's defaults: REPLICA 100 and 200, DAEMON 0 and 100 (P4.3). */
export function defaultDeploymentPercents(schedulingStrategy: 'REPLICA' | 'DAEMON'): DeploymentPercents {
  return schedulingStrategy === 'DAEMON'
    ? { minimumHealthyPercent: 0, maximumPercent: 100 }
    : { minimumHealthyPercent: 100, maximumPercent: 200 };
}

/** Fills in the defaults of P4.3, P4.13 and P4.24. */
export function toDeploymentConfiguration(
  input: DeploymentConfigurationInput,
  schedulingStrategy: 'REPLICA' | 'DAEMON',
): DeploymentConfiguration {
  const defaults = defaultDeploymentPercents(schedulingStrategy);
  return {
    minimumHealthyPercent: input.minimumHealthyPercent ?? defaults.minimumHealthyPercent,
    maximumPercent: input.maximumPercent ?? defaults.maximumPercent,
    strategy: input.strategy ?? 'ROLLING',
    deploymentCircuitBreaker: toCircuitBreaker(input.deploymentCircuitBreaker),
    bakeTimeInMinutes: input.bakeTimeInMinutes ?? 0,
    linearConfiguration: {
      stepPercent: input.linearConfiguration?.stepPercent ?? 10,
      stepBakeTimeInMinutes: input.linearConfiguration?.stepBakeTimeInMinutes ?? 6,
    },
    canaryConfiguration: {
      canaryPercent: input.canaryConfiguration?.canaryPercent ?? 5,
      canaryBakeTimeInMinutes: input.canaryConfiguration?.canaryBakeTimeInMinutes ?? 10,
    },
  };
}

function toCircuitBreaker(input: DeploymentConfigurationInput['deploymentCircuitBreaker']): DeploymentCircuitBreaker {
  return {
    enable: input?.enable ?? false,
    rollback: input?.rollback ?? false,
    resetOnHealthyTask: input?.resetOnHealthyTask ?? true,
    thresholdType: input?.thresholdConfiguration?.type ?? 'BOUNDED_PERCENT',
    thresholdValue: input?.thresholdConfiguration?.value ?? 50,
  };
}
