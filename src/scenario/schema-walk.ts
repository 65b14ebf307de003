/**
 * Reads zod schemas as trees: which keys an object has, which schema stands at a path, which branch of a union a value
 * was meant for, and what a schema asks for in words. Messages and the respelling of keys both rest on it, so the zod
 * schema stays the one source of what is accepted.
 */

import { z } from 'zod';
import type { DocumentPath } from './document.ts';

/** Any zod schema. */
export type Schema = z.core.$ZodType;

/** Words for what a schema expects, where its JSON Schema would not say it well: `a duration such as 90s or 15m`. */
export const expectations = z.registry<{ readonly expected: string }>();

/** The schema without its wrappers: optional, default, nullable, readonly, lazy, and the output side of a pipe. */
export function unwrap(schema: Schema): Schema {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'catch':
    case 'readonly':
      return expectations.has(schema) ? schema : unwrap(def.innerType);
    case 'lazy':
      return unwrap(def.getter());
    case 'pipe':
      return unwrap((def.in as z.core.$ZodTypes)._zod.def.type === 'transform' ? def.out : def.in);
    default:
      return schema;
  }
}

/** Keys and their schemas of an object schema; undefined for any other. */
export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const def = (unwrap(schema) as z.core.$ZodTypes)._zod.def;
  return def.type === 'object' ? def.shape : undefined;
}

/** Whether an object schema takes keys it does not name. */
export function isLoose(schema: Schema): boolean {
  const def = (unwrap(schema) as z.core.$ZodTypes)._zod.def;
  if (def.type !== 'object') return false;
  return def.catchall === undefined || (def.catchall as z.core.$ZodTypes)._zod.def.type !== 'never';
}

/** The options of a union schema; undefined for any other. */
export function optionsOf(schema: Schema): readonly Schema[] | undefined {
  const def = (unwrap(schema) as z.core.$ZodTypes)._zod.def;
  return def.type === 'union' ? def.options : undefined;
}

/** The schema of one child of a value, or undefined where the schema has none. */
export function childSchema(schema: Schema, key: string | number, value: unknown): Schema | undefined {
  const plain = unwrap(schema);
  const def = (plain as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object':
      return Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall;
    case 'array':
      return def.element;
    case 'tuple':
      return def.items[Number(key)] ?? def.rest ?? undefined;
    case 'record':
      return def.valueType;
    case 'union': {
      const option = intendedOption(plain, value);
      return option === undefined ? undefined : childSchema(option, key, value);
    }
    case 'intersection':
      return childSchema(def.left, key, value) ?? childSchema(def.right, key, value);
    default:
      return undefined;
  }
}

/** The schema at a path below `schema`, following in each union the branch that the value was meant for. */
export function schemaAt(schema: Schema, path: DocumentPath, value: unknown): Schema | undefined {
  let here: Schema | undefined = schema;
  let part = value;
  for (const step of path) {
    if (here === undefined) return undefined;
    here = childSchema(here, step, part);
    part = childValue(part, step);
  }
  return here;
}

/** One step into a plain value; undefined where there is nothing. */
export function childValue(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[step];
}

/** The value at a path, or undefined. */
export function valueAt(value: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>(childValue, value);
}

/**
 * The branch of a union that a value was evidently meant for: the only one of its JSON type, else the object whose
 * literal keys agree and whose keys fit best. Undefined when no branch has the value's JSON type.
 */
export function intendedOption(union: Schema, value: unknown): Schema | undefined {
  const options = (optionsOf(union) ?? []).filter((option) => acceptsKind(option, kindOf(value)));
  let best: Schema | undefined;
  let leastMisfit = Number.POSITIVE_INFINITY;
  for (const option of options) {
    const misfit = misfitOf(option, value);
    if (misfit >= leastMisfit) continue;
    best = option;
    leastMisfit = misfit;
  }
  return best;
}

/** The kinds of JSON value that a schema takes; `enumeration` beside them when only listed values do. */
export function kindsOf(schema: Schema): readonly string[] {
  const kinds: string[] = KINDS.filter((kind) => acceptsKind(schema, kind));
  return unwrap(schema)._zod.values === undefined ? kinds : [...kinds, 'enumeration'];
}

const KINDS: readonly Kind[] = ['string', 'number', 'boolean', 'list', 'object'];

type Kind = 'string' | 'number' | 'boolean' | 'list' | 'object' | 'null' | 'nothing';

