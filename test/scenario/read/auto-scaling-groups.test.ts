import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts';
import { isScaled, usesOnDemand, usesSpot } from '../../../src/scenario/read/auto-scaling-groups.ts';
import { faultsOf, provider, read, scenarioText } from '../scenario-texts.ts';

function readWith(fields: object) {
  const { capacityProviders, notes } = read(scenarioText({ capacityProviders: [provider(fields)] })).clusters[0]!;
  const [first] = capacityProviders;
  if (first?.kind !== 'auto-scaling-group') throw new Error('no group');
  return { fleet: first.fleet, group: first.fleet.group, notes };
}

const faults = (fields: object) =>
  faultsOf({ capacityProviders: [provider(fields)] }).map((fault) =>
    fault.replace('clusters[0].capacityProviders[0].autoScalingGroupProvider', '…'),
  );
const overrides = [{ instanceType: 'm6i.large' }, { instanceType: 'm5.large' }];
const mixed = (instancesDistribution: object = {}) => ({
  instanceType: undefined,
  mixedInstancesPolicy: { launchTemplate: { overrides }, instancesDistribution },
});

describe('the Auto Scaling group of a scenario', () => {
  it('is fixed at its desired capacity, unless something is said', () => {
    expect(readWith({ desiredCapacity: 3 }).group).toMatchObject({
      minSize: 0,
      maxSize: 3,
      mix: null,
      managedScaling: null,
      warmPool: null,
      updates: [],
      drainTimeoutMs: 48 * HOUR_MS,
      launchMs: { kind: 'uniform', min: 30_000, max: 120_000 },
      registrationMs: { kind: 'uniform', min: 10_000, max: 30_000 },
    });
  });

  it('P5.12, P5.13: has the defaults of managed scaling', () => {
    const { group } = readWith({ managedScaling: { status: 'ENABLED' }, maxSize: 20, desiredCapacity: undefined });
    expect(group.managedScaling).toEqual({
      targetCapacity: 100,
      minimumScalingStepSize: 1,
      maximumScalingStepSize: 10_000,
      instanceWarmupMs: 300_000,
      lowAlarmMinutes: 15,
      alarmDelayMs: 30_000,
    });
    expect([isScaled({ managedScaling: { status: 'DISABLED' } }), isScaled({})]).toEqual([false, false]);
  });

  it('P5.17: drains unless managed draining is off', () => {
    expect(readWith({ managedDraining: 'DISABLED' }).group.drainTimeoutMs).toBeNull();
    expect(readWith({ drainTimeout: '20m' }).group.drainTimeoutMs).toBe(20 * MINUTE_MS);
  });

  it('takes a mixedInstancesPolicy as EC2 Auto Scaling does, in either spelling', () => {
    const { fleet, group } = readWith({
      instanceType: undefined,
      MixedInstancesPolicy: {
        LaunchTemplate: { Overrides: [{ InstanceType: 'm6i.large' }, { InstanceType: 'm5.large' }] },
        InstancesDistribution: { OnDemandBaseCapacity: 2, OnDemandPercentageAboveBaseCapacity: 25 },
      },
    });
    expect(fleet.instanceTypes).toEqual(['m6i.large', 'm5.large']);
    expect(group.mix).toEqual({
      onDemandBaseCapacity: 2,
      onDemandPercentageAboveBaseCapacity: 25,
      onDemandByPrice: false,
      spotByPrice: true,
    });
  });

  it('knows how its instances may be bought', () => {
    const options = (group: object) => [usesOnDemand(group), usesSpot(group)];
    const policy = (instancesDistribution: object) => ({
      mixedInstancesPolicy: { launchTemplate: { overrides }, instancesDistribution },
    });
    expect([options({}), options({ purchaseOption: 'spot' })]).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(options(policy({ onDemandPercentageAboveBaseCapacity: 0 }))).toEqual([false, true]);
    expect(options(policy({ onDemandPercentageAboveBaseCapacity: 0, onDemandBaseCapacity: 1 }))).toEqual([true, true]);
    expect(options({ purchaseOption: 'spot', remedies: { spotFallsBackToOnDemand: true } })).toEqual([true, true]);
  });

  it('is updated in order of time, and as large as it is ever told to be', () => {
    const updates = [
      { at: '6h', desiredCapacity: 8 },
      { at: '2026-01-05T02:00:00Z', minSize: 2, maxSize: 9 },
    ];
    expect(readWith({ updates }).group.updates).toEqual([
      { atMs: 2 * HOUR_MS, minSize: 2, maxSize: 9, desiredCapacity: null },
      { atMs: 6 * HOUR_MS, minSize: null, maxSize: null, desiredCapacity: 8 },
    ]);
    expect(readWith({ updates: [updates[0]] }).group.maxSize).toBe(8);
    expect(readWith({ updates: [{ at: '1h', minSize: 9 }] }).group.maxSize).toBe(9);
  });

  it('has a warm pool whose running instances start at once', () => {
    const startMs = (poolState: string) => readWith({ warmPool: { minSize: 1, poolState } }).group.warmPool;
    expect(startMs('Running')).toMatchObject({ minSize: 1, poolState: 'Running', startMs: { min: 0, max: 0 } });
    expect(startMs('Stopped')).toMatchObject({ poolState: 'Stopped', startMs: { min: 15_000, max: 30_000 } });
  });

  it('has shortages of all or some of what it launches', () => {
    const capacityUnavailable = [{ instanceType: 'm6i.xlarge', from: '1h', to: '2h' }, { purchaseOption: 'spot' }];
    expect(readWith({ capacityUnavailable }).group.shortages).toEqual([
      { instanceType: 'm6i.xlarge', availabilityZone: null, purchaseOption: null, fromMs: HOUR_MS, toMs: 2 * HOUR_MS },
      { instanceType: null, availabilityZone: null, purchaseOption: 'spot', fromMs: 0, toMs: 24 * HOUR_MS },
    ]);
  });

  it('says what is a what-if, and what goes otherwise than its words say', () => {
    const remedies = { lowAlarmMinutes: 3, spotFallsBackToOnDemand: true };
    const policy = mixed({ onDemandPercentageAboveBaseCapacity: 0, spotAllocationStrategy: 'capacity-optimized' });
    const warmPool = { poolState: 'Hibernated', instanceReusePolicy: { reuseOnScaleIn: true } };
    expect(readWith({ ...policy, remedies, warmPool }).notes).toEqual([
      'Capacity provider general: lowAlarmMinutes 3 is a what-if; in ECS the alarm has 15 minutes, and none can be set.',
      'Capacity provider general: spotFallsBackToOnDemand is a what-if; EC2 Auto Scaling waits for Spot capacity.',
      'Capacity provider general: capacity-optimized goes by the order of the overrides; how deep a Spot pool is is not simulated.',
      'Capacity provider general: a Hibernated warm pool is simulated as Stopped.',
      'Capacity provider general: reuseOnScaleIn was read and is not simulated; instances end on scale-in.',
    ]);
    expect(readWith({ managedScaling: { status: 'DISABLED' } }).notes).toEqual([]);
  });
});

