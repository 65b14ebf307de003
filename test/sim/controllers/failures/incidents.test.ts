import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../../src/base/units.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import { ACTIVE } from '../../../../src/sim/state/container-instances.ts';
import type { IncidentInput } from '../../../../src/sim/state/input/failures.ts';
import { NO_NETWORK } from '../../../../src/sim/state/input/network.ts';
import type { ServiceInput, TaskDefinitionInput } from '../../../../src/sim/state/input.ts';
import {
  constant,
  curve,
  definition,
  FARGATE,
  fleet,
  image,
  input,
  listed,
  load,
  loadBalancer,
  scaled,
  service,
  source,
  TARGETS,
  targetGroup,
  template,
  timing,
} from '../../builders.ts';
import { EC2, threeZones } from '../../fleets.ts';
import { eventsOf, failuresOf, tasksOf } from '../../reading.ts';

const happening = (...incidents: readonly IncidentInput[]) => ({ failures: { hazards: [], incidents } });
const span = { atMs: 10 * MINUTE_MS, untilMs: 30 * MINUTE_MS };
const onFargate = { launchTemplates: [], capacityProviders: [FARGATE], taskDefinitions: [definition()] };

describe('a zone outage', () => {
  const outage = happening({ kind: 'zone-outage', zone: 0, ...span });

  it('ends every container instance of the zone with its tasks, which start elsewhere', () => {
    const spread = [{ type: 'spread' as const, field: 'attribute:ecs.availability-zone' }];
    const services = [service({ capacity: EC2, desiredCount: 6, placementStrategy: spread })];
    const recording = simulate(input({ ...threeZones, services, ...outage }));
    const all = tasksOf(recording);
    const lost = all.filter(({ cause }) => cause === 'HOST_TERMINATED');
    expect(lost.map(({ zone, stoppedAtMs }) => [zone, stoppedAtMs])).toEqual([
      [0, span.atMs],
      [0, span.atMs],
    ]);
    expect(
      all
        .slice(6)
        .map(({ zone }) => zone)
        .sort(),
    ).toEqual([1, 2]);
    expect(recording.incidents).toEqual([
      { kind: 'zone-outage', subject: 'us-east-1a', ...span, instances: 1, tasks: 2, takesDown: [] },
    ]);
    expect(recording.counters.interruptedTasks[0]).toBe(2);
  });

  it('P8.7: ends the Fargate tasks of the zone; none starts there before it is back', () => {
    const recording = simulate(
      input({
        ...onFargate,
        services: [service({ desiredCount: 6, updates: [{ atMs: 40 * MINUTE_MS, desiredCount: 9 }] })],
        ...outage,
      }),
    );
    const all = tasksOf(recording);
    expect(all.filter(({ cause }) => cause === 'INFRASTRUCTURE_FAILED').map(({ zone }) => zone)).toEqual([0, 0]);
    const during = all.filter(({ createdAtMs }) => createdAtMs >= span.atMs && createdAtMs < span.untilMs);
    expect(during.map(({ zone }) => zone).sort()).toEqual([1, 2]);
    const after = all.filter(({ createdAtMs }) => createdAtMs >= span.untilMs);
    expect(after.map(({ zone }) => zone)).toEqual([0, 0, 0]);
  });

  it('leaves a service whose only zone it is without tasks until it is over (RESOURCE:FARGATE, P8.9)', () => {
    const recording = simulate(input({ ...onFargate, services: [service({ zones: [0] })], ...outage }));
    const [first, second, ...others] = tasksOf(recording);
    expect(others).toEqual([]);
    expect(first!.stoppedAtMs).toBeGreaterThanOrEqual(span.atMs);
    expect(second!.createdAtMs).toBe(span.untilMs + 10_000);
    expect(failuresOf(recording)).toEqual([['RESOURCE:FARGATE', 1]]);
    expect(eventsOf(recording).map(([, event, detail]) => [event, detail])).toContainEqual([
      'PLACEMENT_FAILURE',
      'RESOURCE:FARGATE',
    ]);
  });

  it('that overlaps another ends when both are over', () => {
    const longer = { kind: 'zone-outage' as const, zone: 0, atMs: 20 * MINUTE_MS, untilMs: 45 * MINUTE_MS };
    const both = { failures: { hazards: [], incidents: [...outage.failures.incidents, longer] } };
    const recording = simulate(input({ ...onFargate, services: [service({ zones: [0] })], ...both }));
    expect(tasksOf(recording)[1]!.createdAtMs).toBe(longer.untilMs + 10_000);
  });
});

