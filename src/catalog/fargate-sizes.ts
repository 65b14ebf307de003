/** The sizes that a Fargate task can have (P1.12). */
import { CPU_UNITS_PER_VCPU, MIB_PER_GIB } from '../base/units.ts';
import type { FargateRates } from './rates.ts';
import type { OperatingSystem } from './registered-resources.ts';

/** Task-level CPU and memory. */
export interface FargateSize {
  /** 1024 = 1 vCPU. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

/** The part of a platform's rates that a size decides. */
export type FargateSizeRates = Pick<FargateRates, 'vcpuHour' | 'gbHour' | 'osFeeVcpuHour'>;

interface SizeRange {
  readonly cpuUnits: number;
  readonly memoriesMiB: readonly number[];
  readonly operatingSystems: readonly OperatingSystem[];
}

const LINUX = ['linux'] as const;
const LINUX_WINDOWS = ['linux', 'windows'] as const;

const RANGES: readonly SizeRange[] = [
  { cpuUnits: 256, memoriesMiB: [512, 1024, 2048], operatingSystems: LINUX },
  { cpuUnits: 512, memoriesMiB: steps(1024, 4096, 1024), operatingSystems: LINUX },
  { cpuUnits: 1024, memoriesMiB: steps(2048, 8192, 1024), operatingSystems: LINUX_WINDOWS },
  { cpuUnits: 2048, memoriesMiB: steps(4096, 16384, 1024), operatingSystems: LINUX_WINDOWS },
  { cpuUnits: 4096, memoriesMiB: steps(8192, 30720, 1024), operatingSystems: LINUX_WINDOWS },
  { cpuUnits: 8192, memoriesMiB: steps(16384, 61440, 4096), operatingSystems: LINUX },
  { cpuUnits: 16384, memoriesMiB: steps(32768, 122880, 8192), operatingSystems: LINUX },
];

/** The CPU values of any Fargate size, ascending: another one is refused as `Invalid 'cpu' setting` (P1.12). */
export const FARGATE_CPU_UNITS: readonly number[] = RANGES.map((range) => range.cpuUnits);

/** The memory values in MiB that go with a CPU value, ascending; none when Fargate has no such CPU value (P1.12). */
export function fargateMemoriesMiB(cpuUnits: number, operatingSystem: OperatingSystem = 'linux'): readonly number[] {
  const range = RANGES.find((candidate) => candidate.cpuUnits === cpuUnits);
  return range?.operatingSystems.includes(operatingSystem) ? range.memoriesMiB : [];
}

/** All sizes of the operating system: 74 for Linux, of which 43 for Windows too; by CPU, then memory. */
export function fargateSizes(operatingSystem: OperatingSystem = 'linux'): FargateSize[] {
  return FARGATE_CPU_UNITS.flatMap((cpuUnits) =>
    fargateMemoriesMiB(cpuUnits, operatingSystem).map((memoryMiB) => ({ cpuUnits, memoryMiB })),
  );
}

/** Whether Fargate runs tasks of exactly that size (P1.12). */
export function isFargateSize(size: FargateSize, operatingSystem: OperatingSystem = 'linux'): boolean {
  return fargateMemoriesMiB(size.cpuUnits, operatingSystem).includes(size.memoryMiB);
}

/** USD per hour of a task of the size, without ephemeral storage. */
export function fargateSizeUsdPerHour({ cpuUnits, memoryMiB }: FargateSize, rates: FargateSizeRates): number {
  const vcpuUsd = (cpuUnits / CPU_UNITS_PER_VCPU) * (rates.vcpuHour.usd + rates.osFeeVcpuHour.usd);
  return vcpuUsd + (memoryMiB / MIB_PER_GIB) * rates.gbHour.usd;
}

/**
 * The cheapest size that holds both demands; at equal price the one with less CPU (P1.14).
 *
 * @returns undefined when the demand is beyond the largest size
 */
export function sizeUp(
  demand: FargateSize,
  rates: FargateSizeRates,
  operatingSystem: OperatingSystem = 'linux',
): FargateSize | undefined {
  let cheapest: FargateSize | undefined;
  let leastUsd = Infinity;
  for (const size of fargateSizes(operatingSystem)) {
    if (size.cpuUnits < demand.cpuUnits || size.memoryMiB < demand.memoryMiB) continue;
    const usd = fargateSizeUsdPerHour(size, rates);
    if (usd >= leastUsd) continue;
    cheapest = size;
    leastUsd = usd;
  }
  return cheapest;
}

function steps(first: number, last: number, step: number): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
}
