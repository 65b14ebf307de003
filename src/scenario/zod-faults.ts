/** zod's issues as faults in our words: phrases from the schema, near names, and inside a union the branch meant. */

import type { z } from 'zod';
import { nearest } from '../base/nearest.ts';
import type { DocumentPath } from './document.ts';
import type { Fault } from './fault.ts';
import { intendedOption, optionsOf, phraseOf, type Schema, schemaAt, shapeOf, valueAt } from './schema-walk.ts';

/** Most keys listed for an unknown one; a longer list helps nobody. */
const KEYS_LISTED_MAX = 12;

/** What one of zod's issues says about a value that was checked against `root`. */
export function faultsOf(issue: z.core.$ZodIssue, root: Schema, value: unknown): Fault[] {
  const path = issue.path as DocumentPath;
  const schema = schemaAt(root, path, value);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], meantObject(schema, valueAt(value, path))));
    case 'invalid_union':
      return issue.discriminator === undefined
        ? unionFaults(issue, path, root, value)
        : [unknownBranch(issue, path, value)];
    case 'invalid_value':
      return [unknownValue(path, issue.values.map(String), valueAt(value, path))];
    case 'custom':
      return [{ path, expected: issue.message }];
    default:
      return [{ path, expected: schema === undefined ? issue.message : phraseOf(schema) }];
  }
}

/** Of a union that is told apart by a key, zod reports the branch's issues as the union's own. */
function meantObject(schema: Schema | undefined, value: unknown): Schema | undefined {
  return schema === undefined || optionsOf(schema) === undefined ? schema : intendedOption(schema, value);
}

function unknownKey(path: DocumentPath, schema: Schema | undefined): Fault {
  const known = Object.keys((schema && shapeOf(schema)) ?? {});
  const expected = known.length > 0 && known.length <= KEYS_LISTED_MAX ? `one of ${known.join(' | ')}` : 'a known key';
  return { path, found: 'an unknown key', expected, suggestion: nearest(String(path.at(-1)), known), isAtKey: true };
}

function unknownValue(path: DocumentPath, values: readonly string[], found: unknown): Fault {
  const suggestion = typeof found === 'string' ? nearest(found, values) : undefined;
  return { path, expected: oneOf(values), suggestion };
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `one of ${values.join(' | ')}`;
}

/** zod puts the path at the discriminator's key and lists the values it may have. */
function unknownBranch(issue: z.core.$ZodIssueInvalidUnion, path: DocumentPath, root: unknown): Fault {
  const { options } = issue as { readonly options?: unknown };
  return unknownValue(path, Array.isArray(options) ? options.map(String) : [], valueAt(root, path));
}

/** The faults inside the branch that was meant; the whole union in words when none was. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: DocumentPath, root: Schema, value: unknown): Fault[] {
  const part = valueAt(value, path);
  const union = schemaAt(root, path, value);
  const meant = union === undefined ? undefined : intendedOption(union, part);
  if (union === undefined || meant === undefined) {
    return [{ path, expected: union === undefined ? issue.message : phraseOf(union) }];
  }
  const inner = issue.errors[optionsOf(union)!.indexOf(meant)] ?? [];
  return inner
    .flatMap((innerIssue) => faultsOf(innerIssue, meant, part))
    .map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
}
