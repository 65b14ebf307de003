/**
 * The rules of P1 that one field alone cannot break: sums against caps, names that must exist, modes that exclude each
 * other. Each function looks at a definition whose types are already right and returns what is wrong with it.
 */

import type { Fault } from '../fault.ts';
import { containerFaults } from './container-rules.ts';
import { dependencyFaults } from './dependency-rules.ts';
import { fargateFaults } from './fargate-rules.ts';
import { hasPlaceholder } from './placeholder.ts';
import { taskConstraintFaults } from './placement.ts';
import { parseCpuUnits, parseMemoryMiB } from './sizes.ts';
import { answer, isFargate, isWindows, type TaskDefinitionInput } from './task-definition-schema.ts';

/** Containers of one task definition (P1.4). */
export const CONTAINERS_MAX = 10;
/** Bytes of one task definition (P1.4, unverified). */
export const DEFINITION_BYTES_MAX = 65_536;
/** Task-level CPU units on EC2 (table of P1). */
const TASK_CPU_UNITS_MIN = 128;
const TASK_CPU_UNITS_MAX = 196_608;

/** Everything wrong with a task definition whose types are right; empty when ECS would register it. */
export function taskDefinitionFaults(input: TaskDefinitionInput): Fault[] {
  return [
    ...identityFaults(input),
    ...taskSizeFaults(input),
    ...sumFaults(input),
    ...input.containerDefinitions.flatMap((_, index) => containerFaults(input, index)),
    ...essentialFaults(input),
    ...uniqueNameFaults(input),
    ...volumeFaults(input),
    ...hostPortFaults(input),
    ...dependencyFaults(input.containerDefinitions),
    ...taskConstraintFaults(input.placementConstraints ?? [], ['placementConstraints']),
    ...fargateFaults(input),
  ];
}

/** P1.1 and P1.4. */
function identityFaults(input: TaskDefinitionInput): Fault[] {
  const faults: Fault[] = [];
  if (input.family && !/^[\w-]{1,255}$/.test(input.family) && !hasPlaceholder(input.family)) {
    faults.push({ path: ['family'], expected: '1 to 255 letters, digits, _ or -' });
  }
  const count = input.containerDefinitions.length;
  if (count > CONTAINERS_MAX) {
    const expected = `at most ${CONTAINERS_MAX} container definitions`;
    faults.push({ path: ['containerDefinitions'], found: `${count} container definitions`, expected });
  }
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes > DEFINITION_BYTES_MAX) {
    faults.push({
      path: [],
      found: `${bytes} bytes`,
      expected: `a definition of at most ${DEFINITION_BYTES_MAX} bytes`,
    });
  }
  return faults;
}

/** P1.5 and the range of task-level CPU. */
function taskSizeFaults(input: TaskDefinitionInput): Fault[] {
  const faults: Fault[] = [];
  const cpuUnits = input.cpu === undefined ? undefined : parseCpuUnits(input.cpu);
  if (input.cpu !== undefined && cpuUnits === undefined) {
    const expected = `CPU units such as 1024, "1024" or "1 vCPU"${answer("Invalid 'cpu' setting for task.")}`;
    faults.push({ path: ['cpu'], expected });
  }
  if (cpuUnits !== undefined && (cpuUnits < TASK_CPU_UNITS_MIN || cpuUnits > TASK_CPU_UNITS_MAX)) {
    const range = `from ${TASK_CPU_UNITS_MIN} to ${TASK_CPU_UNITS_MAX} CPU units`;
    faults.push({ path: ['cpu'], expected: `${range}${answer("Invalid 'cpu' setting for task.")}` });
  }
  if (input.memory !== undefined && !isPositive(parseMemoryMiB(input.memory))) {
    faults.push({ path: ['memory'], expected: 'memory such as 2048 (MiB), "2048" or "2 GB"' });
  }
  return faults;
}

function isPositive(amount: number | undefined): boolean {
  return amount !== undefined && amount > 0;
}

/** P1.8; Windows containers on EC2 ignore the task level (P1.9). */
function sumFaults(input: TaskDefinitionInput): Fault[] {
  if (isWindows(input) && !isFargate(input)) return [];
  const faults: Fault[] = [];
  const taskCpu = input.cpu === undefined ? undefined : parseCpuUnits(input.cpu);
  const taskMemory = input.memory === undefined ? undefined : parseMemoryMiB(input.memory);
  const cpu = sum(input.containerDefinitions.map((container) => container.cpu ?? 0));
  const memory = sum(
    input.containerDefinitions.map((container) => container.memoryReservation ?? container.memory ?? 0),
  );
  if (taskCpu !== undefined && cpu > taskCpu) {
    const expected = `at least ${cpu}, the CPU units of its containers together`;
    faults.push({ path: ['cpu'], expected });
  }
  if (taskMemory !== undefined && memory > taskMemory) {
    faults.push({ path: ['memory'], expected: `at least ${memory}, the MiB that its containers reserve together` });
  }
  return faults;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** P1.18. */
function essentialFaults(input: TaskDefinitionInput): Fault[] {
  if (input.containerDefinitions.some((container) => container.essential !== false)) return [];
  const found = 'no essential container';
  return [{ path: ['containerDefinitions'], found, expected: 'at least one container with essential true' }];
}

function uniqueNameFaults(input: TaskDefinitionInput): Fault[] {
  const names = input.containerDefinitions.map((container) => container.name);
  return names.flatMap((name, index) => {
    if (name === undefined || name === '' || names.indexOf(name) === index) return [];
    return [{ path: ['containerDefinitions', index, 'name'], expected: 'a name that no other container has' }];
  });
}

function volumeFaults(input: TaskDefinitionInput): Fault[] {
  const names = (input.volumes ?? []).map((volume) => volume.name);
  return names.flatMap((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return [];
    return [{ path: ['volumes', index, 'name'], expected: 'a name that no other volume has' }];
  });
}

/** Two mappings of one definition cannot hold the same static host port (P1.26). */
function hostPortFaults(input: TaskDefinitionInput): Fault[] {
  const faults: Fault[] = [];
  const holders = new Set<string>();
  for (const [index, container] of input.containerDefinitions.entries()) {
    for (const [mappingIndex, mapping] of (container.portMappings ?? []).entries()) {
      const port = mapping.hostPort || (input.networkMode === 'host' ? mapping.containerPort : undefined);
      if (port === undefined) continue;
      const key = `${port}/${mapping.protocol ?? 'tcp'}`;
      const field = mapping.hostPort === undefined ? 'containerPort' : 'hostPort';
      const path = ['containerDefinitions', index, 'portMappings', mappingIndex, field];
      if (holders.has(key))
        faults.push({ path, expected: `a host port that no other mapping holds (${key} is taken)` });
      holders.add(key);
    }
  }
  return faults;
}
