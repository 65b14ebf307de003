import { describe, expect, it } from 'vitest';
import { isSpot } from '../../../src/scenario/read/failures.ts';
import { faultsOf, provider, read, scenarioText, service } from '../scenario-texts.ts';

const failuresOf = (...failures: readonly object[]) =>
  read(scenarioText({ services: [service()], failures })).clusters[0]!.failures;
const faults = (...failures: readonly object[]) => faultsOf({ services: [service()], failures });
const span = { at: '1h', for: '30m' };

describe('what goes wrong in a cluster', () => {
  it('is read with its defaults, counted from the start of the run', () => {
    expect(
      failuresOf(
        { type: 'zoneOutage', availabilityZone: 'us-east-1a', at: '2026-01-05T01:00:00Z', for: '30m' },
        { type: 'agentDisconnected', ...span },
        { type: 'instanceFailure', at: '2h' },
        { type: 'instanceFailure', capacityProvider: 'general', ratePerHour: '1%' },
        { type: 'taskCrash', service: 'web', ratePerHour: 0.5 },
        { type: 'registryUnavailable', ...span },
        { type: 'fargateRetirement', at: '1h' },
        { type: 'fargateRetirement', at: '1h', waitDays: 14 },
        { type: 'capacityUnavailable', instanceType: 'm6i.xlarge', ...span },
        { type: 'spotInterruption', capacityProvider: 'FARGATE_SPOT', ratePerHour: '5%' },
      ),
    ).toEqual([
      { type: 'zoneOutage', availabilityZone: 'us-east-1a', atMs: 3_600_000, untilMs: 5_400_000 },
      { type: 'agentDisconnected', capacityProvider: null, share: 1, atMs: 3_600_000, untilMs: 5_400_000 },
      { type: 'instanceFailure', capacityProvider: null, occurs: { atMs: 7_200_000, count: 1 } },
      { type: 'instanceFailure', capacityProvider: 'general', occurs: { perHour: 0.01 } },
      { type: 'taskCrash', service: 'web', perHour: 0.5, exitCode: 1 },
      { type: 'registryUnavailable', atMs: 3_600_000, untilMs: 5_400_000 },
      { type: 'fargateRetirement', atMs: 608_400_000, createdBeforeMs: 3_600_000 },
      { type: 'fargateRetirement', atMs: 1_213_200_000, createdBeforeMs: 3_600_000 },
      {
        type: 'capacityUnavailable',
        capacityProvider: null,
        instanceType: 'm6i.xlarge',
        availabilityZone: null,
        atMs: 3_600_000,
        untilMs: 5_400_000,
      },
      { type: 'spotInterruption', capacityProvider: 'FARGATE_SPOT', perHour: 0.05, withoutNotice: 0 },
    ]);
  });

  it('is refused where it names nothing that is there, with a near name', () => {
    expect(faults({ type: 'taskCrash', service: 'wep', ratePerHour: '1%' })).toEqual([
      'clusters[0].failures[0].service: found "wep", expected a service of the cluster (web); did you mean "web"?',
    ]);
    expect(faults({ type: 'zoneOutage', availabilityZone: 'us-east-1f', ...span })[0]).toContain(
      'a zone of the cluster',
    );
    expect(faults({ type: 'agentDisconnected', capacityProvider: 'FARGATE', ...span })).toHaveLength(1);
    expect(faults({ type: 'spotInterruption', capacityProvider: 'general' })[0]).toContain('(FARGATE_SPOT)');
    expect(faults({ type: 'capacityUnavailable', instanceType: 'm6i.large', ...span })[0]).toContain(
      'did you mean "m6i.xlarge"',
    );
  });

  it('is refused where it says too little or too much', () => {
    expect(faults({ type: 'instanceFailure' })[0]).toContain('found neither, expected ratePerHour');
    expect(faults({ type: 'instanceFailure', at: '1h', ratePerHour: 1 })[0]).toContain('found both');
    expect(faults({ type: 'instanceFailure', ratePerHour: 1, count: 2 })[0]).toContain('no count');
    expect(faults({ type: 'capacityUnavailable', ...span })[0]).toContain('found none');
    const crash = { type: 'taskCrash', service: 'web', ratePerHour: 1 };
    expect(faults(crash, crash)).toEqual([
      'clusters[0].failures[1]: found a second rate of taskCrash of web, expected each rate once',
    ]);
  });

  it('is of a type that is known', () => {
    expect(faults({ type: 'zoneOutrage', availabilityZone: 'us-east-1a', ...span })[0]).toMatch(
      /^clusters\[0\]\.failures\[0\]\.type: found "zoneOutrage", .*did you mean "zoneOutage"\?$/,
    );
  });

  it('has no field that its type does not know, and is met with a near one', () => {
    expect(faults({ type: 'spotInterruption', ratePerHuor: '5%' })).toEqual([
      'clusters[0].failures[0].ratePerHuor: found an unknown key, expected one of type | capacityProvider | ' +
        'ratePerHour | withoutNotice; did you mean "ratePerHour"?',
    ]);
  });

  it('knows Spot capacity', () => {
    const text = scenarioText({ capacityProviders: [provider({ purchaseOption: 'spot' }), 'FARGATE', 'FARGATE_SPOT'] });
    expect(read(text).clusters[0]!.capacityProviders.map(isSpot)).toEqual([true, false, true]);
    const mixed = (onDemandPercentageAboveBaseCapacity: number) => {
      const mixedInstancesPolicy = {
        instancesDistribution: { onDemandPercentageAboveBaseCapacity },
        launchTemplate: { overrides: [{ instanceType: 'm6i.large' }] },
      };
      return provider({ instanceType: undefined, mixedInstancesPolicy });
    };
    const isOfSpot = (percentage: number) =>
      read(scenarioText({ capacityProviders: [mixed(percentage)] })).clusters[0]!.capacityProviders.map(isSpot)[0];
    expect([isOfSpot(0), isOfSpot(70), isOfSpot(100)]).toEqual([true, true, false]);
  });
});
