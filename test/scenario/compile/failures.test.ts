import { describe, expect, it } from 'vitest';
import { rateCard } from '../../../src/catalog/rates.ts';
import { bandPerHour } from '../../../src/scenario/compile/failures.ts';
import { compile, provider, service, taskSource } from '../scenario-texts.ts';

const spot = { ...provider({ purchaseOption: 'spot', instanceType: 'm6i.xlarge' }), name: 'spot' };
const cluster = { capacityProviders: [provider(), spot, 'FARGATE', 'FARGATE_SPOT'], services: [service()] };
const failuresOf = (...failures: readonly object[]) => compile({ ...cluster, failures }).inputs[0]!.failures;
const span = { at: '1h', for: '30m' };
const times = { atMs: 3_600_000, untilMs: 5_400_000 };

describe('the failures of a cluster, in rows', () => {
  it('Spot instances are interrupted by the band of the catalog: so many of them in a month', () => {
    const { interruption } = rateCard('us-east-1').ec2Spot('m6i.xlarge')!;
    const { hazards } = failuresOf();
    expect(hazards.map((hazard) => 'launchTemplate' in hazard && hazard.launchTemplate)).toEqual([3, 4, 5]);
    const share = 1 - Math.exp(-hazards[0]!.perHour * 730);
    expect(share).toBeGreaterThanOrEqual(interruption!.min);
    expect(share).toBeLessThanOrEqual(interruption!.max ?? 1);
    expect(bandPerHour(null)).toBe(0);
    expect(1 - Math.exp(-bandPerHour({ min: 0.2, max: null, source: '', asOf: '' }) * 730)).toBeGreaterThan(0.2);
  });

  it('or by a rate of the scenario: the own one of a provider before that of all', () => {
    const { hazards } = failuresOf(
      { type: 'spotInterruption', ratePerHour: '5%' },
      { type: 'spotInterruption', capacityProvider: 'spot', ratePerHour: '1%', withoutNotice: '10%' },
    );
    expect(hazards).toHaveLength(4);
    expect(hazards[0]).toEqual({
      kind: 'instance-interruption',
      launchTemplate: 3,
      perHour: 0.01,
      withoutNotice: 0.1,
      drainsOnNotice: false,
    });
    expect(hazards[3]).toEqual({ kind: 'task-interruption', capacityProvider: 3, perHour: 0.05 });
  });

  it('P9.5: drain on notice where ECS_ENABLE_SPOT_INSTANCE_DRAINING is set', () => {
    const draining = { ...spot, autoScalingGroupProvider: { ...spot, spotInstanceDraining: true } };
    const { autoScalingGroupProvider } = provider({
      purchaseOption: 'spot',
      spotInstanceDraining: true,
    }) as typeof draining;
    const { failures } = compile({ capacityProviders: [{ name: 'spot', autoScalingGroupProvider }] }).inputs[0]!;
    expect(failures.hazards[0]).toMatchObject({ drainsOnNotice: true });
  });

  it('name zones, providers, services and launch templates by row', () => {
    const { hazards, incidents } = failuresOf(
      { type: 'spotInterruption', ratePerHour: 1 },
      { type: 'zoneOutage', availabilityZone: 'us-east-1b', ...span },
      { type: 'instanceFailure', capacityProvider: 'spot', at: '1h', count: 2 },
      { type: 'instanceFailure', ratePerHour: '1%' },
      { type: 'agentDisconnected', ...span },
      { type: 'taskCrash', service: 'web', ratePerHour: 2, exitCode: 3 },
      { type: 'registryUnavailable', ...span },
    );
    expect(incidents).toEqual([
      { kind: 'zone-outage', zone: 1, ...times },
      { kind: 'instance-failure', atMs: 3_600_000, capacityProvider: 1, count: 2 },
      { kind: 'agent-disconnected', capacityProvider: -1, share: 1, ...times },
      { kind: 'registry-unavailable', ...times },
    ]);
    expect(hazards.filter(({ kind }) => kind === 'instance-failure')).toHaveLength(6);
    expect(hazards.at(-1)).toEqual({ kind: 'task-crash', service: 0, perHour: 2, exitCode: 3 });
  });

  it('capacity that is not to be had is EC2’s, Fargate’s or both, as it is named', () => {
    const unavailable = (parts: object) => failuresOf({ type: 'capacityUnavailable', ...parts, ...span }).incidents;
    expect(unavailable({ availabilityZone: 'us-east-1a' })).toEqual([
      { kind: 'instances-unavailable', launchTemplates: [0, 3], ...times },
      { kind: 'fargate-unavailable', capacityProvider: 2, zones: [0], ...times },
      { kind: 'fargate-unavailable', capacityProvider: 3, zones: [0], ...times },
    ]);
    expect(unavailable({ instanceType: 'm6i.xlarge', capacityProvider: 'spot' })).toEqual([
      { kind: 'instances-unavailable', launchTemplates: [3, 4, 5], ...times },
    ]);
    expect(unavailable({ capacityProvider: 'FARGATE_SPOT' })).toEqual([
      { kind: 'fargate-unavailable', capacityProvider: 3, zones: [0, 1, 2], ...times },
    ]);
  });

  it('of Fargate Spot nothing is published: a note says that none are simulated where it is used', () => {
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
    const tasks = [{ ...taskSource(), launchType: undefined, capacityProviderStrategy }];
    const notes = (...failures: readonly object[]) =>
      compile({ tasks, failures }).notes[0]!.filter((note) => note.includes('SPOT'));
    expect(notes()).toEqual([
      'FARGATE_SPOT: no rate of interruptions is published, so none are simulated; failures of type spotInterruption set one.',
    ]);
    expect(notes({ type: 'spotInterruption', ratePerHour: '5%' })).toEqual([]);
  });
});
