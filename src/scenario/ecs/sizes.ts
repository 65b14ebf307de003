/** CPU and memory as ECS writes them at task level: integers or text with a unit (P1.5). */

import { CPU_UNITS_PER_VCPU, MIB_PER_GIB } from '../../base/units.ts';

/**
 * CPU units of `1024`, `"1024"`, `"1 vCPU"` or `".25 vCPU"` (P1.5); undefined when it is none of these or no whole
 * number of units.
 */
export function parseCpuUnits(cpu: string | number): number | undefined {
  return parseSize(cpu, /^vcpus?$/i, CPU_UNITS_PER_VCPU);
}

/** MiB of `2048`, `"2048"`, `"2GB"` or `"0.5 GB"` (P1.5); undefined when it is none of these or no whole number. */
export function parseMemoryMiB(memory: string | number): number | undefined {
  return parseSize(memory, /^gb$/i, MIB_PER_GIB);
}

function parseSize(size: string | number, largeUnit: RegExp, perLargeUnit: number): number | undefined {
  const [, digits, unit] = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*([A-Za-z]*)\s*$/.exec(String(size)) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  if (unit !== '' && !largeUnit.test(unit)) return undefined;
  const amount = Number(digits) * (unit === '' ? 1 : perLargeUnit);
  return Number.isSafeInteger(amount) ? amount : undefined;
}
