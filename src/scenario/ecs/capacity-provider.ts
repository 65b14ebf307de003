import { z } from 'zod';
import type { DocumentPath, SourceDocument } from '../document.ts';
import type { Fault } from '../fault.ts';
import { type Checked, checkSubject, type Subject } from '../issues.ts';
import { strictObject } from '../schema/strict-object.ts';
import { isFargateProvider } from './service-rules.ts';
import { type Origin, respell, type ValueReader } from './spelling.ts';
import { readAll, readOne } from './wrappers.ts';

const onOff = z.enum(['ENABLED', 'DISABLED']);

/** Managed scaling of a capacity provider as the API takes it. */
export const managedScalingSchema = strictObject(() => ({
  status: onOff.optional(),
  targetCapacity: z.int().min(1).max(100).optional(),
  minimumScalingStepSize: z.int().min(1).max(10_000).optional(),
  maximumScalingStepSize: z.int().min(1).max(10_000).optional(),
  instanceWarmupPeriod: z.int().min(0).max(10_000).optional(),
}));

/** The Auto Scaling group behind a capacity provider as the API takes it. */
export const autoScalingGroupProviderSchema = strictObject(() => ({
  autoScalingGroupArn: z.string().optional(),
  managedScaling: managedScalingSchema.optional(),
  managedTerminationProtection: onOff.optional(),
  managedDraining: onOff.optional(),
}));

/** The input of `create-capacity-provider`, as the API spells it. */
export const capacityProviderSchema = strictObject(() => ({
  name: z.string().optional(),
  autoScalingGroupProvider: autoScalingGroupProviderSchema.optional(),
  managedInstancesProvider: z.looseObject({}).optional(),
  cluster: z.string().optional(),
  tags: z.array(z.looseObject({})).optional(),
}));

/** A capacity provider as the API takes it, its keys already in camelCase. */
export type CapacityProviderInput = z.output<typeof capacityProviderSchema>;

/** Managed scaling, defaults filled in (P5). */
export interface ManagedScaling {
  readonly enabled: boolean;
  readonly targetCapacity: number;
  readonly minimumScalingStepSize: number;
  readonly maximumScalingStepSize: number;
  readonly instanceWarmupPeriodSeconds: number;
}

/** The Auto Scaling group behind a capacity provider, defaults filled in. */
export interface AutoScalingGroupProvider {
  readonly autoScalingGroupArn?: string;
  readonly managedScaling: ManagedScaling;
  readonly managedTerminationProtection: boolean;
  readonly managedDraining: boolean;
}

/** A capacity provider: Fargate's own two have a name only. */
export interface CapacityProvider {
  readonly name?: string;
  readonly autoScalingGroupProvider?: AutoScalingGroupProvider;
}

/** Where a capacity provider is read from and how. */
export interface ReadCapacityProviderOptions {
  readonly origin?: Origin;
  readonly read?: ValueReader;
}

/** Reads the one capacity provider at a path: input of `create-capacity-provider`, or what describes it. */
export function readCapacityProvider(
  document: SourceDocument,
  path: DocumentPath = [],
  options: ReadCapacityProviderOptions = {},
): Checked<CapacityProvider> {
  return readOne({ document, kind: 'capacity provider', path }, (subject) => checkFile(subject, options));
}

/** As `readCapacityProvider`, for all of a `describe-capacity-providers` output. */
export function readCapacityProviders(
  document: SourceDocument,
  path: DocumentPath = [],
  options: ReadCapacityProviderOptions = {},
): Checked<readonly CapacityProvider[]> {
  return readAll({ document, kind: 'capacity provider', path }, (subject) => checkFile(subject, options));
}

function checkFile(subject: Subject, options: ReadCapacityProviderOptions): Checked<CapacityProvider> {
  return checkCapacityProvider(respell(subject, capacityProviderSchema, options.origin ?? 'aws', options.read));
}

/** As `readCapacityProvider`, for a subject already in camelCase. */
export function checkCapacityProvider(subject: Subject): Checked<CapacityProvider> {
  const checked = checkSubject(capacityProviderSchema, subject, capacityProviderFaults);
  return checked.value === undefined ? checked : { value: toCapacityProvider(checked.value), issues: [] };
}

/** What is wrong with a capacity provider whose types are right. */
export function capacityProviderFaults(input: CapacityProviderInput): Fault[] {
  const { name } = input;
  if (name === undefined || isFargateProvider(name)) return [];
  const faults: Fault[] = [];
  if (/^(aws|ecs|fargate)/i.test(name)) {
    faults.push({ path: ['name'], expected: 'a name that does not begin with aws, ecs or fargate' });
  }
  const scaling = input.autoScalingGroupProvider?.managedScaling;
  const { minimumScalingStepSize: least = 1, maximumScalingStepSize: most = 10_000 } = scaling ?? {};
  if (least > most) {
    const path = ['autoScalingGroupProvider', 'managedScaling', 'minimumScalingStepSize'];
    faults.push({ path, expected: `at most ${most}, the maximumScalingStepSize` });
  }
  return faults;
}

/** Fills in the defaults of a checked capacity provider. */
export function toCapacityProvider(input: CapacityProviderInput): CapacityProvider {
  const group = input.autoScalingGroupProvider;
  return {
    ...(input.name ? { name: input.name } : {}),
    ...(group === undefined ? {} : { autoScalingGroupProvider: toAutoScalingGroupProvider(group) }),
  };
}

/** Fills in the API's defaults: managed scaling off unless named, target 100, steps 1 to 10,000, warm-up 300 s. */
export function toAutoScalingGroupProvider(
  input: z.output<typeof autoScalingGroupProviderSchema>,
): AutoScalingGroupProvider {
  const scaling = input.managedScaling;
  return {
    ...(input.autoScalingGroupArn === undefined ? {} : { autoScalingGroupArn: input.autoScalingGroupArn }),
    managedScaling: {
      enabled: scaling !== undefined && scaling.status !== 'DISABLED',
      targetCapacity: scaling?.targetCapacity ?? 100,
      minimumScalingStepSize: scaling?.minimumScalingStepSize ?? 1,
      maximumScalingStepSize: scaling?.maximumScalingStepSize ?? 10_000,
      instanceWarmupPeriodSeconds: scaling?.instanceWarmupPeriod ?? 300,
    },
    managedTerminationProtection: input.managedTerminationProtection === 'ENABLED',
    managedDraining: input.managedDraining !== 'DISABLED',
  };
}
