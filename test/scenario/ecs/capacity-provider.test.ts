import { describe, expect, it } from 'vitest';
import {
  capacityProviderFaults,
  checkCapacityProvider,
  readCapacityProvider,
  readCapacityProviders,
} from '../../../src/scenario/ecs/capacity-provider.ts';
import { subjectAt } from '../../../src/scenario/issues.ts';
import { accepted, documentOf, faults } from './samples.ts';

const group = (managedScaling: object) => ({ name: 'general', autoScalingGroupProvider: { managedScaling } });

describe('a capacity provider', () => {
  it('P5.11 and P5.13: gets the defaults of managed scaling', () => {
    const { autoScalingGroupProvider } = accepted(readCapacityProvider(documentOf(group({}))));
    expect(autoScalingGroupProvider).toEqual({
      managedScaling: {
        enabled: true,
        targetCapacity: 100,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 10_000,
        instanceWarmupPeriodSeconds: 300,
      },
      managedTerminationProtection: false,
      managedDraining: true,
    });
  });

  it('without managedScaling, or with it DISABLED, does not scale', () => {
    const bare = accepted(readCapacityProvider(documentOf({ name: 'a', autoScalingGroupProvider: {} })));
    expect(bare.autoScalingGroupProvider?.managedScaling.enabled).toBe(false);
    const off = accepted(readCapacityProvider(documentOf(group({ status: 'DISABLED' }))));
    expect(off.autoScalingGroupProvider?.managedScaling.enabled).toBe(false);
  });

  it('of Fargate has a name only, beside others in describe output', () => {
    const value = {
      capacityProviders: [{ name: 'FARGATE', status: 'ACTIVE', tags: [] }, group({ targetCapacity: 90 })],
    };
    const [fargate, general] = accepted(readCapacityProviders(documentOf(value)));
    expect(fargate).toEqual({ name: 'FARGATE' });
    expect(general?.autoScalingGroupProvider?.managedScaling.targetCapacity).toBe(90);
  });

  it('P5.11 and P5.13: keeps its ranges', () => {
    const scaling = (fields: object) => faults(readCapacityProvider(documentOf(group(fields))).issues);
    expect(scaling({ targetCapacity: 0 })[0]).toContain('an integer from 1 to 100');
    expect(scaling({ maximumScalingStepSize: 10_001 })[0]).toContain('an integer from 1 to 10000');
    expect(scaling({ instanceWarmupPeriod: 10_001 })[0]).toContain('an integer from 0 to 10000');
    expect(scaling({ minimumScalingStepSize: 5, maximumScalingStepSize: 4 })[0]).toContain('at most 4');
  });

  it('does not take a name of AWS', () => {
    expect(capacityProviderFaults({ name: 'ecs-general' })[0]?.path).toEqual(['name']);
    expect(capacityProviderFaults({ name: 'FARGATE_SPOT' })).toEqual([]);
    expect(checkCapacityProvider(subjectAt(documentOf({ name: 'aws1' }))).issues).toHaveLength(1);
  });
});
