/**
 * Turns what is wrong with a value into the user's `Issue`s: all of them, each with its place, what is there, what
 * should be, and the nearest valid name. Both zod's issues and the faults that our own rules find pass through here.
 */

import type { z } from 'zod';
import type { Issue } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { DocumentPath, SourceDocument } from './document.ts';
import {
  childValue,
  expectations,
  intendedOption,
  optionsOf,
  phraseOf,
  type Schema,
  schemaAt,
  shapeOf,
} from './schema-walk.ts';

export { expectations };

/** A value to check and where its parts stand in the user's text, which may spell its keys otherwise. */
export interface Subject {
  readonly document: SourceDocument;
  readonly value: unknown;
  /** Path in the document of a path in `value`. */
  sourcePath(path: DocumentPath): DocumentPath;
}

/** The outcome of a check: a value when there is no issue, else every issue found. */
export type Checked<T> =
  | { readonly value: T; readonly issues: readonly [] }
  | { readonly value?: undefined; readonly issues: readonly Issue[] };

/** One thing wrong, by its path in the checked value. */
export interface Fault {
  readonly path: DocumentPath;
  readonly expected: string;
  /** Defaults to the JSON of the value at the path, shortened. */
  readonly found?: string;
  readonly suggestion?: string | undefined;
  /** The place is that of the path's last key instead of its value. */
  readonly isAtKey?: boolean;
}

/** Longest JSON shown as `found`. */
const FOUND_LENGTH_MAX = 60;
/** Most keys listed for an unknown one; a longer list helps nobody. */
const KEYS_LISTED_MAX = 12;

/** The value at a path of a document, spelled as it stands there. */
export function subjectAt(document: SourceDocument, path: DocumentPath = []): Subject {
  return {
    document,
    value: valueAt(document.value, path),
    sourcePath: (inner) => [...path, ...inner],
  };
}

/** Checks the value at a path of a document against a zod schema; every issue at once, none thrown. */
export function validateWith<S extends z.ZodType>(
  schema: S,
  document: SourceDocument,
  path: DocumentPath = [],
): Checked<z.output<S>> {
  return validateSubject(schema, subjectAt(document, path));
}

/** As `validateWith`, for a value that was respelled or lifted out of its wrapper. */
export function validateSubject<S extends z.ZodType>(schema: S, subject: Subject): Checked<z.output<S>> {
  const result = schema.safeParse(subject.value);
  if (result.success) return { value: result.data, issues: [] };
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, schema, subject.value));
  return { issues: faults.map((fault) => issueOf(subject, fault)) };
}

/** A fault as an issue, with the file, the place and the path in the user's own spelling. */
export function issueOf(subject: Subject, fault: Fault): Issue {
  const path = subject.sourcePath(fault.path);
  const position = subject.document.locate(path, { key: fault.isAtKey ?? false });
  return {
    file: subject.document.fileName,
    ...position,
    path: formatPath(path),
    found: fault.found ?? showFound(valueAt(subject.value, fault.path)),
    expected: fault.expected,
    ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }),
  };
}

/** `clusters[0].services[1].desiredCount`; a key that is no plain word stands in brackets and quotes. */
export function formatPath(path: DocumentPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[A-Za-z_$][\w$-]*$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** A value as JSON of at most 60 characters; `nothing` when it is absent. */
export function showFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const json = JSON.stringify(value) ?? String(value);
  return json.length > FOUND_LENGTH_MAX ? `${json.slice(0, FOUND_LENGTH_MAX - 1)}…` : json;
}

/** The value at a path, or undefined. */
export function valueAt(value: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>((part, step) => childValue(part, step), value);
}

function faultsOf(issue: z.core.$ZodIssue, root: Schema, value: unknown): Fault[] {
  const path = issue.path as DocumentPath;
  const schema = schemaAt(root, path, value);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], schema));
    case 'invalid_union':
      return issue.discriminator === undefined ? unionFaults(issue, path, root, value) : [unknownBranch(issue, path)];
    case 'invalid_value':
      return [unknownValue(path, issue.values.map(String), valueAt(value, path))];
    case 'custom':
      return [{ path, expected: issue.message }];
    default:
      return [{ path, expected: schema === undefined ? issue.message : phraseOf(schema) }];
  }
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

/** zod puts the path at the discriminator key and the whole object as the input. */
function unknownBranch(issue: z.core.$ZodIssueInvalidUnion & { options?: unknown }, path: DocumentPath): Fault {
  const values = Array.isArray(issue.options) ? issue.options.map(String) : [];
  const parent = issue.input;
  return unknownValue(path, values, childValue(parent, String(path.at(-1))));
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
