import { nearest } from '../../base/nearest.ts';
import type { DocumentPath } from '../document.ts';
import type { Fault } from '../fault.ts';
import type { ContainerDefinitionInput } from './container-definition.ts';
import { hasPlaceholder } from './placeholder.ts';
import { parseMemoryMiB } from './sizes.ts';
import { answer, isFargate, type TaskDefinitionInput } from './task-definition-schema.ts';

/** Least memory of one container (P1.7). */
export const CONTAINER_MEMORY_MIB_MIN = 6;
/** startTimeout and stopTimeout on Fargate, seconds (P1.20, P1.21). */
const FARGATE_TIMEOUT_SECONDS = { min: 2, max: 120 };

/** What is wrong with one container of a definition, seen beside the others: P1.7, P1.8, P1.17, P1.20–P1.21, ports. */
export function containerFaults(task: TaskDefinitionInput, index: number): Fault[] {
  const container = task.containerDefinitions[index]!;
  const path: DocumentPath = ['containerDefinitions', index];
  return [
    ...identityFaults(container, path),
    ...memoryFaults(container, task, path),
    ...gpuFaults(container, path),
    ...timeoutFaults(container, task, path),
    ...portFaults(container, task, path),
    ...nameFaults(container, task, path),
  ];
}

function identityFaults(container: ContainerDefinitionInput, path: DocumentPath): Fault[] {
  const faults: Fault[] = [];
  if (!container.name) {
    const expected = `a container name${answer('Container.name should not be null or empty.')}`;
    faults.push({ path: [...path, 'name'], expected });
  } else if (!/^[\w-]{1,255}$/.test(container.name) && !hasPlaceholder(container.name)) {
    faults.push({ path: [...path, 'name'], expected: '1 to 255 letters, digits, _ or -' });
  }
  if (!container.image) {
    const expected = `an image${answer('Container.image should not be null or empty.')}`;
    faults.push({ path: [...path, 'image'], expected });
  }
  return faults;
}

/** P1.7 and P1.8. */
function memoryFaults(container: ContainerDefinitionInput, task: TaskDefinitionInput, path: DocumentPath): Fault[] {
  const { memory, memoryReservation } = container;
  const taskMemory = task.memory === undefined ? undefined : parseMemoryMiB(task.memory);
  const faults: Fault[] = [];
  if (!memory && !memoryReservation && task.memory === undefined) faults.push(missingMemory(container, path));
  for (const field of ['memory', 'memoryReservation'] as const) {
    const amount = container[field];
    if (!amount || amount >= CONTAINER_MEMORY_MIB_MIN) continue;
    faults.push({ path: [...path, field], expected: `at least ${CONTAINER_MEMORY_MIB_MIN} MiB` });
  }
  if (memory && memoryReservation && memory < memoryReservation) {
    const expected = `at least ${memoryReservation}, its memoryReservation: the hard limit is above the soft one`;
    faults.push({ path: [...path, 'memory'], expected });
  }
  if (memory && taskMemory !== undefined && memory > taskMemory) {
    faults.push({ path: [...path, 'memory'], expected: `at most ${taskMemory}, the memory of the task` });
  }
  return faults;
}

function missingMemory(container: ContainerDefinitionInput, path: DocumentPath): Fault {
  const message =
    `Invalid setting for container '${container.name ?? ''}'. At least one of 'memory' or ` +
    `'memoryReservation' must be specified.`;
  const expected = `memory or memoryReservation, as the task has no memory${answer(message)}`;
  return { path: [...path, 'memory'], expected, presumesAbsent: [['memory'], [...path, 'memoryReservation']] };
}

/** P1.17: whole GPUs. */
function gpuFaults(container: ContainerDefinitionInput, path: DocumentPath): Fault[] {
  return (container.resourceRequirements ?? []).flatMap((requirement, index) => {
    if (requirement.type !== 'GPU' || /^[1-9]\d*$/.test(requirement.value)) return [];
    const at = [...path, 'resourceRequirements', index, 'value'];
    return [{ path: at, expected: 'a whole number of GPUs in quotes, "1" or more' }];
  });
}

/** P1.20 and P1.21. */
function timeoutFaults(container: ContainerDefinitionInput, task: TaskDefinitionInput, path: DocumentPath): Fault[] {
  if (!isFargate(task)) return [];
  const { min, max } = FARGATE_TIMEOUT_SECONDS;
  return (['startTimeout', 'stopTimeout'] as const).flatMap((field) => {
    const seconds = container[field];
    if (seconds === undefined || (seconds >= min && seconds <= max)) return [];
    return [{ path: [...path, field], expected: `an integer from ${min} to ${max} (seconds) on Fargate` }];
  });
}

