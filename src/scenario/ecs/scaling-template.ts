/**
 * Service auto scaling in a CloudFormation template: scalable targets of ECS services with their scheduled actions, and
 * the policies and alarms that refer to them, as one subject per target in the words of a service of a scenario.
 */

import { z } from 'zod';
import type { DocumentPath, SourceDocument } from '../document.ts';
import { type Subject, subjectAt } from '../issues.ts';
import { alarmSchema } from '../schema/alarm.ts';
import { scalableTargetSchema, scalingPolicySchema, scheduledActionSchema } from '../schema/service-scaling.ts';
import { childValue } from '../schema-walk.ts';
import { intrinsicOf } from './intrinsics.ts';
import { hasPlaceholder } from './placeholder.ts';
import { respell } from './spelling.ts';
import { isTemplate, type TemplateDocument, templateReader } from './template-reader.ts';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const ALARM = 'AWS::CloudWatch::Alarm';

/** A scalable target as a template has it: the scheduled actions are part of it. */
export const targetResourceSchema = scalableTargetSchema.extend({
  scheduledActions: z.array(scheduledActionSchema).optional(),
});

/** Whether a resource of Application Auto Scaling is about an ECS service, as far as the template says. */
export function scalesEcs({ Resources }: TemplateDocument, resource: unknown): boolean {
  const properties = childValue(resource, 'Properties');
  const namespace = childValue(properties, 'ServiceNamespace');
  if (namespace !== undefined) return namespace === 'ecs';
  const target = childValue(Resources, referenceOf(childValue(properties, 'ScalingTargetId')) ?? '');
  return target === undefined || scalesEcs({ Resources }, target);
}

/** The scaling of one scalable target: `scalableTarget`, `scalingPolicies` and `scheduledActions` as one value. */
export interface TemplateScaling {
  readonly logicalName: string;
  readonly subject: Subject;
}

/**
 * Every scalable target of an ECS service in the template. What the template leaves open about the service itself is
 * that of the service it is read for.
 *
 * @param targetGroup of that service; undefined where it has none or several
 */
export function scalingOfTemplate(document: SourceDocument, targetGroup: string | undefined): TemplateScaling[] {
  const template = document.value;
  if (!isTemplate(template)) return [];
  const of = (type: string) =>
    Object.entries(template.Resources).filter(([, resource]) => childValue(resource, 'Type') === type);
  const read = templateReader(template);
  const subjectOf = (logicalName: string, schema: z.ZodType) =>
    respell(subjectAt(document, ['Resources', logicalName, 'Properties']), schema, 'aws', read);
  return of(TARGET)
    .filter(([, resource]) => scalesEcs(template, resource))
    .map(([logicalName]) => {
      const target = subjectOf(logicalName, targetResourceSchema);
      const policies = of(POLICY)
        .filter(([, resource]) => referenceOf(property(resource, 'ScalingTargetId')) === logicalName)
        .flatMap(([name]): PolicyPart[] => {
          const policy = { policy: subjectOf(name, scalingPolicySchema), alarm: null };
          const alarms = of(ALARM).filter(([, resource]) => invokes(resource, name));
          if (alarms.length === 0) return [policy];
          return alarms.map(([alarmName]) => ({ ...policy, alarm: subjectOf(alarmName, alarmSchema) }));
        });
      return { logicalName, subject: joined(target, policies, targetGroup) };
    });
}

interface PolicyPart {
  readonly policy: Subject;
  readonly alarm: Subject | null;
}

function joined(target: Subject, policies: readonly PolicyPart[], targetGroup: string | undefined): Subject {
  const { scheduledActions, ...scalableTarget } = Object(target.value) as Record<string, unknown>;
  const value = {
    scalableTarget,
    scalingPolicies: policies.map(({ policy, alarm }, index) => ({
      ...settled(policy.value, targetGroup),
      policyName: nameOf(policies, index),
      ...(alarm === null ? {} : { alarm: settledMetric(alarm.value, targetGroup) }),
    })),
    ...(scheduledActions === undefined ? {} : { scheduledActions }),
  };
  const sourcePath = ([first, index, ...rest]: DocumentPath): DocumentPath => {
    if (first !== 'scalingPolicies' || typeof index !== 'number') {
      const inner = [index, ...rest].filter((step) => step !== undefined);
      return target.sourcePath(first === 'scheduledActions' ? [first, ...inner] : inner);
    }
    const part = policies[index]!;
    return rest[0] === 'alarm' && part.alarm !== null
      ? part.alarm.sourcePath(rest.slice(1))
      : part.policy.sourcePath(rest);
  };
  return { document: target.document, value, sourcePath };
}

/** Its own where that is settled, and told apart where several alarms invoke it. */
function nameOf(policies: readonly PolicyPart[], index: number): string {
  const named = ({ policy }: PolicyPart) => String(childValue(policy.value, 'policyName') ?? 'policy');
  const name = named(policies[index]!);
  const before = policies.slice(0, index).filter((part) => named(part) === name).length;
  return before === 0 ? name : `${name}-${before + 1}`;
}

/** Whose metric it tracks: what the template leaves open is the service's own, or its target group's. */
function settled(policy: unknown, targetGroup: string | undefined): object {
  const configuration = childValue(policy, 'targetTrackingScalingPolicyConfiguration');
  const predefined = childValue(configuration, 'predefinedMetricSpecification');
  const customized = childValue(configuration, 'customizedMetricSpecification');
  const isLabelOpen = targetGroup !== undefined && isOpen(childValue(predefined, 'resourceLabel'));
  const resourceLabel = `app/load-balancer/0/targetgroup/${targetGroup}/0`;
  const own = {
    ...Object(configuration),
    ...(isLabelOpen ? { predefinedMetricSpecification: { ...Object(predefined), resourceLabel } } : {}),
    ...(customized === undefined ? {} : { customizedMetricSpecification: settledMetric(customized, targetGroup) }),
  };
  return configuration === undefined
    ? Object(policy)
    : { ...Object(policy), targetTrackingScalingPolicyConfiguration: own };
}

/** Open dimensions are those of the service: of AWS/ECS all of them, of a load balancer its target group. */
function settledMetric(metric: unknown, targetGroup: string | undefined): object {
  const dimensions = childValue(metric, 'dimensions');
  if (!Array.isArray(dimensions) || !dimensions.some((one) => isOpen(childValue(one, 'value')))) return Object(metric);
  const { dimensions: _, ...rest } = Object(metric) as Record<string, unknown>;
  if (childValue(metric, 'namespace') !== 'AWS/ApplicationELB') return rest;
  return targetGroup === undefined
    ? rest
    : { ...rest, dimensions: [{ name: 'TargetGroup', value: `targetgroup/${targetGroup}` }] };
}

function isOpen(value: unknown): boolean {
  return typeof value === 'string' && hasPlaceholder(value);
}

function property(resource: unknown, key: string): unknown {
  return childValue(childValue(resource, 'Properties'), key);
}

/** The logical name in `{"Ref": …}`. */
function referenceOf(value: unknown): string | undefined {
  const intrinsic = intrinsicOf(value);
  return intrinsic?.name === 'Ref' ? String(intrinsic.argument) : undefined;
}

function invokes(alarm: unknown, policy: string): boolean {
  const actions = property(alarm, 'AlarmActions');
  return Array.isArray(actions) && actions.some((action) => referenceOf(action) === policy);
}
