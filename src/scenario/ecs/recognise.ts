/** What a file given to `plimsoll validate` is, told by its keys, and its check by the reader of that kind. */

import { type Issue, ScenarioError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { parseDocument, type SourceDocument } from '../document.ts';
import { type Checked, issueOf, subjectAt } from '../issues.ts';
import { childValue } from '../schema-walk.ts';
import { readCapacityProviders } from './capacity-provider.ts';
import { checkTemplate } from './cloudformation.ts';
import { readContainerInstances } from './container-instance.ts';
import { readServices } from './service.ts';
import { readTasks } from './task.ts';
import { readTaskDefinitions } from './task-definition.ts';
import { isTemplate } from './template-reader.ts';
import { type EcsKind, unwrapEcs } from './wrappers.ts';

/** The kinds of file that `plimsoll validate` takes. */
export type FileKind = EcsKind | 'CloudFormation template' | 'scenario';

/** The outcome of `validateEcsFile`. */
export interface ValidatedFile {
  /** Undefined when the text does not parse or is of no known kind. */
  readonly kind?: FileKind;
  /** How many resources were checked. */
  readonly count: number;
  readonly issues: readonly Issue[];
}

/** Keys that only this kind has, in the order in which the kinds are tried; in lower case. */
const TELLING_KEYS: readonly (readonly [EcsKind, readonly string[]])[] = [
  ['task definition', ['containerdefinitions', 'requirescompatibilities']],
  ['task', ['taskarn']],
  ['container instance', ['registeredresources', 'remainingresources']],
  ['capacity provider', ['autoscalinggroupprovider', 'capacityproviderarn', 'managedinstancesprovider']],
  [
    'service',
    [
      'servicename',
      'servicearn',
      'desiredcount',
      'schedulingstrategy',
      'placementstrategy',
      'placementstrategies',
      'placementconstraints',
      'deploymentconfiguration',
      'loadbalancers',
      'launchtype',
    ],
  ],
];

/** The top-level keys by which a misspelled file is told, for its message. */
const WRAPPER_KEYS = [
  'capacityProviders',
  'containerDefinitions',
  'containerInstances',
  'plimsoll',
  'Resources',
  'services',
  'taskDefinition',
  'tasks',
];

/** What a parsed file is: a scenario (`plimsoll:`), a template, or ECS JSON of one kind; undefined when none. */
export function recognise(document: SourceDocument): FileKind | undefined {
  if (childValue(document.value, 'plimsoll') !== undefined) return 'scenario';
  if (isTemplate(document.value)) return 'CloudFormation template';
  const kind = TELLING_KEYS.find(([candidate, keys]) => holds(document, candidate, keys));
  return kind?.[0];
}

function holds(document: SourceDocument, kind: EcsKind, keys: readonly string[]): boolean {
  const [first] = unwrapEcs(document, kind);
  if (first === undefined) return !Array.isArray(document.value);
  if (typeof first.value !== 'object' || first.value === null) return false;
  return Object.keys(first.value).some((key) => keys.includes(key.toLowerCase()));
}

/**
 * Checks a file that stands by itself: task definitions, services, capacity providers, container instances, tasks, and
 * all of these inside a template. A scenario is only recognised: its own reader checks it. Nothing is thrown for what
 * is wrong with the file.
 */
export function validateEcsFile(text: string, fileName: string): ValidatedFile {
  try {
    return validateDocument(parseDocument(text, fileName));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { count: 0, issues: error.issues };
  }
}

/** As `validateEcsFile`, for a document already parsed. */
export function validateDocument(document: SourceDocument): ValidatedFile {
  const kind = recognise(document);
  if (kind === undefined) return { count: 0, issues: [unknownKind(document)] };
  if (kind === 'scenario') return { kind, count: 1, issues: [] };
  if (kind === 'CloudFormation template') {
    const resources = checkTemplate(document);
    return { kind, count: resources.length, issues: resources.flatMap((resource) => resource.issues) };
  }
  return { kind, count: unwrapEcs(document, kind).length, issues: readAllOf(document, kind).issues };
}

function readAllOf(document: SourceDocument, kind: EcsKind): Checked<readonly unknown[]> {
  switch (kind) {
    case 'task definition':
      return readTaskDefinitions(document);
    case 'service':
      return readServices(document);
    case 'capacity provider':
      return readCapacityProviders(document);
    case 'container instance':
      return readContainerInstances(document);
    case 'task':
      return readTasks(document);
  }
}

function unknownKind(document: SourceDocument): Issue {
  const isObject = typeof document.value === 'object' && document.value !== null && !Array.isArray(document.value);
  const keys = isObject ? Object.keys(document.value as object) : [];
  const suggestion = keys.map(nearWrapper).find((name) => name !== undefined);
  const found = keys.length === 0 ? {} : { found: `an object with ${keys.slice(0, 6).join(', ')}` };
  const expected =
    'a scenario, a CloudFormation template, or ECS JSON of task definitions, services, capacity ' +
    'providers, container instances or tasks';
  return issueOf(subjectAt(document), { path: [], expected, suggestion, ...found });
}

/** `plimsol` means `plimsoll`; `resources` of an event is no misspelling of `Resources`. */
function nearWrapper(key: string): string | undefined {
  const name = nearest(key, WRAPPER_KEYS);
  return name?.toLowerCase() === key.toLowerCase() ? undefined : name;
}
