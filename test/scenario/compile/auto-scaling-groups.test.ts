import { describe, expect, it } from 'vitest';
import { templateKeys } from '../../../src/scenario/compile/auto-scaling-groups.ts';
import { compileScenario } from '../../../src/scenario/compile.ts';
import { provider, read, scenarioText, service } from '../scenario-texts.ts';

function compiled(fields: object, cluster: object = {}) {
  const scenario = read(scenarioText({ capacityProviders: [provider(fields)], ...cluster }));
  const { inputs, notes } = compileScenario(scenario);
  const [input] = inputs;
  const { autoScalingGroup, instances } = input!.capacityProviders[0]!;
  const name = (row: number) => {
    const { instanceType, purchaseOption, zone } = input!.launchTemplates[row]!;
    return `${instanceType} ${purchaseOption} ${input!.zones[zone]!.at(-1)}`;
  };
  return { input: input!, group: autoScalingGroup!, instances: [...instances].map(name), name, notes: notes[0]! };
}

const policy = (types: readonly string[], instancesDistribution: object) => ({
  instanceType: undefined,
  mixedInstancesPolicy: {
    launchTemplate: { overrides: types.map((instanceType) => ({ instanceType })) },
    instancesDistribution,
  },
});

describe('an Auto Scaling group, compiled', () => {
  it('of one type launches it in each of its zones, on demand', () => {
    const { group, name } = compiled({ desiredCapacity: 2 });
    expect(group).toMatchObject({ minSize: 0, maxSize: 2, desiredCapacity: 2, zones: [0, 1, 2], takesTurns: true });
    expect(group.onDemandTypes.map((rows) => [...rows].map(name))).toEqual([
      ['m6i.xlarge on-demand a', 'm6i.xlarge on-demand b', 'm6i.xlarge on-demand c'],
    ]);
    expect(group.spotTypes).toEqual([]);
  });

  it('of Spot has no on-demand types, unless it may fall back to them', () => {
    expect(compiled({ purchaseOption: 'spot' }).group).toMatchObject({ onDemandTypes: [] });
    const { group, name, instances } = compiled({
      purchaseOption: 'spot',
      remedies: { spotFallsBackToOnDemand: true },
      desiredCapacity: 1,
    });
    expect(group.spotTypes.map(([row]) => name(row!))).toEqual(['m6i.xlarge spot a', 'm6i.xlarge on-demand a']);
    expect(instances).toEqual(['m6i.xlarge spot a']);
  });

  it('tries its types by the order of the overrides, or by price', () => {
    const types = ['m6i.2xlarge', 'm6i.large', 'm6i.xlarge'];
    const tried = (distribution: object) => {
      const { group, name } = compiled(policy(types, distribution));
      return [group.onDemandTypes, group.spotTypes].map((rows) => rows.map(([row]) => name(row!).split(' ', 1)[0]));
    };
    expect(tried({})).toEqual([types, []]);
    const byPrice = ['m6i.large', 'm6i.xlarge', 'm6i.2xlarge'];
    const half = { onDemandPercentageAboveBaseCapacity: 50 };
    expect(tried({ ...half, onDemandAllocationStrategy: 'lowest-price' })).toEqual([byPrice, byPrice]);
    expect(tried({ ...half, spotAllocationStrategy: 'capacity-optimized-prioritized' })).toEqual([types, types]);
  });

  it('begins with the base on demand, then as its percentage says, zone by zone', () => {
    const mix = { onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 50 };
    expect(compiled({ ...policy(['m6i.large'], mix), desiredCapacity: 4 }).instances).toEqual([
      'm6i.large on-demand a',
      'm6i.large on-demand b',
      'm6i.large spot c',
      'm6i.large on-demand a',
    ]);
  });

  it('turns shortages into the launch templates that they mean', () => {
    const { input, name } = compiled({
      ...policy(['m6i.large', 'm5.large'], { onDemandPercentageAboveBaseCapacity: 50 }),
      capacityUnavailable: [{ instanceType: 'm5.large', availabilityZone: 'us-east-1b' }],
    });
    expect(input.capacityShortages.map(({ launchTemplates }) => launchTemplates.map(name))).toEqual([
      ['m5.large on-demand b', 'm5.large spot b'],
    ]);
  });

  it('has a launch template for each purchase option, type and zone', () => {
    const scenario = read(scenarioText({ capacityProviders: [provider({ instanceType: ['m6i.large', 'm5.large'] })] }));
    const [first] = scenario.clusters[0]!.capacityProviders;
    expect('fleet' in first! && templateKeys(first.fleet)).toHaveLength(6);
  });

  it('P5.18: is noted where a service spreads its tasks over the instances that it should empty', () => {
    const scaled = { managedScaling: { status: 'ENABLED' }, maxSize: 9 };
    const capacityProviderStrategy = [{ capacityProvider: 'general', weight: 1 }];
    const placed = (placementStrategy: object[]) =>
      compiled(scaled, { services: [service({ capacityProviderStrategy, placementStrategy })] }).notes;
    const spread = [{ type: 'spread', field: 'attribute:ecs.availability-zone' }];
    expect(placed(spread).join()).toContain(
      'Service web spreads its tasks over the instances of capacity provider general',
    );
    expect(placed([...spread, { type: 'binpack', field: 'memory' }])).toEqual([]);
  });
});
