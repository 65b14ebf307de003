/**
 * Turns what is wrong with a value into the user's `Issue`s: all of them, each with its place, what is there, what
 * should be, and the nearest valid name. Both zod's issues and the faults that our own rules find pass through here.
 */

import type { z } from 'zod';
import type { Issue } from '../base/errors.ts';
import type { DocumentPath, SourceDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { formatPath } from './paths.ts';
import { expectations, valueAt } from './schema-walk.ts';
import { isCut, soundPart } from './sound-part.ts';
import { faultsOf } from './zod-faults.ts';

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

/** Longest JSON shown as `found`. */
const FOUND_LENGTH_MAX = 60;

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
  return checkSubject(schema, subject, () => []);
}

/**
 * Checks a subject against a schema and then against rules that need the whole value. Where types are wrong, the rules
 * still look at the sound rest, so that all faults come at once; what they say of the unsound parts is left out.
 */
export function checkSubject<S extends z.ZodType>(
  schema: S,
  subject: Subject,
  rules: (value: z.output<S>) => readonly Fault[],
): Checked<z.output<S>> {
  // Checks that are compiled to code pay after hundreds of values; a scenario has a few of each kind.
  const result = schema.safeParse(subject.value, { jitless: true });
  if (result.success) {
    const faults = rules(result.data);
    return faults.length === 0 ? { value: result.data, issues: [] } : { issues: issuesOf(subject, faults) };
  }
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, schema, subject.value));
  const sound = soundPart(schema, subject.value);
  const ruleFaults = sound === undefined ? [] : rules(sound.value).filter((fault) => !restsOnCut(fault, sound.cuts));
  return { issues: issuesOf(subject, [...faults, ...ruleFaults]) };
}

function restsOnCut({ path, presumesAbsent = [] }: Fault, cuts: readonly DocumentPath[]): boolean {
  return [path, ...presumesAbsent].some((candidate) => isCut(candidate, cuts));
}

/** Faults as issues, in the order in which they stand in the file. */
export function issuesOf(subject: Subject, faults: readonly Fault[]): Issue[] {
  const issues = faults.map((fault) => issueOf(subject, fault));
  return issues.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** A fault as an issue, with the file, the place and the path in the user's own spelling. */
export function issueOf(subject: Subject, fault: Fault): Issue {
  const path = subject.sourcePath(fault.path);
  const position = subject.document.locate(path, { key: fault.isAtKey ?? false, offset: fault.offset ?? 0 });
  return {
    file: subject.document.fileName,
    ...position,
    path: formatPath(path),
    found: fault.found ?? showFound(valueAt(subject.value, fault.path)),
    expected: fault.expected,
    ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }),
  };
}

/** A value as JSON of at most 60 characters; `nothing` when it is absent. */
export function showFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const json = JSON.stringify(value) ?? String(value);
  return json.length > FOUND_LENGTH_MAX ? `${json.slice(0, FOUND_LENGTH_MAX - 1)}…` : json;
}