function kindOf(value: unknown): Kind {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

function acceptsKind(schema: Schema, kind: Kind): boolean {
  const plain = unwrap(schema);
  const def = (plain as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'union':
      return def.options.some((option) => acceptsKind(option, kind));
    case 'literal':
      return def.values.some((value) => kindOf(value) === kind);
    case 'enum':
      return Object.values(def.entries).some((value) => kindOf(value) === kind);
    case 'array':
    case 'tuple':
      return kind === 'list';
    case 'object':
    case 'record':
    case 'intersection':
      return kind === 'object';
    case 'number':
    case 'string':
    case 'boolean':
    case 'null':
      return kind === def.type;
    default:
      return true;
  }
}

/** How badly a value fits: a wrong literal 8, a missing key 2, an unknown key 1. 0 for scalars of the right kind. */
function misfitOf(option: Schema, value: unknown): number {
  const shape = shapeOf(option);
  if (shape === undefined) return acceptsScalar(option, value) ? 0 : 1;
  const keys = Object.keys(value as object);
  const isOpen = isLoose(option);
  let misfit = keys.filter((key) => !isOpen && !Object.hasOwn(shape, key)).length;
  for (const [key, schema] of Object.entries(shape)) {
    if (!Object.hasOwn(value as object, key)) misfit += isOptional(schema) ? 0 : 2;
    else if (isWrongLiteral(schema, childValue(value, key))) misfit += 8;
  }
  return misfit;
}

function acceptsScalar(option: Schema, value: unknown): boolean {
  return z.safeParse(option, value).success;
}

function isOptional(schema: Schema): boolean {
  return schema._zod.optin === 'optional';
}

function isWrongLiteral(schema: Schema, value: unknown): boolean {
  const values = unwrap(schema)._zod.values;
  return values !== undefined && !values.has(value as z.core.util.Primitive);
}

/** What a schema asks for, in words: `an integer >= 0`, `one of a | b | c`, `a string or an object`. */
export function phraseOf(schema: Schema): string {
  const plain = unwrap(schema);
  const words = expectations.get(plain)?.expected;
  if (words !== undefined) return words;
  const options = optionsOf(plain);
  if (options !== undefined) return joinAlternatives(options.map(phraseOf));
  return phraseOfJsonSchema(z.toJSONSchema(plain, { io: 'input', unrepresentable: 'any' }));
}

function joinAlternatives(phrases: readonly string[]): string {
  return [...new Set(phrases)].join(' or ');
}

function phraseOfJsonSchema(node: z.core.JSONSchema.BaseSchema): string {
  if (node.const !== undefined) return String(node.const);
  if (node.enum !== undefined) return node.enum.length === 1 ? String(node.enum[0]) : `one of ${node.enum.join(' | ')}`;
  switch (node.type) {
    case 'integer':
      return `an integer${rangeOf(node)}`;
    case 'number':
      return `a number${rangeOf(node)}`;
    case 'string':
      return stringPhrase(node);
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${sizeOf(node)}`;
    case 'object':
      return 'an object';
    case 'null':
      return 'null';
    default:
      return 'another value';
  }
}

function rangeOf(node: z.core.JSONSchema.BaseSchema): string {
  const least = isBound(node.minimum) ? node.minimum : undefined;
  const most = isBound(node.maximum) ? node.maximum : undefined;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const bounds: string[] = [];
  if (least !== undefined) bounds.push(`>= ${least}`);
  if (node.exclusiveMinimum !== undefined) bounds.push(`> ${node.exclusiveMinimum}`);
  if (most !== undefined) bounds.push(`<= ${most}`);
  if (node.exclusiveMaximum !== undefined) bounds.push(`< ${node.exclusiveMaximum}`);
  return bounds.length === 0 ? '' : ` ${bounds.join(' and ')}`;
}

/** zod states the range of safe integers as a bound; nobody asked for that. */
function isBound(bound: number | undefined): bound is number {
  return bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
}

function stringPhrase(node: z.core.JSONSchema.BaseSchema): string {
  if (node.maxLength !== undefined) return `a string of ${node.minLength ?? 0} to ${node.maxLength} characters`;
  if (node.pattern !== undefined) return `a string matching ${node.pattern}`;
  return node.minLength === undefined ? 'a string' : 'a non-empty string';
}

function sizeOf(node: z.core.JSONSchema.BaseSchema): string {
  if (node.minItems !== undefined && node.maxItems !== undefined)
    return ` of ${node.minItems} to ${node.maxItems} items`;
  if (node.minItems !== undefined) return ` of at least ${node.minItems} ${node.minItems === 1 ? 'item' : 'items'}`;
  return node.maxItems === undefined ? '' : ` of at most ${node.maxItems} items`;
}
