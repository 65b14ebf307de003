import type { DocumentPath, SourceDocument } from '../document.ts';
import { type Checked, checkSubject, type Subject } from '../issues.ts';
import { type ContainerDefinition, toContainerDefinition } from './container-definition.ts';
import { type PlacementConstraint, toPlacementConstraints } from './placement.ts';
import { parseCpuUnits, parseMemoryMiB } from './sizes.ts';
import { type Origin, respell } from './spelling.ts';
import { taskDefinitionFaults } from './task-definition-rules.ts';
import {
  type COMPATIBILITIES,
  type OPERATING_SYSTEM_FAMILIES,
  type TaskDefinitionInput,
  taskDefinitionSchema,
} from './task-definition-schema.ts';
import { readAll, readOne } from './wrappers.ts';

/** Fargate's ephemeral storage when the definition does not say (P1.15). */
export const EPHEMERAL_STORAGE_GIB_DEFAULT = 20;

/** How the containers of a task reach the network; `default` is Windows' NAT and behaves as bridge. */
export type NetworkMode = 'bridge' | 'host' | 'awsvpc' | 'none';
/** See P1.16. */
export type OperatingSystemFamily = (typeof OPERATING_SYSTEM_FAMILIES)[number];
/** See P1.16. */
export type CpuArchitecture = 'X86_64' | 'ARM64';
/** See P1.29. */
export type Compatibility = (typeof COMPATIBILITIES)[number];

/** A task definition that keeps every rule of P1, normalised: units in the names, defaults filled in. */
export interface TaskDefinition {
  readonly family: string;
  readonly revision?: number;
  /** Task-level hard cap; the reservation when given (P1.6). */
  readonly cpuUnits?: number;
  /** Task-level hard cap; the reservation when given (P1.6). */
  readonly memoryMiB?: number;
  readonly networkMode: NetworkMode;
  readonly requiresCompatibilities: readonly Compatibility[];
  readonly operatingSystemFamily: OperatingSystemFamily;
  readonly cpuArchitecture: CpuArchitecture;
  readonly ephemeralStorageGiB: number;
  /** `memberOf` only (P3.16). */
  readonly placementConstraints: readonly PlacementConstraint[];
  readonly containerDefinitions: readonly ContainerDefinition[];
  /** Name or ARN: the agent acts in it before the containers start (P1.30). */
  readonly executionRoleArn?: string;
  /** Name or ARN: the application acts in it. */
  readonly taskRoleArn?: string;
}

/** How a task definition is read. */
export interface ReadTaskDefinitionOptions {
  readonly origin?: Origin;
  /** Stands in where the definition names no family; else the file's name does. */
  readonly family?: string;
}

/**
 * Reads the one task definition at a path of a document: input of `register-task-definition`, output of
 * `describe-task-definition` with or without its wrapper, or an inline one.
 */
export function readTaskDefinition(
  document: SourceDocument,
  path: DocumentPath = [],
  options: ReadTaskDefinitionOptions = {},
): Checked<TaskDefinition> {
  return readOne({ document, kind: 'task definition', path }, (subject) => checkFile(subject, options));
}

/** As `readTaskDefinition`, for all of a file that holds several. */
export function readTaskDefinitions(
  document: SourceDocument,
  path: DocumentPath = [],
  options: ReadTaskDefinitionOptions = {},
): Checked<readonly TaskDefinition[]> {
  return readAll({ document, kind: 'task definition', path }, (subject) => checkFile(subject, options));
}

function checkFile(subject: Subject, options: ReadTaskDefinitionOptions): Checked<TaskDefinition> {
  const family = options.family ?? familyOfFile(subject.document.fileName);
  return checkTaskDefinition(respell(subject, taskDefinitionSchema, options.origin ?? 'aws'), family);
}

/** As `readTaskDefinition`, for a subject already in camelCase. */
export function checkTaskDefinition(subject: Subject, family: string): Checked<TaskDefinition> {
  const checked = checkSubject(taskDefinitionSchema, subject, taskDefinitionFaults);
  if (checked.value === undefined) return checked;
  return { value: toTaskDefinition(checked.value, family), issues: [] };
}

/** A file without a family takes its own name: `task-definitions/web.json` is the family `web`. */
export function familyOfFile(fileName: string): string {
  const stem = fileName.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z.]+$/, '');
  return stem.replace(/[^\w-]/g, '-').slice(0, 255) || 'task';
}

/** Fills in the defaults of a checked task definition. `family` stands in where the definition names none. */
export function toTaskDefinition(input: TaskDefinitionInput, family: string): TaskDefinition {
  const cpuUnits = input.cpu === undefined ? undefined : parseCpuUnits(input.cpu);
  const memoryMiB = input.memory === undefined ? undefined : parseMemoryMiB(input.memory);
  return {
    family: input.family || family,
    ...(input.revision === undefined ? {} : { revision: input.revision }),
    ...(cpuUnits === undefined ? {} : { cpuUnits }),
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    networkMode: networkModeOf(input),
    requiresCompatibilities: input.requiresCompatibilities ?? [],
    operatingSystemFamily: input.runtimePlatform?.operatingSystemFamily ?? 'LINUX',
    cpuArchitecture: input.runtimePlatform?.cpuArchitecture ?? 'X86_64',
    ephemeralStorageGiB: input.ephemeralStorage?.sizeInGiB ?? EPHEMERAL_STORAGE_GIB_DEFAULT,
    placementConstraints: toPlacementConstraints(input.placementConstraints ?? []),
    containerDefinitions: input.containerDefinitions.map(toContainerDefinition),
    ...(input.executionRoleArn ? { executionRoleArn: input.executionRoleArn } : {}),
    ...(input.taskRoleArn ? { taskRoleArn: input.taskRoleArn } : {}),
  };
}

/** Bridge when left out; Windows' `default` behaves as bridge. */
function networkModeOf(input: TaskDefinitionInput): NetworkMode {
  return input.networkMode === undefined || input.networkMode === 'default' ? 'bridge' : input.networkMode;
}
