import { assert } from '../base/assert.ts';
import { CPU_UNITS_PER_VCPU, MIB_PER_GIB } from '../base/units.ts';
import type { RateCard } from '../catalog/rates.ts';

/**
 * What a vCPU, a GiB and a GPU are worth against each other: the price of an instance is split by it, for EC2 states
 * one price for all three (docs/decisions/0005-waste.md). Only the ratios matter.
 */
export interface ResourceWeights {
  readonly vcpu: number;
  readonly gib: number;
  readonly gpu: number;
}

/** Amounts of the three resources, or integrals of them over one and the same unit of time. */
export interface Resources {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpus: number;
}

/**
 * A GPU counts as ten vCPUs: g4dn.xlarge ($0.526) costs $0.334 more than m5.xlarge ($0.192), which has the same 4 vCPU
 * and 16 GiB (P9.3), and a vCPU of m5.xlarge is worth $0.0334 by Fargate's ratio.
 */
export const VCPUS_PER_GPU = 10;

/** The region's price ratio of Fargate Linux/X86_64 on demand, where AWS does price vCPU and GB apart (P8.2). */
export function resourceWeights(rates: RateCard): ResourceWeights {
  const fargate = rates.fargate({ operatingSystem: 'linux', architecture: 'x86_64', capacity: 'on-demand' });
  assert(fargate !== undefined, `no Fargate price in ${rates.region}`);
  const vcpu = fargate.vcpuHour.usd;
  return { vcpu, gib: fargate.gbHour.usd, gpu: VCPUS_PER_GPU * vcpu };
}

/** The worth of these resources, in the unit of the weights. */
export function worth(weights: ResourceWeights, { cpuUnits, memoryMiB, gpus }: Resources): number {
  return (weights.vcpu * cpuUnits) / CPU_UNITS_PER_VCPU + (weights.gib * memoryMiB) / MIB_PER_GIB + weights.gpu * gpus;
}
