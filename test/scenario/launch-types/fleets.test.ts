import { describe, expect, it } from 'vitest';
import { findInstanceType } from '../../../src/catalog/instance-types.ts';
import { rateCard } from '../../../src/catalog/rates.ts';
import {
  ec2TypeOf,
  firstGroup,
  instancesFor,
  launchTypeFleet,
  movedTasks,
} from '../../../src/scenario/launch-types/fleets.ts';
import { provider, read, scenarioText, service } from '../scenario-texts.ts';

const m6i = findInstanceType('m6i.xlarge')!;
const plan = {
  name: 'ec2-spot',
  type: findInstanceType('m6g.xlarge')!,
  purchaseOption: 'spot',
  desiredCapacity: 2,
  maxSize: 9,
} as const;

describe('the group of a variant', () => {
  it('has managed scaling at 100 %, its own type and option, and what else the first group says', () => {
    const scenario = read(
      scenarioText({ capacityProviders: [provider({ rootVolume: { sizeGiB: 50 }, agentRegistrationSeconds: 7 })] }),
    );
    const made = launchTypeFleet(scenario, scenario.clusters[0]!, plan);
    expect(made).toMatchObject({
      name: 'ec2-spot',
      fleet: {
        instanceTypes: ['m6g.xlarge'],
        purchaseOption: 'spot',
        desiredCapacity: 2,
        rootVolumeGiB: 50,
        group: { minSize: 0, maxSize: 9, managedScaling: { targetCapacity: 100 }, registrationMs: { value: 7000 } },
      },
    });
  });

  it('is as usual where the cluster has none', () => {
    const scenario = read(scenarioText({ capacityProviders: ['FARGATE'] }));
    const made = launchTypeFleet(scenario, scenario.clusters[0]!, plan);
    expect(made).toMatchObject({ fleet: { rootVolumeGiB: 30, hasTrunking: true } });
    expect(firstGroup(scenario.clusters[0]!)).toBeUndefined();
  });

  it('forgets memory that was measured on another type', () => {
    const scenario = read(scenarioText({ capacityProviders: [provider({ registeredMemoryMiB: 15_000 })] }));
    const memoryOf = (type: typeof m6i) => {
      const made = launchTypeFleet(scenario, scenario.clusters[0]!, { ...plan, type });
      return 'fleet' in made ? made.fleet.registeredMemoryMiB : null;
    };
    expect([memoryOf(m6i), memoryOf(plan.type)]).toEqual([15_000, undefined]);
  });
});

it('the tasks of a cluster are those of its services at the start, or as many as there may be', () => {
  const scalableTarget = { minCapacity: 2, maxCapacity: 12 };
  const text = scenarioText({ services: [service({ desiredCount: 3, scalableTarget, scalingPolicies: [] })] });
  const [cluster] = read(text).clusters;
  expect([movedTasks(cluster!, 'first').length, movedTasks(cluster!, 'most').length]).toEqual([3, 12]);
  expect(ec2TypeOf(read(text), cluster!, rateCard('us-east-1')).instanceType).toBe('m6i.xlarge');
});

it('instances are as many as hold the tasks by what they register, at least one', () => {
  const sized = (cpuUnits: number, memoryMiB: number, count: number) =>
    Array.from({ length: count }, () => ({ cpuUnits, memoryMiB }));
  // m6i.xlarge: 4096 units, 16 GiB of which 15892 MiB register.
  expect([instancesFor(sized(1024, 3840, 12), m6i), instancesFor(sized(1024, 4096, 12), m6i)]).toEqual([3, 4]);
  expect(instancesFor([...sized(256, 1024, 4), ...sized(3072, 8192, 2)], m6i)).toBe(2);
  expect(instancesFor([], m6i)).toBe(1);
});
