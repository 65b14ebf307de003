/** Fleets and behaviours that several tests of the control loops share. */

import type { TaskDefinitionInput } from '../../src/sim/state/input.ts';
import { constant, definition, fleet, template } from './builders.ts';

export const EC2 = { launchType: 'EC2' } as const;

/** Zones a, b and c, an instance of 2 vCPU each: 8 tasks of 256 units fit on one by CPU, 7 by memory. */
export const threeZones = {
  launchTemplates: [0, 1, 2].map((zone) => template({ zone })),
  capacityProviders: [fleet([0, 1, 2])],
};

/** Task definitions by what their program does wrong. */
export const behaving = {
  failing(startFailureProbability: number): TaskDefinitionInput {
    return definition({ behaviour: { startFailureProbability, exitAfterMs: null, exitCode: 0 } });
  },
  exiting(afterMs: number): TaskDefinitionInput {
    return definition({ behaviour: { startFailureProbability: 0, exitAfterMs: constant(afterMs), exitCode: 3 } });
  },
};
