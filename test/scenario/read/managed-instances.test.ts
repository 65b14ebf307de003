import { describe, expect, it } from 'vitest';
import { compile, faultsOf, read, scenarioText } from '../scenario-texts.ts';

const managed = (instanceRequirements: object | undefined, fields: object = {}) => ({
  name: 'managed',
  managedInstancesProvider: {
    infrastructureRoleArn: 'arn:aws:iam::111122223333:role/infrastructure',
    instanceLaunchTemplate: instanceRequirements === undefined ? {} : { instanceRequirements },
    ...fields,
  },
});
const providerOf = (one: object) => {
  const [first] = read(scenarioText({ capacityProviders: [one] })).clusters[0]!.capacityProviders;
  return first?.kind === 'managed-instances' ? first : undefined;
};
const SIZES = { vCpuCount: { min: 2, max: 8 }, memoryMiB: { min: 8192 } };

describe('a managedInstancesProvider', () => {
  it('launches types that meet its instanceRequirements, priced with the fee', () => {
    const { fleet, managed: settings } = providerOf(
      managed({ ...SIZES, allowedInstanceTypes: ['m5.large', 'm5.xlarge', 't3.large'] }),
    )!;
    // t3 is burstable, which is excluded unless asked for.
    expect(fleet.instanceTypes).toEqual(['m5.large', 'm5.xlarge']);
    expect(settings.usdPerHour['m5.large']).toBeCloseTo(0.096 * 1.12, 6);
    expect(settings).toMatchObject({ scaleInAfterMs: 300_000, provisionDelayMs: 5000, managementFeePercent: 12 });
  });

  it('never scales in with scaleInAfter -1', () => {
    const fields = { infrastructureOptimization: { scaleInAfter: -1 } };
    expect(providerOf(managed(SIZES, fields))!.managed.scaleInAfterMs).toBeNull();
  });

  it('is compiled to a launch template per type and zone, and no instance at first', () => {
    const types = { ...SIZES, allowedInstanceTypes: ['m5.large', 'm5.xlarge'] };
    const { capacityProviders, launchTemplates } = compile({ capacityProviders: [managed(types)] }).inputs[0]!;
    const { managedInstances, instances } = capacityProviders[0]!;
    expect([instances.length, launchTemplates.length]).toEqual([0, 6]);
    expect(managedInstances!.types.map(({ templates }) => templates)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(launchTemplates.map(({ zone }) => zone)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('needs a type that meets the requirements, and stands alone', () => {
    expect(faultsOf({ capacityProviders: [managed({ ...SIZES, allowedInstanceTypes: ['x9.*'] })] }).join()).toContain(
      'instanceRequirements',
    );
    const both = { ...managed(SIZES), autoScalingGroupProvider: { instanceType: 'm5.large', desiredCapacity: 1 } };
    expect(faultsOf({ capacityProviders: [both] }).join()).toContain(
      'either autoScalingGroupProvider or managedInstancesProvider',
    );
  });
});
