/** Small definitions for the tests of this folder: each test states only what it is about. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatIssue, type Issue } from '../../../src/base/errors.ts';
import { parseDocument, type SourceDocument } from '../../../src/scenario/document.ts';
import { readTaskDefinition, type TaskDefinition } from '../../../src/scenario/ecs/task-definition.ts';
import type { Checked } from '../../../src/scenario/issues.ts';

type Json = Readonly<Record<string, unknown>>;

export function container(fields: Json = {}): Json {
  return { name: 'web', image: 'nginx', memory: 512, ...fields };
}

export function definition(fields: Json = {}): Json {
  return { family: 'web', containerDefinitions: [container()], ...fields };
}

/** A definition that Fargate takes. */
export function fargateDefinition(fields: Json = {}): Json {
  const fargate = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' };
  return definition({ ...fargate, ...fields });
}

/** The value as a file of pretty JSON. */
export function documentOf(value: unknown, fileName = 'web.json'): SourceDocument {
  return parseDocument(JSON.stringify(value, null, 2), fileName);
}

export function taskDefinition(fields: Json = {}): TaskDefinition {
  return accepted(readTaskDefinition(documentOf(definition(fields))));
}

/** The value of a check that must find nothing wrong. */
export function accepted<T>(checked: Checked<T>): T {
  if (checked.value === undefined) throw new Error(checked.issues.map(formatIssue).join('\n'));
  return checked.value;
}

/** `path: found X, expected Y` of each issue, without the file and the place. */
export function faults(issues: readonly Issue[]): string[] {
  return issues.map((issue) => formatIssue(issue).replace(/^\S+ /, ''));
}

/** The faults of a task definition. */
export function taskFaults(fields: Json): string[] {
  return faults(readTaskDefinition(documentOf(definition(fields))).issues);
}

/** Where the shared corpus is, and whether it is there. */
export const corpus = join(process.env.PLIMSOLL_SHARED ?? join(import.meta.dirname, '../../../../shared'), 'corpus');
export const hasCorpus = existsSync(corpus);

export function corpusText(file: string): string {
  return readFileSync(join(corpus, file), 'utf8');
}
