/** What a task of a definition takes from where it is placed. Pure arithmetic of P1.6, P1.9, P1.10, P1.17 and P1.26. */

import { assert } from '../../base/assert.ts';
import type { TaskDefinition } from './task-definition.ts';

/** CPU units and MiB that placement takes from a container instance, or Fargate bills. */
export interface Reservation {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

/** A port of the container instance that one task holds (P1.26). */
export interface HostPort {
  readonly protocol: 'tcp' | 'udp';
  readonly hostPort: number;
}

/** Whether the definition runs on Windows (P1.16). */
export function isWindowsTask(taskDefinition: TaskDefinition): boolean {
  return taskDefinition.operatingSystemFamily.startsWith('WINDOWS');
}

/**
 * Reserved on EC2: the task's own values where given, else the sums over its containers, the soft limit before the
 * hard one (P1.6). Windows ignores the task's own values: its containers' sums count (P1.9).
 */
export function ec2Reservation(taskDefinition: TaskDefinition): Reservation {
  const sums = containerSums(taskDefinition);
  if (isWindowsTask(taskDefinition)) return sums;
  return { cpuUnits: taskDefinition.cpuUnits ?? sums.cpuUnits, memoryMiB: taskDefinition.memoryMiB ?? sums.memoryMiB };
}

function containerSums(taskDefinition: TaskDefinition): Reservation {
  let cpuUnits = 0;
  let memoryMiB = 0;
  for (const container of taskDefinition.containerDefinitions) {
    cpuUnits += container.cpuUnits;
    memoryMiB += container.memoryReservationMiB ?? container.memoryMiB ?? 0;
  }
  return { cpuUnits, memoryMiB };
}

/** Reserved and billed on Fargate: the task's own values (P1.10). The definition must have them. */
export function fargateReservation(taskDefinition: TaskDefinition): Reservation {
  const { cpuUnits, memoryMiB, family } = taskDefinition;
  assert(cpuUnits !== undefined && memoryMiB !== undefined, `${family} has no task-level cpu and memory for Fargate`);
  return { cpuUnits, memoryMiB };
}

/** GPUs of one task: the sum over its containers (P1.17). */
export function gpuCount(taskDefinition: TaskDefinition): number {
  return taskDefinition.containerDefinitions.reduce((sum, container) => sum + container.gpuCount, 0);
}

/**
 * MiB above which the task, or one of its containers, is killed: the task's cap, else the sum of the containers' hard
 * limits; undefined when some container has no hard limit and the task no cap, so only the instance bounds it (P1.6).
 */
export function hardMemoryLimitMiB(taskDefinition: TaskDefinition): number | undefined {
  if (taskDefinition.memoryMiB !== undefined && !isWindowsTask(taskDefinition)) return taskDefinition.memoryMiB;
  let sum = 0;
  for (const container of taskDefinition.containerDefinitions) {
    if (container.memoryMiB === undefined) return undefined;
    sum += container.memoryMiB;
  }
  return sum;
}

/**
 * The ports of a container instance that a task holds from placement until STOPPED (P1.26): static ones in bridge
 * mode, every mapped one in host mode. Dynamic ports (P1.27) and those of an awsvpc task's own ENI are none of them.
 */
export function hostPorts(taskDefinition: TaskDefinition): readonly HostPort[] {
  const { networkMode, containerDefinitions } = taskDefinition;
  if (networkMode === 'awsvpc' || networkMode === 'none') return [];
  return containerDefinitions.flatMap((container) =>
    container.portMappings.flatMap(({ protocol, containerPort, hostPort }) => {
      const held = networkMode === 'host' ? containerPort : hostPort;
      return held === 0 ? [] : [{ protocol, hostPort: held }];
    }),
  );
}
