/** What a container instance of a type registers with: CPU, memory, GPUs, ports, room for awsvpc tasks (P2). */
import { CPU_UNITS_PER_VCPU } from '../base/units.ts';
import type { InstanceType } from './instance-types.ts';

/** Operating system as ECS spells it in `ecs.os-type` (P2.10). */
export type OperatingSystem = 'linux' | 'windows';

/** TCP ports that a container instance registers as taken (P2.6). No UDP port is. */
export const RESERVED_TCP_PORTS: Readonly<Record<OperatingSystem, readonly number[]>> = {
  linux: [22, 2375, 2376, 51678, 51679],
  windows: [53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679],
};

/** Registered ÷ advertised memory where no measured figure is at hand (P2.4, a model). */
export const MEMORY_FACTOR = 0.97;
/** The same for instances of at most 2 GiB (P2.4, a model). */
export const SMALL_MEMORY_FACTOR = 0.94;
const SMALL_MEMORY_MIB = 2048;

/** Memory in MiB that AWS shows an instance registering (P2.2). */
const MEASURED_MEMORY_MIB: Readonly<Record<OperatingSystem, Readonly<Record<string, number>>>> = {
  linux: { 'm4.large': 7985, 'c4.large': 3768, 'c4.4xlarge': 30158 },
  windows: { 'm4.large': 8191 },
};

/** How the container instances are set up; each field has ECS's default. */
export interface RegistrationOptions {
  /** Default `linux`. P2.4 states its factors for Amazon Linux; Windows takes them too, on the careful side. */
  readonly operatingSystem?: OperatingSystem | undefined;
  /** `ECS_RESERVED_MEMORY`, default 0 (P2.2). */
  readonly reservedMemoryMiB?: number | undefined;
  /** Total memory as the operating system reports it: beats every default. */
  readonly measuredMemoryMiB?: number | undefined;
  /** Registered ÷ advertised memory, in place of the defaults of P2.4 and AWS's measured figures. */
  readonly memoryFactor?: number | undefined;
}

/** What a container instance registers. */
export interface RegisteredResources {
  /** 1024 = 1 vCPU. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
}

/**
 * The resources a container instance registers: all of its CPU (P2.1), its memory less what the system holds and less
 * `ECS_RESERVED_MEMORY` (P2.2–P2.4), never below 0, and its NVIDIA GPUs, of which a shared one is still one device.
 */
export function registeredResources(type: InstanceType, options: RegistrationOptions = {}): RegisteredResources {
  const memoryMiB = systemMemoryMiB(type, options) - (options.reservedMemoryMiB ?? 0);
  return {
    cpuUnits: type.vcpu * CPU_UNITS_PER_VCPU,
    memoryMiB: Math.max(0, memoryMiB),
    gpuCount: isGpuSupported(type) ? Math.ceil(type.gpuCount) : 0,
  };
}

function systemMemoryMiB(type: InstanceType, options: RegistrationOptions): number {
  if (options.measuredMemoryMiB !== undefined) return Math.floor(options.measuredMemoryMiB);
  const measured = MEASURED_MEMORY_MIB[options.operatingSystem ?? 'linux'][type.instanceType];
  if (measured !== undefined && options.memoryFactor === undefined) return measured;
  const defaultFactor = type.memoryMiB <= SMALL_MEMORY_MIB ? SMALL_MEMORY_FACTOR : MEMORY_FACTOR;
  return Math.floor(type.memoryMiB * (options.memoryFactor ?? defaultFactor));
}

/** ECS hands out NVIDIA GPUs only. A type that a scenario adds need not name its GPU. */
function isGpuSupported(type: InstanceType): boolean {
  return type.gpuName === null || type.gpuName.startsWith('NVIDIA');
}

/** Types of several network cards, whose awsvpc limit without trunking is below max ENIs − 1 (P2.8, "13 / 120"). */
const MULTI_CARD_FAMILIES = ['c6in', 'm6in', 'm6idn', 'r6in', 'r6idn'];
const MULTI_CARD_SIZES = ['32xlarge', 'metal'];
const MULTI_CARD_TASKS = 13;

/**
 * How many awsvpc tasks one container instance can run. Without trunking: the ENIs but the primary one (P2.7). With
 * trunking, where the type supports it: the figure of P2.8; a type that does not support it keeps the limit of P2.7.
 *
 * @returns undefined when the type's ENIs are unknown, which only happens to a type that a scenario adds
 */
export function awsvpcTaskLimit(type: InstanceType, { trunking }: { readonly trunking: boolean }): number | undefined {
  if (trunking && type.trunkedTasks !== null) return type.trunkedTasks;
  if (type.maxEnis === null) return undefined;
  return isMultiCard(type) ? MULTI_CARD_TASKS : type.maxEnis - 1;
}

function isMultiCard({ family, instanceType }: InstanceType): boolean {
  return MULTI_CARD_FAMILIES.includes(family) && MULTI_CARD_SIZES.includes(instanceType.slice(family.length + 1));
}
