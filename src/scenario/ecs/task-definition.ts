import { z } from 'zod';
import type { DocumentPath, SourceDocument } from '../document.ts';
import { type Checked, checkSubject, type Subject } from '../issues.ts';
import { expectations } from '../schema-walk.ts';
import { type ContainerDefinition, containerDefinitionSchema, toContainerDefinition } from './container-definition.ts';
import { type PlacementConstraint, placementConstraintSchema, toPlacementConstraints } from './placement.ts';
import { parseCpuUnits, parseMemoryMiB } from './sizes.ts';
import { type Origin, respell } from './spelling.ts';
import { taskDefinitionFaults } from './task-definition-rules.ts';
import { readOne } from './wrappers.ts';

/** Operating systems of `runtimePlatform` (P1.16). */
export const OPERATING_SYSTEM_FAMILIES = [
  'LINUX',
  'WINDOWS_SERVER_2004_CORE',
  'WINDOWS_SERVER_2016_FULL',
  'WINDOWS_SERVER_2019_CORE',
  'WINDOWS_SERVER_2019_FULL',
  'WINDOWS_SERVER_2022_CORE',
  'WINDOWS_SERVER_2022_FULL',
  'WINDOWS_SERVER_2025_CORE',
  'WINDOWS_SERVER_2025_FULL',
  'WINDOWS_SERVER_20H2_CORE',
] as const;

/** What a task definition may ask to be checked against (P1.29). */
export const COMPATIBILITIES = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;

/** Fargate's ephemeral storage when the definition does not say (P1.15). */
export const EPHEMERAL_STORAGE_GIB_DEFAULT = 20;

const cpuSize = z
  .union([z.string(), z.int()])
  .register(expectations, { expected: 'CPU units such as 1024, "1024" or "1 vCPU"' });
const memorySize = z
  .union([z.string(), z.int()])
  .register(expectations, { expected: 'memory such as 2048 (MiB), "2048" or "2 GB"' });

const volume = z.looseObject({
  name: z.string().optional(),
  host: z.looseObject({ sourcePath: z.string().optional() }).optional(),
});

/** The input of `register-task-definition`, as the API spells it; strict, for editors and scenarios. */
export const taskDefinitionSchema = z.strictObject({
  family: z.string().optional(),
  containerDefinitions: z.array(containerDefinitionSchema).min(1),
  cpu: cpuSize.optional(),
  memory: memorySize.optional(),
  networkMode: z.enum(['bridge', 'host', 'awsvpc', 'none', 'default']).optional(),
  requiresCompatibilities: z.array(z.enum(COMPATIBILITIES)).optional(),
  runtimePlatform: z
    .strictObject({
      cpuArchitecture: z.enum(['X86_64', 'ARM64']).optional(),
      operatingSystemFamily: z.enum(OPERATING_SYSTEM_FAMILIES).optional(),
    })
    .optional(),
  ephemeralStorage: z.strictObject({ sizeInGiB: z.int().min(21).max(200) }).optional(),
  placementConstraints: z.array(placementConstraintSchema).max(10).optional(),
  volumes: z.array(volume).optional(),
  executionRoleArn: z.string().optional(),
  taskRoleArn: z.string().optional(),
  pidMode: z.enum(['host', 'task']).optional(),
  ipcMode: z.enum(['host', 'task', 'none']).optional(),
  proxyConfiguration: z.looseObject({}).optional(),
  inferenceAccelerators: z.array(z.looseObject({})).optional(),
  enableFaultInjection: z.boolean().optional(),
  tags: z.array(z.looseObject({})).optional(),
  /** Read from `describe-task-definition`; a registration has none. */
  revision: z.int().min(1).optional(),
});

/** A task definition as the API takes it, its keys already in camelCase. */
export type TaskDefinitionInput = z.output<typeof taskDefinitionSchema>;

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
}

/**
 * Reads a task definition at a path of a document: input of `register-task-definition`, output of
 * `describe-task-definition` with or without its wrapper, or an inline one. Where it names no
 * family, `options.family` stands in, else the file's name.
 */
export function readTaskDefinition(
  document: SourceDocument,
  path: DocumentPath = [],
  options: { readonly origin?: Origin; readonly family?: string } = {},
): Checked<TaskDefinition> {
  const family = options.family ?? familyOfFile(document.fileName);
  return readOne({ document, kind: 'task definition', path }, (subject) =>
    checkTaskDefinition(respell(subject, taskDefinitionSchema, options.origin ?? 'aws'), family),
  );
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
  };
}

/** Bridge when left out; Windows' `default` behaves as bridge. */
function networkModeOf(input: TaskDefinitionInput): NetworkMode {
  return input.networkMode === undefined || input.networkMode === 'default' ? 'bridge' : input.networkMode;
}
