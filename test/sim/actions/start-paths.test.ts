import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { Simulation, simulate } from '../../../src/sim/simulation.ts';
import { NO_NETWORK } from '../../../src/sim/state/input/network.ts';
import {
  PULL_DENIED,
  PULL_TIMED_OUT,
  REGISTRY_AUTH_TIMED_OUT,
  ROLE_NOT_ASSUMED,
} from '../../../src/sim/state/start-failures.ts';
import { constant, definition, FARGATE, fleet, input, service, source, template, timing } from '../builders.ts';
import { tasksOf } from '../reading.ts';

const paths = (...failures: number[]) => ({
  taskDefinition: 0,
  failures: Int32Array.from(failures),
  failuresWithout: [],
  ecrWays: new Int32Array(failures.length).fill(NONE),
  otherWays: new Int32Array(failures.length).fill(NONE),
});
const subnet = (zone: number, usableAddresses: number | null) => ({
  name: `subnet-${zone}`,
  zone,
  usableAddresses,
  heldAddresses: 0,
});
const onFargate = {
  launchTemplates: [],
  capacityProviders: [FARGATE],
  taskDefinitions: [definition({ isAwsvpc: true })],
};

describe('starts whose place decides', () => {
  it('P12.5: fail in the subnet without a way to the registry, and go well in the other', () => {
    const network = { ...NO_NETWORK, subnets: [subnet(0, null), subnet(1, null)] };
    const startPaths = [paths(REGISTRY_AUTH_TIMED_OUT, NONE, NONE)];
    const taskSources = [source({ count: 2, zones: [0, 1], subnets: [0, 1], startPaths })];
    const recording = simulate(input({ ...onFargate, network, taskSources }));
    expect(tasksOf(recording)).toMatchObject([
      { zone: 0, startFailure: 'REGISTRY_AUTH_TIMED_OUT', stoppedAtMs: 180_000 },
      { zone: 1, startFailure: undefined, startedAtMs: 1000 },
    ]);
  });

  it('P12.5: on EC2 the way is that of the instance', () => {
    const startPaths = [paths(PULL_TIMED_OUT, NONE)];
    const recording = simulate(
      input({
        launchTemplates: [template(), template({ zone: 1 })],
        capacityProviders: [fleet([0, 1])],
        taskSources: [source({ count: 2, placementStrategy: [{ type: 'spread', field: 'instanceId' }], startPaths })],
      }),
    );
    expect(tasksOf(recording).map(({ startFailure }) => startFailure)).toEqual(['PULL_TIMED_OUT', undefined]);
  });

  it('P12.5: fail while the zone of their NAT gateway is out, and go well before and after', () => {
    const network = {
      ...NO_NETWORK,
      subnets: [subnet(0, null), subnet(1, null)],
      zonesOut: [{ zones: [0], cutOff: new Uint8Array(0) }],
    };
    const startPaths = [
      { ...paths(NONE, NONE, NONE), failuresWithout: [Int32Array.of(NONE, REGISTRY_AUTH_TIMED_OUT, NONE)] },
    ];
    const outage = { kind: 'zone-outage' as const, zone: 0, atMs: 60_000, untilMs: 600_000 };
    const arrivals = { kind: 'list' as const, atMs: Float64Array.of(0, 61_000, 601_000) };
    const recording = simulate(
      input({
        ...onFargate,
        network,
        taskSources: [
          source({
            zones: [1],
            subnets: [1],
            startPaths,
            arrivals: { ...arrivals, durationMs: null, taskDefinition: null },
          }),
        ],
        failures: { hazards: [], incidents: [outage] },
      }),
    );
    expect(tasksOf(recording)).toMatchObject([
      { startFailure: undefined, startedAtMs: 1000 },
      { startFailure: 'REGISTRY_AUTH_TIMED_OUT', stoppedAtMs: 61_000 + 180_000 },
      { startFailure: undefined, startedAtMs: 602_000 },
    ]);
  });

  it('P12: a role that nobody may assume ends the task in PROVISIONING, whatever else is wrong', () => {
    const network = { ...NO_NETWORK, subnets: [subnet(0, 0)] };
    const startPaths = [paths(ROLE_NOT_ASSUMED, ROLE_NOT_ASSUMED)];
    const taskSources = [source({ zones: [0], subnets: [0], startPaths })];
    const recording = simulate(input({ ...onFargate, network, taskSources }));
    expect(tasksOf(recording)).toMatchObject([{ startFailure: 'ROLE_NOT_ASSUMED', pullStartedAtMs: Number.NaN }]);
  });

  it('P4.19: starts that fail for their network are throttled', () => {
    const startPaths = [paths(REGISTRY_AUTH_TIMED_OUT)];
    const services = [service({ startPaths })];
    const recording = simulate(
      input({ ...onFargate, services, timing: timing({ connectionTimeoutMs: constant(1000) }) }),
    );
    // 60 s × 2^(k-1) from the fourth failure on leave room for some ten tries in an hour.
    expect(tasksOf(recording).length).toBeLessThan(12);
  });
});

