import { NONE } from '../../base/units.ts';
import type { CapacityProviderInput, LaunchTemplateInput, SimulationInput } from '../state/input.ts';
import type { Pool } from './recording.ts';

export interface Pools {
  readonly list: readonly Pool[];
  /** Row in the list, by launch template. */
  readonly ofTemplate: Int32Array;
  /** The first pool of each capacity provider: where tasks count that wait for an instance. NONE without one. */
  readonly ofProvider: Int32Array;
}

/**
 * One pool per (capacity provider, instance type, purchase option), one per Fargate provider, in the order of the
 * input.
 */
export function poolsOf(input: SimulationInput): Pools {
  const list: Pool[] = [];
  const ofTemplate = new Int32Array(input.launchTemplates.length).fill(NONE);
  const ofProvider = new Int32Array(input.capacityProviders.length).fill(NONE);
  input.capacityProviders.forEach((owner, provider) => {
    const { name, kind } = owner;
    if (kind === 'fargate' || kind === 'fargate-spot') {
      ofProvider[provider] = list.push(fargatePool(name, kind)) - 1;
      return;
    }
    input.launchTemplates.forEach((template, row) => {
      if (template.capacityProvider !== provider) return;
      let pool = list.findIndex(
        (one) =>
          one.capacityProvider === name &&
          one.instanceType === template.instanceType &&
          one.purchaseOption === template.purchaseOption,
      );
      if (pool === NONE) pool = list.push(instancePool(owner, template)) - 1;
      ofTemplate[row] = pool;
      if (ofProvider[provider] === NONE) ofProvider[provider] = pool;
    });
  });
  return { list, ofTemplate, ofProvider };
}

function instancePool({ name, kind, managedInstances }: CapacityProviderInput, template: LaunchTemplateInput): Pool {
  const managementFeePercent = managedInstances?.managementFeePercent ?? 0;
  return {
    capacityProvider: name,
    kind,
    instanceType: template.instanceType,
    purchaseOption: template.purchaseOption,
    instanceCpuUnits: template.cpuUnits,
    instanceMemoryMiB: template.memoryMiB,
    instanceGpuCount: template.gpuCount,
    managementFeePercent,
  };
}

function fargatePool(capacityProvider: string, kind: 'fargate' | 'fargate-spot'): Pool {
  return {
    capacityProvider,
    kind,
    instanceType: null,
    purchaseOption: kind === 'fargate' ? 'on-demand' : 'spot',
    instanceCpuUnits: 0,
    instanceMemoryMiB: 0,
    instanceGpuCount: 0,
    managementFeePercent: 0,
  };
}
