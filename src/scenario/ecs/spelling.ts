/**
 * The same shape comes spelled two ways: camelCase from the ECS API, PascalCase from CloudFormation. Guided by the zod
 * schema, a copy of the value gets the API's keys; user maps (environment, labels, log options) stay as they are.
 * The copy remembers each renamed key, so an issue still shows the user's own spelling and place.
 */

import { nearest } from '../../base/nearest.ts';
import type { DocumentPath } from '../document.ts';
import type { Subject } from '../issues.ts';
import { childSchema, childValue, intendedOption, isLoose, type Schema, shapeOf, unwrap } from '../schema-walk.ts';
import { hasPlaceholder } from './placeholder.ts';

/**
 * Who wrote the value. `scenario`: by hand, every unknown key is reported. `aws`: by the AWS CLI, API or
 * CloudFormation, which add output fields freely; an unknown key is dropped unless it nearly spells a known one that
 * is absent.
 */
export type Origin = 'aws' | 'scenario';

/** Reads one value before it is respelled: CloudFormation resolves its intrinsic functions here. */
export type ValueReader = (value: unknown, schema: Schema | undefined) => unknown;

/** CloudFormation names that are no PascalCase of the API's; in lower case. */
const OTHER_NAMES: Readonly<Record<string, string>> = { placementstrategies: 'placementStrategy' };

/** Keys that only the service's answers carry and that nearly spell an input key. */
const OUTPUT_KEYS = new Set(['clusterarn', 'createdby', 'deployments', 'events', 'servicearn', 'status', 'tasksets']);

/** The subject with the API's keys wherever the schema knows them; nulls and empty enum values count as absent. */
export function respell(
  subject: Subject,
  schema: Schema,
  origin: Origin,
  read: ValueReader = (value) => value,
): Subject {
  const speller = new Speller(origin, read);
  const value = speller.respell(subject.value, schema);
  return {
    document: subject.document,
    value,
    sourcePath: (path) => subject.sourcePath(speller.sourcePath(value, path)),
  };
}

class Speller {
  private readonly origin: Origin;
  private readonly read: ValueReader;
  /** By respelled object or list: the source's key for each key that moved. */
  private readonly sourceKeys = new WeakMap<object, Map<string | number, string | number>>();

  constructor(origin: Origin, read: ValueReader) {
    this.origin = origin;
    this.read = read;
  }

  respell(raw: unknown, schema: Schema | undefined): unknown {
    const value = this.read(raw, schema);
    if (schema === undefined || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return this.respellList(value, schema);
    const union = optionShape(schema, value);
    return union === undefined ? this.respellMap(value, schema) : this.respellObject(value, union);
  }

  /** The path in the source for a path in the respelled copy. */
  sourcePath(root: unknown, path: DocumentPath): DocumentPath {
    let here = root;
    return path.map((step) => {
      const moved = typeof here === 'object' && here !== null ? this.sourceKeys.get(here) : undefined;
      here = childValue(here, step);
      return moved?.get(step) ?? (here === undefined && moved !== undefined ? capitalised(step) : step);
    });
  }

  private respellList(list: readonly unknown[], schema: Schema): unknown[] {
    const moved = new Map<number, number>();
    const copy: unknown[] = [];
    for (const [index, item] of list.entries()) {
      const itemSchema = childSchema(schema, index, list);
      const value = this.respell(item, itemSchema);
      if (isAbsent(value) || (itemSchema !== undefined && this.isSilent(value, itemSchema))) continue;
      if (copy.length !== index) moved.set(copy.length, index);
      copy.push(value);
    }
    if (moved.size > 0) this.sourceKeys.set(copy, moved);
    return copy;
  }

  private respellMap(map: object, schema: Schema): object {
    const entries = Object.entries(map).map(([key, value]) => [
      key,
      this.respell(value, childSchema(schema, key, map)),
    ]);
    return Object.fromEntries(entries);
  }

  private respellObject(object: object, schema: Schema): object {
    const shape = shapeOf(schema)!;
    const names = namesByLowerCase(shape);
    const moved = new Map<string, string>();
    const entries = new Map<string, unknown>();
    for (const [key, raw] of Object.entries(object)) {
      const name = Object.hasOwn(shape, key) ? key : (names.get(key.toLowerCase()) ?? key);
      const isKnown = Object.hasOwn(shape, name);
      if (!isKnown && !this.keepsUnknown(key, schema, object)) continue;
      const value = isKnown ? this.respell(raw, shape[name]) : raw;
      if (isAbsent(value) || (isKnown && this.isSilent(value, shape[name]!))) continue;
      const target = entries.has(name) ? key : name;
      entries.set(target, value);
      if (target !== key) moved.set(target, key);
    }
    const copy = Object.fromEntries(entries);
    if (moved.size > 0) this.sourceKeys.set(copy, moved);
    return copy;
  }

  /** The empty text that skeletons give an enumeration, or a template's placeholder for one, says nothing. */
  private isSilent(value: unknown, schema: Schema): boolean {
    if (typeof value !== 'string' || unwrap(schema)._zod.values === undefined) return false;
    return value === '' || (this.origin === 'aws' && hasPlaceholder(value));
  }

  private keepsUnknown(key: string, schema: Schema, object: object): boolean {
    if (this.origin === 'scenario' || isLoose(schema)) return true;
    if (OUTPUT_KEYS.has(key.toLowerCase())) return false;
    const present = new Set(Object.keys(object).map((name) => name.toLowerCase()));
    const absent = Object.keys(shapeOf(schema)!).filter((name) => !present.has(name.toLowerCase()));
    return nearest(key, absent) !== undefined;
  }
}

/** The object schema meant for a value: the schema itself, or the fitting branch of a union. */
function optionShape(schema: Schema, value: object): Schema | undefined {
  if (shapeOf(schema) !== undefined) return schema;
  const option = intendedOption(schema, lowerFirst(value));
  return option !== undefined && shapeOf(option) !== undefined ? option : undefined;
}

/** A null is how describe output and skeletons leave a field out. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** A missing key, in the spelling of those beside it. */
function capitalised(step: string | number): string | number {
  return typeof step === 'number' ? step : step[0]!.toUpperCase() + step.slice(1);
}

/** The keys with a small first letter, near enough to the API's to choose a branch by. */
function lowerFirst(object: object): object {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key[0]?.toLowerCase() + key.slice(1), value]),
  );
}

function namesByLowerCase(shape: Readonly<Record<string, Schema>>): Map<string, string> {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  for (const [other, name] of Object.entries(OTHER_NAMES)) if (Object.hasOwn(shape, name)) names.set(other, name);
  return names;
}
