/**
 * The entries of a scenario's lists: inline, the path of a file, or a file with some fields put before. Real AWS JSON
 * may stand at each of these places.
 */

import type { z } from 'zod';
import type { DocumentPath } from '../document.ts';
import { type Origin, respell, type ValueReader } from '../ecs/spelling.ts';
import { unwrapEcs, type WrappedKind } from '../ecs/wrappers.ts';
import { checkSubject, type Subject } from '../issues.ts';
import { childValue } from '../schema-walk.ts';
import type { Reading } from './reading.ts';

/** How the entries of one list are read. */
export interface EntryForm {
  readonly kind: WrappedKind;
  readonly schema: z.ZodType;
  /** The field of an entry that names a file. */
  readonly fileKey: string;
  /** The field that chooses among several in a file. */
  readonly nameKey: string;
  /** A field that only AWS's output has: an entry with it was printed, not written. */
  readonly arnKey: string;
  /** Fields that hold objects of which an entry may replace a part. */
  readonly mergedKeys: readonly string[];
  /** Whether a field is of AWS's output only, though its name is that of a scenario's field. */
  readonly isOutput?: (key: string, value: unknown) => boolean;
}

/** A path of a file, as opposed to a name. */
export function isFilePath(text: string): boolean {
  return /\.(json|ya?ml)$/i.test(text);
}

/** Who wrote a value: AWS where it holds the field that only AWS's output has. */
export function originOf(value: unknown, arnKey: string): Origin {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return keys.some((key) => key.toLowerCase() === arnKey.toLowerCase()) ? 'aws' : 'scenario';
}

/** Reads an object without its ARN, which says nothing more and nearly spells the key that names a file. */
function withoutArn({ arnKey, isOutput }: EntryForm): ValueReader {
  return (value) => {
    if (originOf(value, arnKey) === 'scenario' || Array.isArray(value)) return value;
    const kept = Object.entries(value as object).filter(
      ([key, field]) => key.toLowerCase() !== arnKey.toLowerCase() && isOutput?.(key, field) !== true,
    );
    return Object.fromEntries(kept);
  };
}

/** The subjects of one entry, spelled as the API does; none, and issues, when its file cannot be used. */
export function entrySubjects(reading: Reading, form: EntryForm, path: DocumentPath): Subject[] {
  const subjects = unwrapEcs(reading.document, form.kind, path);
  return subjects.flatMap((subject) => {
    if (typeof subject.value === 'string') return fileSubjects(reading, form, subject, []);
    const own = respell(subject, form.schema, originOf(subject.value, form.arnKey), withoutArn(form));
    const name = childValue(own.value, form.fileKey);
    return typeof name === 'string' && isFilePath(name) ? overlaid(reading, form, own) : [own];
  });
}

/** All that stands in the file whose name is at the path of a subject. */
function fileSubjects(reading: Reading, form: EntryForm, subject: Subject, path: DocumentPath): Subject[] {
  const name = String(path.length === 0 ? subject.value : childValue(subject.value, form.fileKey));
  const document = reading.documentOf(subject, path, name);
  if (document === undefined) return [];
  return unwrapEcs(document, form.kind).map((part) => respell(part, form.schema, 'aws', withoutArn(form)));
}

/** The fields of an entry over those of the file it names. A file with issues of its own gives only these. */
function overlaid(reading: Reading, form: EntryForm, own: Subject): Subject[] {
  const candidates = fileSubjects(reading, form, own, [form.fileKey]);
  const chosen = choose(reading, form, own, candidates);
  if (chosen === undefined) return [];
  const alone = checkSubject(form.schema, chosen, () => []);
  reading.add(alone.issues);
  if (alone.issues.length > 0) return [];
  return [{ ...own, value: overlay(chosen.value as object, own.value as object, form) }];
}

function choose(reading: Reading, form: EntryForm, own: Subject, candidates: readonly Subject[]): Subject | undefined {
  if (candidates.length < 2) return candidates[0];
  const names = candidates.map((candidate) => childValue(candidate.value, form.nameKey));
  const index = names.indexOf(childValue(own.value, form.nameKey));
  if (index >= 0) return candidates[index];
  reading.report(own, {
    path: [form.fileKey],
    found: `a file with ${candidates.length} ${form.kind}s`,
    expected: `${form.nameKey} beside it, one of ${names.map(String).join(' | ')}`,
  });
  return undefined;
}

function overlay(base: object, own: object, form: EntryForm): object {
  const entries = Object.entries(own).filter(([key]) => key !== form.fileKey);
  const merged = entries.map(([key, value]) => {
    const below = childValue(base, key);
    const isMerged = form.mergedKeys.includes(key) && typeof below === 'object' && typeof value === 'object';
    return [key, isMerged ? { ...(below as object), ...(value as object) } : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}
