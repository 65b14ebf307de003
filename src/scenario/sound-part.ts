import type { z } from 'zod';
import type { DocumentPath } from './document.ts';

/** What is left of a value when every part of the wrong type is cut out, and what was cut. */
export interface SoundPart<T> {
  readonly value: T;
  readonly cuts: readonly DocumentPath[];
}

/** Each round cuts at least one key, and no ECS document nests deeper than this. */
const ROUNDS_MAX = 20;

/**
 * Cuts the parts that a schema refuses until it takes the rest: a key goes, and where a key is missing or an item is
 * wrong, the object or list that should hold it. Undefined when nothing useful is left.
 */
export function soundPart<S extends z.ZodType>(schema: S, value: unknown): SoundPart<z.output<S>> | undefined {
  const copy = structuredClone(value);
  const cuts: DocumentPath[] = [];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const result = schema.safeParse(copy);
    if (result.success) return { value: result.data, cuts };
    for (const issue of result.error.issues) {
      const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      for (const path of paths) if (!cut(copy, path as DocumentPath, cuts)) return undefined;
    }
  }
  return undefined;
}

/** Removes the deepest existing key on the path; false when only the root itself could go. */
function cut(root: unknown, path: DocumentPath, cuts: DocumentPath[]): boolean {
  for (let length = path.length; length > 0; length--) {
    const parent = path.slice(0, length - 1).reduce<unknown>(step, root);
    const key = path[length - 1]!;
    if (typeof parent !== 'object' || parent === null || Array.isArray(parent) || !Object.hasOwn(parent, key)) continue;
    delete (parent as Record<string | number, unknown>)[key];
    cuts.push(path.slice(0, length));
    return true;
  }
  return false;
}

function step(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

/** Whether a path leads to or into one of the parts cut out. */
export function isCut(path: DocumentPath, cuts: readonly DocumentPath[]): boolean {
  return cuts.some((cutPath) => cutPath.length <= path.length && cutPath.every((key, index) => key === path[index]));
}
