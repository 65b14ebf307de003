import type { Issue } from '../../base/errors.ts';
import type { SourceDocument } from '../document.ts';
import { type Subject, subjectAt } from '../issues.ts';
import { childValue, kindsOf, type Schema } from '../schema-walk.ts';
import { capacityProviderSchema, checkCapacityProvider } from './capacity-provider.ts';
import { Intrinsics, intrinsicOf, type Template, UNRESOLVED } from './intrinsics.ts';
import { checkService } from './service.ts';
import { serviceSchema } from './service-schema.ts';
import { respell, type ValueReader } from './spelling.ts';
import { checkTaskDefinition } from './task-definition.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/** A resource of a template that was checked, by its logical name. */
export interface CheckedResource {
  readonly logicalName: string;
  readonly type: string;
  readonly issues: readonly Issue[];
}

type ResourceCheck = (subject: Subject, logicalName: string, read: ValueReader) => readonly Issue[];

/** The resource types that are checked; any other is left alone. */
const RESOURCE_CHECKS: Readonly<Record<string, ResourceCheck>> = {
  'AWS::ECS::CapacityProvider': (subject, _, read) =>
    checkCapacityProvider(respell(subject, capacityProviderSchema, 'aws', read)).issues,
  'AWS::ECS::Service': (subject, _, read) =>
    checkService(respell(subject, serviceSchema, 'aws', read), { isDescribed: false }).issues,
  'AWS::ECS::TaskDefinition': (subject, logicalName, read) =>
    checkTaskDefinition(respell(subject, taskDefinitionSchema, 'aws', read), logicalName).issues,
};

/** Whether a document is a CloudFormation template: it has `Resources`, each with a `Type`. */
export function isTemplate(
  value: unknown,
): value is Template & { readonly Resources: Readonly<Record<string, unknown>> } {
  const resources = childValue(value, 'Resources');
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) return false;
  return Object.values(resources).some((resource) => typeof childValue(resource, 'Type') === 'string');
}

/**
 * Checks every task definition, service and capacity provider of a template. Functions are resolved as far as the
 * template itself settles them; a number that stays open is an issue that says to set it.
 */
export function checkTemplate(document: SourceDocument): CheckedResource[] {
  if (!isTemplate(document.value)) return [];
  const read = readerOf(new Intrinsics(document.value));
  return Object.entries(document.value.Resources).flatMap(([logicalName, resource]) => {
    const type = String(childValue(resource, 'Type'));
    const check = Object.hasOwn(RESOURCE_CHECKS, type) ? RESOURCE_CHECKS[type] : undefined;
    if (check === undefined) return [];
    const subject = subjectAt(document, ['Resources', logicalName, 'Properties']);
    return [{ logicalName, type, issues: check(subject, logicalName, read).map(askToSet) }];
  });
}

/** A reader for `respell`: resolves functions, and turns texts into numbers and booleans as CloudFormation does. */
function readerOf(intrinsics: Intrinsics): ValueReader {
  return (value, schema) => {
    const resolved = intrinsics.resolve(value);
    const kinds = schema === undefined ? [] : kindsOf(schema);
    if (resolved !== UNRESOLVED) return coerce(resolved, kinds);
    if (kinds.includes('number') || isEnumeration(schema)) return value;
    return kinds.includes('string') ? placeholderOf(value) : undefined;
  };
}

function isEnumeration(schema: Schema | undefined): boolean {
  return schema !== undefined && kindsOf(schema).includes('enumeration');
}

/** CloudFormation takes `"80"` for 80 and `"true"` for true, and 80 for `"80"`. */
function coerce(value: unknown, kinds: readonly string[]): unknown {
  if (typeof value === 'string' && !kinds.includes('string')) {
    if (kinds.includes('number') && /^-?\d+(\.\d+)?$/.test(value.trim())) return Number(value);
    if (kinds.includes('boolean') && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') return value;
  return kinds.includes('string') && !kinds.includes(typeof value) ? String(value) : value;
}

/** An open function where text is wanted: a `${…}` that no rule on names looks into. */
function placeholderOf(value: unknown): string {
  const { name, argument } = intrinsicOf(value)!;
  return `\${${name} ${typeof argument === 'string' ? argument : JSON.stringify(argument)}}`;
}

function askToSet(issue: Issue): Issue {
  if (!/^\{"(Ref|Fn::)/.test(issue.found)) return issue;
  return { ...issue, expected: `${issue.expected}: set this, the template alone does not say` };
}