describe('a zone outage and what stands in its zone', () => {
  const outage = { kind: 'zone-outage' as const, zone: 0, ...span };

  it('P12: cuts off agents of other zones whose way to ECS leads through it (AGENT), also those that come meanwhile', () => {
    const network = { ...NO_NETWORK, zonesOut: [{ zones: [0], cutOff: Uint8Array.of(0, 1, 0) }] };
    const updates = [{ atMs: 15 * MINUTE_MS, minSize: null, maxSize: null, desiredCapacity: 4 }];
    const group = { zones: [1, 2], onDemandTypes: [Int32Array.of(1, 2)], desiredCapacity: 2, updates };
    const given = input({ ...threeZones, capacityProviders: [scaled([1, 2], group)], network, ...happening(outage) });
    const connectedAt = (minutes: number) => {
      const simulation = new Simulation(given);
      simulation.runUntil(minutes * MINUTE_MS);
      const { agentConnected, zone, status, count } = simulation.cluster.containerInstances;
      return [...Array(count).keys()]
        .filter((instance) => status[instance] === ACTIVE)
        .map((instance) => [zone[instance]!, agentConnected[instance]!])
        .sort(([one = 0], [other = 0]) => one - other);
    };
    expect(connectedAt(5)).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(connectedAt(20)).toEqual([
      [1, 0],
      [1, 0],
      [2, 1],
      [2, 1],
    ]);
    expect(connectedAt(40)).toEqual([
      [1, 1],
      [1, 1],
      [2, 1],
      [2, 1],
    ]);
  });

  it('takes its NAT gateways and load balancer nodes down', () => {
    const natGateways = [0, 1].map((zone) => ({ name: `nat-${zone}`, zone, isBilledElsewhere: false }));
    const loadBalancers = [loadBalancer({ nodeZones: [0, 1] }), loadBalancer({ name: 'other', nodeZones: [1, 2] })];
    const network = { ...NO_NETWORK, natGateways };
    const recording = simulate(input({ loadBalancers, network, ...happening(outage) }));
    expect(recording.incidents[0]!.takesDown).toEqual(['NAT gateway nat-0', 'node of load balancer front']);
  });

  /** A load balancer with nodes in three zones; tasks in the last of them only. */
  const requestsOf = (detail: 'fluid' | 'requests', ...zones: number[]) => {
    const outages = zones.map((zone) => ({ kind: 'zone-outage' as const, zone, ...span }));
    const given = input({
      ...onFargate,
      durationMs: HOUR_MS,
      loadBalancers: [loadBalancer({ nodeZones: [0, 1, 2] })],
      targetGroups: [targetGroup({ loadBalancer: 0 })],
      services: [
        service({
          desiredCount: 2,
          zones: [2],
          targetGroups: TARGETS,
          load: load({
            requestsPerSecond: curve([[0, 60]]),
            requests: { detail, arrivals: 'even', times: { kind: 'constant', deviation: 0 } },
          }),
        }),
      ],
      timing: timing({ nodeFailoverMs: 2 * MINUTE_MS }),
      ...happening(...outages),
    });
    const recording = simulate({ ...given, record: { ...given.record, bucketMs: MINUTE_MS } });
    return Array.from(recording.workloadSeries.rejectedPerSecond, (integral) => integral / MINUTE_MS);
  };

  it.each(['fluid', 'requests'] as const)(
    'P7.6: loses what clients send its node while its name leads there: %s',
    (detail) => {
      const rejected = requestsOf(detail, 0);
      // A third of 60 a second for two minutes, then the other two nodes have all of it.
      for (const minute of [10, 11]) expect(Math.abs(rejected[minute]! - 20)).toBeLessThan(2);
      expect(
        rejected
          .slice(2, 10)
          .concat(rejected.slice(12))
          .every((count) => count === 0),
      ).toBe(true);
    },
  );

  it.each(['fluid', 'requests'] as const)('P7.6: rejects everything while no node is up: %s', (detail) => {
    const rejected = requestsOf(detail, 0, 1, 2);
    for (let minute = 10; minute < 30; minute++) expect(rejected[minute]).toBeCloseTo(60, 1);
  });
});

