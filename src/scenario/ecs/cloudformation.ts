import type { Issue } from '../../base/errors.ts';
import type { SourceDocument } from '../document.ts';
import { type Subject, subjectAt, validateSubject } from '../issues.ts';
import { scalingPolicySchema } from '../schema/service-scaling.ts';
import { childValue } from '../schema-walk.ts';
import { capacityProviderSchema, checkCapacityProvider } from './capacity-provider.ts';
import { scalesEcs, targetResourceSchema } from './scaling-template.ts';
import { checkService } from './service.ts';
import { serviceSchema } from './service-schema.ts';
import { respell, type ValueReader } from './spelling.ts';
import { checkTaskDefinition } from './task-definition.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';
import { isTemplate, templateReader } from './template-reader.ts';

/** A resource of a template that was checked, by its logical name. */
export interface CheckedResource {
  readonly logicalName: string;
  readonly type: string;
  readonly issues: readonly Issue[];
}

type ResourceCheck = (subject: Subject, logicalName: string, read: ValueReader) => readonly Issue[];

/** Application Auto Scaling scales more than ECS. */
const SCALING_TYPES = 'AWS::ApplicationAutoScaling::';

/** The resource types that are checked; any other is left alone. */
const RESOURCE_CHECKS: Readonly<Record<string, ResourceCheck>> = {
  'AWS::ECS::CapacityProvider': (subject, _, read) =>
    checkCapacityProvider(respell(subject, capacityProviderSchema, 'aws', read)).issues,
  'AWS::ECS::Service': (subject, _, read) =>
    checkService(respell(subject, serviceSchema, 'aws', read), { isDescribed: false }).issues,
  'AWS::ECS::TaskDefinition': (subject, logicalName, read) =>
    checkTaskDefinition(respell(subject, taskDefinitionSchema, 'aws', read), logicalName).issues,
  'AWS::ApplicationAutoScaling::ScalableTarget': (subject, _, read) =>
    validateSubject(targetResourceSchema, respell(subject, targetResourceSchema, 'aws', read)).issues,
  'AWS::ApplicationAutoScaling::ScalingPolicy': (subject, _, read) =>
    validateSubject(scalingPolicySchema, respell(subject, scalingPolicySchema, 'aws', read)).issues,
};

/**
 * Checks every task definition, service and capacity provider of a template, and what scales its services. Functions
 * are resolved as far as the template itself settles them; a number that stays open is an issue that says to set it.
 */
export function checkTemplate(document: SourceDocument): CheckedResource[] {
  if (!isTemplate(document.value)) return [];
  const template = document.value;
  const read = templateReader(template);
  return Object.entries(template.Resources).flatMap(([logicalName, resource]) => {
    const type = String(childValue(resource, 'Type'));
    const check = Object.hasOwn(RESOURCE_CHECKS, type) ? RESOURCE_CHECKS[type] : undefined;
    if (check === undefined || (type.startsWith(SCALING_TYPES) && !scalesEcs(template, resource))) return [];
    const subject = subjectAt(document, ['Resources', logicalName, 'Properties']);
    return [{ logicalName, type, issues: check(subject, logicalName, read).map(askToSet) }];
  });
}

function askToSet(issue: Issue): Issue {
  if (!/^\{"(Ref|Fn::)/.test(issue.found)) return issue;
  return { ...issue, expected: `${issue.expected}: set this, the template alone does not say` };
}
