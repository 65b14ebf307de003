/** A capacity provider of Managed Instances with a small and a large type in two zones. */

import type { ManagedInstancesInput } from '../../src/sim/state/input/managed-instances.ts';
import type { CapacityProviderInput } from '../../src/sim/state/input.ts';
import { constant, fleet, template } from './builders.ts';

const SMALL = { instanceType: 'small', cpuUnits: 2048, memoryMiB: 4000 };
const LARGE = { instanceType: 'large', cpuUnits: 16_384, memoryMiB: 32_000 };

/** Rows: small in zone 0 and 1, large in zone 0 and 1. */
export const MANAGED_TEMPLATES = [SMALL, LARGE].flatMap((type) => [0, 1].map((zone) => template({ ...type, zone })));

export function managedProvider(parts: Partial<ManagedInstancesInput> = {}): CapacityProviderInput {
  return {
    ...fleet([], 'managed'),
    kind: 'managed-instances',
    managedInstances: {
      zones: [0, 1],
      types: [
        { templates: [0, 1], usdPerHour: 0.1 },
        { templates: [2, 3], usdPerHour: 0.8 },
      ],
      launchMs: constant(30_000),
      provisionDelayMs: 5000,
      scaleInAfterMs: 300_000,
      managementFeePercent: 12,
      ...parts,
    },
  };
}
