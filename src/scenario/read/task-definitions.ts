/** Task definitions by reference: a file, a name in `taskDefinitions`, or inline. */

import { nearest } from '../../base/nearest.ts';
import type { DocumentPath } from '../document.ts';
import { type Origin, respell } from '../ecs/spelling.ts';
import {
  checkTaskDefinition,
  familyOfFile,
  readTaskDefinition,
  readTaskDefinitions,
  type TaskDefinition,
} from '../ecs/task-definition.ts';
import { taskDefinitionSchema } from '../ecs/task-definition-schema.ts';
import { within } from '../ecs/wrappers.ts';
import { type Subject, subjectAt } from '../issues.ts';
import { childValue, valueAt } from '../schema-walk.ts';
import { isFilePath, originOf } from './entries.ts';
import type { Reading } from './reading.ts';

/** A task definition with its revision. */
export type Revision = TaskDefinition & { readonly revision: number };

/** The scenario's own task definitions. */
export class TaskDefinitionShelf {
  private readonly reading: Reading;
  private readonly scenario: Subject;
  /** Revisions by family, and by the key of the map where it differs, in the order of the file. */
  private readonly byName = new Map<string, TaskDefinition[]>();

  /** Names of definitions with faults: a reference to one is no fault of its own. */
  private readonly faulty = new Set<string>();

  /** Reads the top-level `taskDefinitions`. */
  constructor(reading: Reading, scenario: Subject, entries: unknown) {
    this.reading = reading;
    this.scenario = scenario;
    if (Array.isArray(entries)) for (const index of entries.keys()) this.shelve(['taskDefinitions', index], undefined);
    else for (const key of Object.keys((entries ?? {}) as object)) this.shelve(['taskDefinitions', key], key);
  }

  private shelve(inner: DocumentPath, key: string | undefined): void {
    const { document } = this.reading;
    const path = this.scenario.sourcePath(inner);
    const value = valueAt(document.value, path);
    const source = typeof value === 'string' ? this.reading.documentOf(subjectAt(document, path), [], value) : document;
    if (source === undefined) return;
    const family = key ?? familyOfFile(source.fileName);
    const options = source === document ? { origin: originOfDefinition(value), family } : { family };
    const checked = readTaskDefinitions(source, source === document ? path : [], options);
    const definitions = this.reading.take(checked) ?? [];
    if (checked.value === undefined) this.faulty.add(family).add(String(childValue(value, 'family')));
    for (const definition of definitions) {
      this.register(definition.family, definition);
      if (key !== undefined && key !== definition.family) this.register(key, definition);
    }
  }

  private register(name: string, definition: TaskDefinition): void {
    this.byName.set(name, [...(this.byName.get(name) ?? []), definition]);
  }

  /** The definition that stands, or is named, at a path of a subject; undefined, and an issue, when there is none. */
  resolve(subject: Subject, path: DocumentPath, family: string): Revision | undefined {
    const value = valueAt(subject.value, path);
    if (typeof value === 'object' && value !== null) return this.inline(subject, path, family);
    if (typeof value === 'string' && value !== '') {
      return isFilePath(value) ? this.fromFile(subject, path, value) : this.named(subject, path, value);
    }
    this.reading.report(subject, { path, expected: 'a task definition: a path, a name in taskDefinitions, or inline' });
    return undefined;
  }

  private inline(subject: Subject, path: DocumentPath, family: string): Revision | undefined {
    const origin = originOfDefinition(valueAt(subject.value, path));
    const wrapper = wrapperOf(valueAt(subject.value, path));
    const inner = within(subject, wrapper === undefined ? path : [...path, wrapper]);
    const definition = checkTaskDefinition(respell(inner, taskDefinitionSchema, origin), family);
    return withRevision(this.reading.take(definition), 1);
  }

  private fromFile(subject: Subject, path: DocumentPath, name: string): Revision | undefined {
    const document = this.reading.documentOf(subject, path, name);
    return document === undefined ? undefined : withRevision(this.reading.take(readTaskDefinition(document)), 1);
  }

  /** By family, family:revision or ARN. A definition that states no revision stands for any that is asked for. */
  private named(subject: Subject, path: DocumentPath, reference: string): Revision | undefined {
    const name = reference.replace(/^arn:[^/]*:task-definition\//, '');
    const [, family = name, digits] = /^(.*):(\d+)$/.exec(name) ?? [];
    const revisions = (this.byName.get(family) ?? []).map((definition, index) => withRevision(definition, index + 1)!);
    const wanted = digits === undefined ? undefined : Number(digits);
    const found = wanted === undefined ? latestOf(revisions) : this.revision(family, wanted);
    if (found !== undefined || this.faulty.has(family)) return found;
    const suggestion = nearest(family, this.byName.keys());
    const expected = 'the path of a .json or .yaml file, or a task definition of taskDefinitions';
    this.reading.report(subject, { path, expected, suggestion });
    return undefined;
  }

  private revision(family: string, wanted: number): Revision | undefined {
    const definitions = this.byName.get(family) ?? [];
    const stated = definitions.find((definition) => definition.revision === wanted);
    return withRevision(stated ?? definitions.findLast((definition) => definition.revision === undefined), wanted);
  }
}

/** P1.2: without a revision, the latest. */
function latestOf(revisions: readonly Revision[]): Revision | undefined {
  return revisions.reduce<Revision | undefined>(
    (latest, next) => (latest === undefined || next.revision >= latest.revision ? next : latest),
    undefined,
  );
}

/** P1.1: each registration of a family adds 1. */
function withRevision(definition: TaskDefinition | undefined, revision: number): Revision | undefined {
  return definition && { ...definition, revision: definition.revision ?? revision };
}

function originOfDefinition(value: unknown): Origin {
  return wrapperOf(value) === undefined ? originOf(value, 'taskDefinitionArn') : 'aws';
}

/** The key of `describe-task-definition`'s wrapper. */
function wrapperOf(value: unknown): string | undefined {
  return ['taskDefinition', 'TaskDefinition'].find((key) => typeof childValue(value, key) === 'object');
}
