import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { poolsOf } from '../../../src/sim/record/pools.ts';
import { FARGATE, FARGATE_SPOT, fleet, input, template } from '../builders.ts';

describe('poolsOf', () => {
  it('has a pool per provider and instance type, whatever the zone, and one per Fargate provider', () => {
    const launchTemplates = [
      template(),
      template({ zone: 1 }),
      template({ instanceType: 'm6i.xlarge', cpuUnits: 4096, gpuCount: 2, purchaseOption: 'spot' }),
      template({ capacityProvider: 2 }),
    ];
    const capacityProviders = [fleet([], 'one'), FARGATE, fleet([], 'two'), FARGATE_SPOT, fleet([], 'none')];
    const { list, ofTemplate, ofProvider } = poolsOf(input({ launchTemplates, capacityProviders }));
    expect(list.map((pool) => [pool.capacityProvider, pool.kind, pool.instanceType, pool.purchaseOption])).toEqual([
      ['one', 'auto-scaling-group', 'm6i.large', 'on-demand'],
      ['one', 'auto-scaling-group', 'm6i.xlarge', 'spot'],
      ['FARGATE', 'fargate', null, 'on-demand'],
      ['two', 'auto-scaling-group', 'm6i.large', 'on-demand'],
      ['FARGATE_SPOT', 'fargate-spot', null, 'spot'],
    ]);
    expect(list[1]).toMatchObject({ instanceCpuUnits: 4096, instanceMemoryMiB: 4000, instanceGpuCount: 2 });
    expect([...ofTemplate]).toEqual([0, 0, 1, 3]);
    expect([...ofProvider]).toEqual([0, 2, 3, 4, NONE]);
  });
});
