/** The instance types that ECS Managed Instances may choose from. */

import type { InstanceType } from '../../catalog/instance-types.ts';
import { awsvpcTaskLimit } from '../../catalog/registered-resources.ts';
import type { InstanceRequirements } from '../schema/managed-instances.ts';

/** A type with what an hour of it costs. */
export interface PricedType {
  readonly type: InstanceType;
  readonly usdPerHour: number;
}

type Range = { readonly [K in 'min' | 'max']?: number | undefined };

/** ECS's own choice where nobody says anything: general purpose. */
const GENERAL_PURPOSE = /^[mcr]\d/;

/** Whether a type meets the requirements; what the catalog does not know of a type is not asked. */
export function meets(type: InstanceType, requirements: InstanceRequirements | undefined): boolean {
  const anyGeneration = requirements === undefined ? (['current'] as const) : (['current', 'previous'] as const);
  const instanceGenerations: readonly string[] = requirements?.instanceGenerations ?? anyGeneration;
  const cpuManufacturers = requirements?.cpuManufacturers;
  if (type.hypervisor === 'xen' || type.maxEnis === null) return false;
  if (!instanceGenerations.includes(type.currentGeneration ? 'current' : 'previous')) return false;
  if (!isIncluded(requirements?.bareMetal ?? 'excluded', type.bareMetal)) return false;
  if (!isIncluded(requirements?.burstablePerformance ?? 'excluded', type.burstable)) return false;
  if (!isWithin(requirements?.acceleratorCount ?? { max: 0 }, type.gpuCount)) return false;
  if (requirements === undefined) return GENERAL_PURPOSE.test(type.instanceType);
  const { allowedInstanceTypes: allowed, excludedInstanceTypes: excluded = [] } = requirements;
  return (
    isWithin(requirements.vCpuCount, type.vcpu) &&
    isWithin(requirements.memoryMiB, type.memoryMiB) &&
    isWithin(requirements.memoryGiBPerVCpu ?? {}, type.memoryMiB / 1024 / type.vcpu) &&
    isIncluded(requirements.localStorage ?? 'included', type.localNvmeGb > 0) &&
    (cpuManufacturers === undefined || cpuManufacturers.includes(manufacturerOf(type))) &&
    (allowed === undefined || allowed.some((pattern) => isMatch(pattern, type.instanceType))) &&
    !excluded.some((pattern) => isMatch(pattern, type.instanceType))
  );
}

/** Without those for which another type has at least as much of everything and costs no more. */
export function worthLaunching(types: readonly PricedType[]): PricedType[] {
  const byPrice = [...types].sort(
    (a, b) => a.usdPerHour - b.usdPerHour || (a.type.instanceType < b.type.instanceType ? -1 : 1),
  );
  const kept: PricedType[] = [];
  for (const one of byPrice) {
    if (!kept.some((other) => hasAllOf(other.type, one.type))) kept.push(one);
  }
  return kept;
}

function hasAllOf(one: InstanceType, other: InstanceType): boolean {
  const limit = (type: InstanceType) => awsvpcTaskLimit(type, { trunking: true }) ?? 0;
  return (
    one.architecture === other.architecture &&
    one.vcpu >= other.vcpu &&
    one.memoryMiB >= other.memoryMiB &&
    one.gpuCount >= other.gpuCount &&
    (other.gpuCount === 0 || one.gpuName === other.gpuName) &&
    limit(one) >= limit(other)
  );
}

/** By the letters after the generation: m7a is AMD's, m7g is Amazon's, m7i and m5 are Intel's. */
function manufacturerOf({ architecture, family }: InstanceType): 'intel' | 'amd' | 'amazon-web-services' {
  if (architecture === 'arm64') return 'amazon-web-services';
  return /\d+[a-z]*a/.test(family) ? 'amd' : 'intel';
}

function isWithin({ min = 0, max = Number.POSITIVE_INFINITY }: Range, value: number): boolean {
  return value >= min && value <= max;
}

function isIncluded(rule: 'included' | 'required' | 'excluded', has: boolean): boolean {
  return rule === 'included' || has === (rule === 'required');
}

/** `*` stands for any text. */
function isMatch(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
