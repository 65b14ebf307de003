/** Values of a CloudFormation template, its functions resolved as far as the template itself settles them. */

import { childValue, kindsOf, type Schema } from '../schema-walk.ts';
import { Intrinsics, intrinsicOf, type Template, UNRESOLVED } from './intrinsics.ts';
import type { ValueReader } from './spelling.ts';

/** A template: it has `Resources`, each with a `Type`. */
export type TemplateDocument = Template & { readonly Resources: Readonly<Record<string, unknown>> };

/** Whether a document is a CloudFormation template. */
export function isTemplate(value: unknown): value is TemplateDocument {
  const resources = childValue(value, 'Resources');
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) return false;
  return Object.values(resources).some((resource) => typeof childValue(resource, 'Type') === 'string');
}

/** A reader for `respell`: resolves functions, and turns texts into numbers and booleans as CloudFormation does. */
export function templateReader(template: Template): ValueReader {
  const intrinsics = new Intrinsics(template);
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