it('P4.14: a scale-in takes what starts of a FAILED deployment first, then the healthy tasks of the one before', () => {
  // The new revision is refused in zone 0, which fails the deployment while its task in zone 1 still starts.
  const network = { ...NO_NETWORK, subnets: [subnet(0, null), subnet(1, null)] };
  const startPaths = [{ ...paths(PULL_DENIED, NONE, NONE), taskDefinition: 1 }];
  const recording = simulate(
    input({
      ...onFargate,
      network,
      taskDefinitions: [
        definition({ isAwsvpc: true }),
        definition({ isAwsvpc: true, revision: 2, startupMs: 600_000 }),
      ],
      services: [
        service({
          desiredCount: 4,
          minimumHealthyPercent: 50,
          maximumPercent: 100,
          zones: [0, 1],
          subnets: [0, 1],
          startPaths,
          deployments: [{ atMs: 120_000, taskDefinition: 1, test: null, load: null }],
          circuitBreaker: { rollback: false, resetsOnHealthyTask: false, threshold: { type: 'COUNT', value: 1 } },
          updates: [{ atMs: 180_000, desiredCount: 0 }],
        }),
      ],
    }),
  );
  expect(recording.deployments[1]).toMatchObject({ rolloutState: 'FAILED' });
  expect(tasksOf(recording).filter(({ stoppedAtMs }) => Number.isNaN(stoppedAtMs))).toEqual([]);
});

describe('addresses', () => {
  const network = { ...NO_NETWORK, subnets: [subnet(0, 3)] };

  it('P12.3: each awsvpc task takes one until it is STOPPED; a full subnet fails the next start in PROVISIONING', () => {
    const services = [service({ desiredCount: 4, zones: [0], subnets: [0] })];
    const simulation = new Simulation(input({ ...onFargate, network, services }));
    simulation.runUntil(5000);
    expect(simulation.cluster.subnets.taken[0]).toBe(3);
    const [failed] = tasksOf(simulation.finish()).filter(({ startFailure }) => startFailure !== undefined);
    expect(failed).toMatchObject({ startFailure: 'NO_FREE_ADDRESSES', stoppedAtMs: 0, pullStartedAtMs: Number.NaN });
  });

  it('P12.3: instances take one each, tasks in bridge mode none', () => {
    const simulation = new Simulation(
      input({
        network,
        launchTemplates: [template({ subnet: 0 })],
        capacityProviders: [fleet([0, 0])],
        services: [service({ desiredCount: 2, zones: [0], subnets: [0] })],
      }),
    );
    simulation.runUntil(5000);
    expect(simulation.cluster.subnets.taken[0]).toBe(2);
  });

  it('P12.3: a fleet has no more instances than its subnet has addresses', () => {
    const launchTemplates = [template({ subnet: 0 })];
    const simulation = new Simulation(input({ network, launchTemplates, capacityProviders: [fleet([0, 0, 0, 0])] }));
    expect(simulation.cluster.containerInstances.count).toBe(3);
  });

  it('P8.7: of two subnets in a zone the one with more free addresses takes the task', () => {
    const subnets = [subnet(0, 1), subnet(0, 2)];
    const services = [service({ desiredCount: 3, zones: [0], subnets: [0, 1] })];
    const simulation = new Simulation(input({ ...onFargate, network: { ...NO_NETWORK, subnets }, services }));
    simulation.runUntil(5000);
    expect([...simulation.cluster.subnets.taken]).toEqual([1, 2]);
  });
});