/** The rules of the table of network modes. */
function portFaults(container: ContainerDefinitionInput, task: TaskDefinitionInput, path: DocumentPath): Fault[] {
  const mappings = container.portMappings ?? [];
  const mode = task.networkMode;
  const at = [...path, 'portMappings'];
  if (mode === 'none' && mappings.length > 0) return [{ path: at, expected: 'no port mappings in networkMode none' }];
  return mappings.flatMap((mapping, index) => {
    const { containerPort, containerPortRange, hostPort } = mapping;
    if (containerPort === undefined && containerPortRange === undefined) {
      return [{ path: [...at, index, 'containerPort'], expected: 'a containerPort or a containerPortRange' }];
    }
    if (containerPortRange !== undefined) return rangeFaults(mapping, mode, [...at, index]);
    if ((mode !== 'awsvpc' && mode !== 'host') || !hostPort || hostPort === containerPort) return [];
    const expected = `${containerPort}, its containerPort, or no hostPort, in networkMode ${mode}`;
    return [{ path: [...at, index, 'hostPort'], expected }];
  });
}

type PortMappingInput = NonNullable<ContainerDefinitionInput['portMappings']>[number];

/** A range is published by bridge and awsvpc only, on host ports that ECS chooses. */
function rangeFaults(mapping: PortMappingInput, mode: TaskDefinitionInput['networkMode'], path: DocumentPath): Fault[] {
  const at = [...path, 'containerPortRange'];
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(mapping.containerPortRange ?? '') ?? [];
  const faults: Fault[] = [];
  if (first === undefined || Number(first) < 1 || Number(first) > Number(last) || Number(last) > 65_535) {
    faults.push({ path: at, expected: 'a range of ports such as "8000-8010", within 1 to 65535' });
  }
  if (mapping.containerPort !== undefined || mapping.hostPort !== undefined) {
    faults.push({ path: at, expected: 'either containerPortRange, or containerPort with hostPort' });
  }
  if (mode === 'host') faults.push({ path: at, expected: 'no containerPortRange in networkMode host' });
  return faults;
}

/** Volumes and containers must exist by the name given. */
function nameFaults(container: ContainerDefinitionInput, task: TaskDefinitionInput, path: DocumentPath): Fault[] {
  const containers = task.containerDefinitions.flatMap(({ name }) => name ?? []);
  const volumes = (task.volumes ?? []).flatMap(({ name }) => name ?? []);
  return [
    ...unknownNames(
      (container.mountPoints ?? []).map((mount) => mount.sourceVolume),
      { known: volumes, noun: 'volume', pathOf: (index) => [...path, 'mountPoints', index, 'sourceVolume'] },
    ),
    ...unknownNames(
      (container.volumesFrom ?? []).map((source) => source.sourceContainer),
      { known: containers, noun: 'container', pathOf: (index) => [...path, 'volumesFrom', index, 'sourceContainer'] },
    ),
    ...linkModeFaults(container, task, path),
  ];
}

interface NameCheck {
  readonly known: readonly string[];
  readonly noun: string;
  readonly pathOf: (index: number) => DocumentPath;
}

function unknownNames(names: readonly (string | undefined)[], check: NameCheck): Fault[] {
  return names.flatMap((name, index) => {
    if (name === undefined || check.known.includes(name)) return [];
    const suggestion = nearest(name, check.known);
    return [{ path: check.pathOf(index), expected: nameOf(check), suggestion, presumesAbsent: [['volumes']] }];
  });
}

/** `the name of a volume of this task definition (web, data)`. */
function nameOf(check: Pick<NameCheck, 'known' | 'noun'>): string {
  const known = check.known.length === 0 ? `it has none` : check.known.join(', ');
  return `the name of a ${check.noun} of this task definition (${known})`;
}

function linkModeFaults(container: ContainerDefinitionInput, task: TaskDefinitionInput, path: DocumentPath): Fault[] {
  const mode = task.networkMode;
  if (!container.links?.length || mode === undefined || mode === 'bridge' || mode === 'default') return [];
  if (isFargate(task)) return [];
  return [{ path: [...path, 'links'], expected: `no links in networkMode ${mode}: they need bridge`, isAtKey: true }];
}