describe('agents that are disconnected', () => {
  it('take no task (AGENT, P12), and those that run go on', () => {
    const recording = simulate(
      input({
        capacityProviders: [fleet([0])],
        services: [service({ capacity: EC2, updates: [{ atMs: 15 * MINUTE_MS, desiredCount: 2 }] })],
        ...happening({ kind: 'agent-disconnected', capacityProvider: NONE, share: 1, ...span }),
      }),
    );
    const [first, second] = tasksOf(recording);
    expect(first!.cause).toBeUndefined();
    expect(second!.createdAtMs).toBe(span.untilMs + 10_000);
    expect(failuresOf(recording)).toEqual([['AGENT', 1]]);
    expect(recording.incidents[0]).toMatchObject({ instances: 1, tasks: 0 });
  });

  it('are the share of the provider that the scenario says, rounded up', () => {
    const connected = (share: number, capacityProvider: number) => {
      const simulation = new Simulation(
        input({
          launchTemplates: [template(), template({ capacityProvider: 1 })],
          capacityProviders: [fleet([0, 0, 0, 0, 0], 'a'), fleet([1, 1], 'b')],
          ...happening({ kind: 'agent-disconnected', capacityProvider, share, ...span }),
        }),
      );
      simulation.runUntil(20 * MINUTE_MS);
      return [...simulation.cluster.containerInstances.agentConnected.subarray(0, 7)];
    };
    expect(
      connected(0.5, 0)
        .slice(0, 5)
        .filter((is) => is === 1),
    ).toHaveLength(2);
    expect(connected(0.5, 0).slice(5)).toEqual([1, 1]);
    expect(connected(1, 1)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });

  it('are connected again when the last of overlapping disconnections is over', () => {
    const all = { kind: 'agent-disconnected' as const, capacityProvider: NONE, share: 1 };
    const simulation = new Simulation(
      input({
        capacityProviders: [fleet([0])],
        ...happening({ ...all, ...span }, { ...all, atMs: span.atMs, untilMs: 40 * MINUTE_MS }),
      }),
    );
    simulation.runUntil(35 * MINUTE_MS);
    expect(simulation.cluster.containerInstances.agentConnected[0]).toBe(0);
    simulation.runUntil(41 * MINUTE_MS);
    expect(simulation.cluster.containerInstances.agentConnected[0]).toBe(1);
  });
});

describe('instances that fail at an instant', () => {
  it('are as many as the scenario says, or all there are', () => {
    const left = (count: number) => {
      const simulation = new Simulation(
        input({
          ...threeZones,
          ...happening({ kind: 'instance-failure', atMs: HOUR_MS / 2, capacityProvider: 0, count }),
        }),
      );
      simulation.runUntil(HOUR_MS);
      return simulation.cluster.containerInstances.livingCount;
    };
    expect([left(1), left(2), left(5)]).toEqual([2, 1, 0]);
  });
});

describe('a registry that does not answer', () => {
  it('P10.2, P12: fails the pulls that begin meanwhile with CannotPullContainerError', () => {
    const recording = simulate(
      input({
        ...onFargate,
        images: [image('web', 100)],
        taskDefinitions: [definition({ images: [0] })],
        timing: timing(),
        services: [service({ updates: [{ atMs: 12 * MINUTE_MS, desiredCount: 2 }] })],
        ...happening({ kind: 'registry-unavailable', ...span }),
      }),
    );
    const [first, second, ...others] = tasksOf(recording);
    expect(first!.cause).toBeUndefined();
    expect([second!.cause, second!.startFailure]).toEqual(['TASK_FAILED_TO_START', 'PULL_TIMED_OUT']);
    expect(others.at(-1)!.startedAtMs).toBeGreaterThan(span.untilMs);
  });
});

describe('Fargate without capacity', () => {
  it('P8.9: is refused where the provider has none, and taken up in the other zones', () => {
    const recording = simulate(
      input({
        ...onFargate,
        services: [service({ desiredCount: 2, updates: [{ atMs: 12 * MINUTE_MS, desiredCount: 6 }] })],
        ...happening({ kind: 'fargate-unavailable', capacityProvider: 0, zones: [0, 1], ...span }),
      }),
    );
    expect(
      tasksOf(recording)
        .slice(2)
        .map(({ zone }) => zone),
    ).toEqual([2, 2, 2, 2]);
    expect(recording.incidents[0]!.subject).toBe('FARGATE in us-east-1a, us-east-1b');
  });
});

describe('the retirement of a Fargate platform revision (P8.8)', () => {
  const ANNOUNCED_MS = HOUR_MS;
  const RETIRED_MS = 3 * HOUR_MS;
  const retirement = happening({ kind: 'fargate-retirement', atMs: RETIRED_MS, createdBeforeMs: ANNOUNCED_MS });
  const run = (parts: Partial<ServiceInput>, own: Partial<TaskDefinitionInput> = {}) =>
    new Simulation(
      input({
        ...onFargate,
        ...retirement,
        durationMs: 4 * HOUR_MS,
        taskDefinitions: [definition(own)],
        services: [service({ desiredCount: 4, ...parts })],
      }),
    );

  it('replaces the tasks of services that were there when it was announced, within minimum and maximum percent', () => {
    const simulation = run({ updates: [{ atMs: 2 * HOUR_MS, desiredCount: 6 }], maximumPercent: 150 });
    let healthyMin = Number.POSITIVE_INFINITY;
    let tasksMax = 0;
    while (simulation.step()) {
      const { cluster, timeline } = simulation;
      cluster.validate();
      if (timeline.nowMs < RETIRED_MS) continue;
      healthyMin = Math.min(healthyMin, cluster.healthyCount[0]!);
      tasksMax = Math.max(tasksMax, cluster.activeCount[0]! + cluster.stoppingCount[0]!);
    }
    const recording = simulation.finish();
    expect([healthyMin, tasksMax]).toEqual([6, 9]);
    const causes = tasksOf(recording).map(({ createdAtMs, cause }) => [createdAtMs < ANNOUNCED_MS, cause]);
    expect(causes.slice(0, 4)).toEqual(Array(4).fill([true, 'DRAINED']));
    expect(causes.slice(4)).toEqual(Array(6).fill([false, undefined]));
    expect(recording.incidents).toMatchObject([{ kind: 'fargate-retirement', tasks: 4, instances: 0 }]);
  });

  it('P3.26: replaces tasks that are protected too', () => {
    const protection = {
      probability: 1,
      startsAfterMs: constant(0),
      lastsMs: null,
      expiresAfterMs: 48 * HOUR_MS,
      againAfterMs: null,
    };
    const causes = tasksOf(run({}, { protection }).finish()).map(({ cause }) => cause);
    expect(causes).toEqual([...Array(4).fill('DRAINED'), ...Array(4).fill(undefined)]);
  });

  it('stops standalone tasks that are as old, and leaves container instances alone', () => {
    const taskSources = [source({ durationMs: constant(100 * HOUR_MS), arrivals: listed(0, 2 * HOUR_MS) })];
    const given = { durationMs: 4 * HOUR_MS, taskSources, ...retirement };
    const tasks = tasksOf(simulate(input({ ...onFargate, ...given })));
    expect(tasks.map(({ cause }) => cause)).toEqual(['PLATFORM_RETIRED', undefined]);
    expect(tasks[0]!.stoppedAtMs).toBe(RETIRED_MS + 5000);
    const onEc2 = simulate(input({ ...threeZones, services: [service({ capacity: EC2 })], ...given, taskSources: [] }));
    expect(tasksOf(onEc2).map(({ cause }) => cause)).toEqual([undefined]);
  });
});
