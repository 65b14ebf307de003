import { FARGATE_CPU_UNITS, fargateMemoriesMiB } from '../../catalog/fargate-sizes.ts';
import type { Fault } from '../fault.ts';
import { parseCpuUnits, parseMemoryMiB } from './sizes.ts';
import { answer, isFargate, isWindows, type TaskDefinitionInput } from './task-definition-schema.ts';

/** What Fargate refuses of a definition that EC2 would take (P1.12, P1.13, P1.29); empty when it is not for Fargate. */
export function fargateFaults(input: TaskDefinitionInput): Fault[] {
  if (!isFargate(input)) return [];
  return [
    ...networkFaults(input),
    ...sizeFaults(input),
    ...pidFaults(input),
    ...volumeFaults(input),
    ...input.containerDefinitions.flatMap((_, index) => containerExclusions(input, index)),
  ];
}

function networkFaults(input: TaskDefinitionInput): Fault[] {
  return input.networkMode === 'awsvpc' ? [] : [{ path: ['networkMode'], expected: 'awsvpc, which Fargate requires' }];
}

/** P1.12, whether or not EC2 is listed beside FARGATE (P1.13). */
function sizeFaults(input: TaskDefinitionInput): Fault[] {
  const missing = (['cpu', 'memory'] as const).filter((field) => input[field] === undefined);
  if (missing.length > 0) {
    return missing.map((field) => ({ path: [field], expected: `a task-level ${field}, which Fargate requires` }));
  }
  const cpuUnits = parseCpuUnits(input.cpu!);
  const memoryMiB = parseMemoryMiB(input.memory!);
  if (cpuUnits === undefined || memoryMiB === undefined) return [];
  const operatingSystem = isWindows(input) ? 'windows' : 'linux';
  const memoriesMiB = fargateMemoriesMiB(cpuUnits, operatingSystem);
  if (memoriesMiB.length === 0) return [cpuFault(operatingSystem)];
  if (memoriesMiB.includes(memoryMiB)) return [];
  const expected = `${memoriesPhrase(memoriesMiB)} for cpu ${cpuUnits} on Fargate`;
  return [{ path: ['memory'], expected: expected + answer('No Fargate configuration exists for given values.') }];
}

function cpuFault(operatingSystem: 'linux' | 'windows'): Fault {
  const offered = FARGATE_CPU_UNITS.filter((cpuUnits) => fargateMemoriesMiB(cpuUnits, operatingSystem).length > 0);
  const where = operatingSystem === 'windows' ? 'Fargate for Windows' : 'Fargate';
  return {
    path: ['cpu'],
    expected: `one of ${offered.join(' | ')} on ${where}${answer("Invalid 'cpu' setting for task.")}`,
  };
}

/** `one of 512 | 1024 | 2048 MiB`, or the range and its step. */
function memoriesPhrase(memoriesMiB: readonly number[]): string {
  if (memoriesMiB.length <= 4) return `one of ${memoriesMiB.join(' | ')} MiB`;
  const step = memoriesMiB[1]! - memoriesMiB[0]!;
  return `${memoriesMiB[0]} to ${memoriesMiB.at(-1)} MiB in steps of ${step}`;
}

function pidFaults(input: TaskDefinitionInput): Fault[] {
  if (input.pidMode !== 'host') return [];
  const message =
    "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.";
  return [{ path: ['pidMode'], expected: `task, the only pidMode on Fargate${answer(message)}` }];
}

function volumeFaults(input: TaskDefinitionInput): Fault[] {
  return (input.volumes ?? []).flatMap((volume, index) => {
    if (!volume.host?.sourcePath) return [];
    return [{ path: ['volumes', index, 'host', 'sourcePath'], expected: 'no path of the host on Fargate' }];
  });
}

/** P1.29: no links, no GPU, no privileged. */
function containerExclusions(input: TaskDefinitionInput, index: number): Fault[] {
  const container = input.containerDefinitions[index]!;
  const path = ['containerDefinitions', index];
  const faults: Fault[] = [];
  if (container.links?.length) {
    faults.push({ path: [...path, 'links'], expected: 'no links on Fargate', isAtKey: true });
  }
  if (container.privileged === true) faults.push({ path: [...path, 'privileged'], expected: 'false on Fargate' });
  const gpu = (container.resourceRequirements ?? []).findIndex((requirement) => requirement.type === 'GPU');
  if (gpu >= 0) faults.push({ path: [...path, 'resourceRequirements', gpu], expected: 'no GPU on Fargate' });
  return faults;
}
