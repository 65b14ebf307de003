import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { cpuCeilings } from '../../../../src/sim/controllers/usage/cpu-ceilings.ts';
import { definition, FARGATE, fleet, input, service, template } from '../../builders.ts';

describe('cpuCeilings', () => {
  it('P1.11 is the hard cap, the Fargate size, or the largest instance of its capacity provider', () => {
    const given = input({
      launchTemplates: [template({ cpuUnits: 2048 }), template({ cpuUnits: 8192 })],
      capacityProviders: [fleet([0, 1]), FARGATE],
      taskDefinitions: [definition(), definition({ family: 'capped', cpuLimitUnits: 512 })],
      services: [
        service(),
        service({ serviceName: 'capped', taskDefinition: 1 }),
        service({ serviceName: 'fargate', capacity: { strategy: [{ capacityProvider: 1, base: 0, weight: 1 }] } }),
      ],
    });
    const { cluster, workloads } = assembleEngine(given);
    const ceilings = cpuCeilings(cluster, workloads);
    expect(workloads.requestsOf.map((requests) => ceilings[requests[0]!])).toEqual([8192, 512, 256]);
  });
});