describe('what is wrong with an Auto Scaling group', () => {
  it('P5.19: managed scaling without a largest size, or with none', () => {
    expect(faults({ managedScaling: { status: 'ENABLED' } })).toEqual([
      '….maxSize: found nothing, expected how large managed scaling may make the group',
    ]);
    expect(faults({ maxSize: 0, desiredCapacity: 0 })).toEqual([
      '….maxSize: found 0, expected more than 0, which a capacity provider needs',
    ]);
  });

  it('P5.16: managed termination protection without managed scaling', () => {
    expect(faults({ managedTerminationProtection: 'ENABLED' })).toEqual([
      '….managedTerminationProtection: found "ENABLED", expected DISABLED, or managedScaling with status ENABLED, which it needs',
    ]);
  });

  it('P5.19: instance weights, and types named twice', () => {
    const weighted = { launchTemplate: { overrides: [{ instanceType: 'm5.large', weightedCapacity: '2' }] } };
    expect(faults({ instanceType: undefined, mixedInstancesPolicy: weighted })).toEqual([
      '….mixedInstancesPolicy.launchTemplate.overrides[0].weightedCapacity: found "2", expected no weights, which capacity providers do not support',
    ]);
    expect(faults({ ...mixed(), purchaseOption: 'spot' })).toEqual([
      '….purchaseOption: found "spot", expected no purchaseOption beside mixedInstancesPolicy',
    ]);
  });

  it('an update of nothing, or beyond the largest size', () => {
    expect(faults({ maxSize: 5, updates: [{ at: '1h' }, { at: '2h', desiredCapacity: 6 }] })).toEqual([
      '….updates[0]: found {"at":"1h"}, expected a minSize, maxSize or desiredCapacity',
      '….updates[1].desiredCapacity: found 6, expected at most 5, the maxSize',
    ]);
  });

  it('an update whose minSize, maxSize and desiredCapacity contradict what the ones before it in time have set', () => {
    const grown = [
      { at: '2h', desiredCapacity: 8 },
      { at: '1h', maxSize: 8 },
    ];
    expect(faults({ maxSize: 5, updates: grown })).toEqual([]);
    const updates = [
      { at: '1h', minSize: 6 },
      { at: '2h', minSize: 3, desiredCapacity: 2 },
      { at: '3h', maxSize: 2 },
    ];
    expect(faults({ maxSize: 5, updates })).toEqual([
      '….updates[0].minSize: found 6, expected at most 5, the maxSize',
      '….updates[1].desiredCapacity: found 2, expected at least 3, the minSize',
      '….updates[2].maxSize: found 2, expected at least 3, the minSize',
    ]);
  });

  it('a shortage of a type or a zone that it does not have', () => {
    const capacityUnavailable = [{ instanceType: 'm6i.large' }, { availabilityZone: 'us-east-1f' }];
    expect(faults({ capacityUnavailable })).toEqual([
      '….capacityUnavailable[0].instanceType: found "m6i.large", expected one of m6i.xlarge',
      '….capacityUnavailable[1].availabilityZone: found "us-east-1f", expected one of us-east-1a | us-east-1b | us-east-1c',
    ]);
  });

  it('an override that nobody knows', () => {
    const policy = { launchTemplate: { overrides: [{ instanceType: 'm6i.larg' }] } };
    expect(faults({ instanceType: undefined, mixedInstancesPolicy: policy })).toEqual([
      '….mixedInstancesPolicy.launchTemplate.overrides[0].instanceType: found "m6i.larg", expected an instance type of the catalog or of instanceTypes; did you mean "m6i.large"?',
    ]);
  });
});
