import type { z } from 'zod';
import type { DocumentPath, SourceDocument } from '../document.ts';
import { type Checked, checkSubject, type Subject } from '../issues.ts';
import { childValue } from '../schema-walk.ts';
import { type DeploymentConfiguration, toDeploymentConfiguration } from './deployment.ts';
import {
  type PlacementConstraint,
  type PlacementStrategy,
  toPlacementConstraints,
  toPlacementStrategy,
} from './placement.ts';
import { serviceFaults } from './service-rules.ts';
import {
  type capacityProviderStrategyItemSchema,
  type LAUNCH_TYPES,
  type loadBalancerSchema,
  type ServiceInput,
  serviceSchema,
} from './service-schema.ts';
import { type Origin, respell, type ValueReader } from './spelling.ts';
import { nameOfArn } from './target-group.ts';
import { type TaskDefinition, toTaskDefinition } from './task-definition.ts';
import { readAll, readOne } from './wrappers.ts';

/** See `LAUNCH_TYPES`. */
export type LaunchType = (typeof LAUNCH_TYPES)[number];
/** Which rule counts a service's tasks (P4.1). */
export type SchedulingStrategy = 'REPLICA' | 'DAEMON';

/** One item of a capacity provider strategy, defaults of the API filled in (P5.1). */
export interface CapacityProviderStrategyItem {
  readonly capacityProvider: string;
  readonly base: number;
  readonly weight: number;
}

/** A target group, or classic load balancer, that a service registers its tasks with. */
export interface ServiceLoadBalancer {
  /** By its name, or the name in its ARN. */
  readonly targetGroupName?: string;
  readonly loadBalancerName?: string;
  readonly containerName?: string;
  readonly containerPort?: number;
}

/** A service that keeps the rules of P3–P5, normalised: defaults filled in where ECS has one. */
export interface Service {
  readonly serviceName?: string;
  readonly cluster?: string;
  /** A name to look up (family, family:revision, ARN or path), or the inline definition. */
  readonly taskDefinition?: string | TaskDefinition;
  /** Absent for DAEMON, and where the file leaves it out. */
  readonly desiredCount?: number;
  readonly schedulingStrategy: SchedulingStrategy;
  readonly launchType?: LaunchType;
  /** Empty: the launch type, or the cluster's default strategy (P5.2). */
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  /** Empty: the default of P3.12. */
  readonly placementStrategy: readonly PlacementStrategy[];
  readonly placementConstraints: readonly PlacementConstraint[];
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly deploymentController: 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';
  readonly assignPublicIp: boolean;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly healthCheckGracePeriodSeconds: number;
  readonly availabilityZoneRebalancing?: boolean;
  readonly loadBalancers: readonly ServiceLoadBalancer[];
  readonly platformVersion?: string;
}

/** Where a service is read from and how. */
export interface ReadServiceOptions {
  readonly origin?: Origin;
  /** Resolves CloudFormation's intrinsic functions. */
  readonly read?: ValueReader;
}

/**
 * Reads the one service at a path of a document: input of `create-service` or `update-service`, output of
 * `describe-services` with or without its wrapper.
 */
export function readService(
  document: SourceDocument,
  path: DocumentPath = [],
  options: ReadServiceOptions = {},
): Checked<Service> {
  return readOne({ document, kind: 'service', path }, (subject) => checkServiceFile(subject, options));
}

/** As `readService`, for all the services of a `describe-services` output. */
export function readServices(
  document: SourceDocument,
  path: DocumentPath = [],
  options: ReadServiceOptions = {},
): Checked<readonly Service[]> {
  return readAll({ document, kind: 'service', path }, (subject) => checkServiceFile(subject, options));
}

function checkServiceFile(subject: Subject, options: ReadServiceOptions): Checked<Service> {
  return checkService(respell(subject, serviceSchema, options.origin ?? 'aws', options.read), {
    isDescribed: childValue(subject.value, 'serviceArn') !== undefined,
  });
}

/** As `readService`, for a subject already in camelCase. Described services show a count even for DAEMON. */
export function checkService(subject: Subject, options: { readonly isDescribed: boolean }): Checked<Service> {
  const checked = checkSubject(serviceSchema, subject, (input) => serviceFaults(input, options));
  return checked.value === undefined ? checked : { value: toService(checked.value), issues: [] };
}

/** Fills in the defaults of a checked service. */
export function toService(input: ServiceInput): Service {
  const schedulingStrategy = input.schedulingStrategy ?? 'REPLICA';
  const serviceName = input.serviceName || input.service;
  const awsvpc = input.networkConfiguration?.awsvpcConfiguration;
  const desiredCount = schedulingStrategy === 'DAEMON' ? undefined : input.desiredCount;
  const rebalancing = input.availabilityZoneRebalancing;
  return {
    ...(serviceName ? { serviceName } : {}),
    ...(input.cluster ? { cluster: input.cluster } : {}),
    ...(input.taskDefinition ? { taskDefinition: taskDefinitionOf(input.taskDefinition, serviceName) } : {}),
    ...(desiredCount === undefined ? {} : { desiredCount }),
    schedulingStrategy,
    ...(input.launchType === undefined ? {} : { launchType: input.launchType }),
    capacityProviderStrategy: toCapacityProviderStrategy(input.capacityProviderStrategy ?? []),
    placementStrategy: toPlacementStrategy(input.placementStrategy ?? []),
    placementConstraints: toPlacementConstraints(input.placementConstraints ?? []),
    deploymentConfiguration: toDeploymentConfiguration(input.deploymentConfiguration ?? {}, schedulingStrategy),
    deploymentController: input.deploymentController?.type ?? 'ECS',
    assignPublicIp: awsvpc?.assignPublicIp === 'ENABLED',
    subnets: awsvpc?.subnets ?? [],
    securityGroups: awsvpc?.securityGroups ?? [],
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
    ...(rebalancing === undefined ? {} : { availabilityZoneRebalancing: rebalancing === 'ENABLED' }),
    loadBalancers: (input.loadBalancers ?? []).map(toLoadBalancer),
    ...(input.platformVersion ? { platformVersion: input.platformVersion } : {}),
  };
}

function taskDefinitionOf(
  input: NonNullable<ServiceInput['taskDefinition']>,
  serviceName: string | undefined,
): string | TaskDefinition {
  return typeof input === 'string' ? input : toTaskDefinition(input, serviceName ?? 'task');
}

/** Fills in the API's defaults of base and weight, both 0 (P5.1). */
export function toCapacityProviderStrategy(
  items: readonly z.output<typeof capacityProviderStrategyItemSchema>[],
): CapacityProviderStrategyItem[] {
  return items.map(({ capacityProvider, base, weight }) => ({
    capacityProvider,
    base: base ?? 0,
    weight: weight ?? 0,
  }));
}

function toLoadBalancer(input: z.output<typeof loadBalancerSchema>): ServiceLoadBalancer {
  const { targetGroupArn, targetGroupName, loadBalancerName, containerName, containerPort } = input;
  const targetGroup = targetGroupName || (targetGroupArn && nameOfArn(targetGroupArn));
  return {
    ...(targetGroup ? { targetGroupName: targetGroup } : {}),
    ...(loadBalancerName ? { loadBalancerName } : {}),
    ...(containerName ? { containerName } : {}),
    ...(containerPort ? { containerPort } : {}),
  };
}
