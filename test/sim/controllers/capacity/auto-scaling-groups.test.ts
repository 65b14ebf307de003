import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE, SECOND_MS } from '../../../../src/base/units.ts';
import { decisionText } from '../../../../src/report/decision-texts.ts';
import { LAUNCH_FAILED } from '../../../../src/sim/record/decisions.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { AutoScalingGroupInput, SimulationInput } from '../../../../src/sim/state/input.ts';
import { GROUP_SCALE_IN, INSTANCE_FAILED } from '../../../../src/sim/state/instance-causes.ts';
import { constant, input, scaled, service, source, template } from '../../builders.ts';
import { decisionsOf, eventsOf, tasksOf } from '../../reading.ts';

/** Templates of two types, m6i first, in the zones a, b and c: rows 0–2 and 3–5; and both as Spot: 6–8 and 9–11. */
const TEMPLATES = (['on-demand', 'spot'] as const).flatMap((purchaseOption) =>
  ['m6i.large', 'm5.large'].flatMap((instanceType) =>
    [0, 1, 2].map((zone) => template({ zone, instanceType, purchaseOption })),
  ),
);
const row = (first: number) => Int32Array.of(first, first + 1, first + 2);
const ON_DEMAND = { zones: [0, 1, 2], onDemandTypes: [row(0), row(3)], spotTypes: [row(6), row(9)] };

function shop(
  instances: readonly number[],
  parts: Partial<AutoScalingGroupInput>,
  more: Partial<SimulationInput> = {},
) {
  return input({
    launchTemplates: TEMPLATES,
    capacityProviders: [scaled(instances, { ...ON_DEMAND, ...parts })],
    ...more,
  });
}

/** update-auto-scaling-group after so many minutes. */
function resizedTo(desiredCapacity: number, minute = 10) {
  return { atMs: minute * MINUTE_MS, minSize: null, maxSize: null, desiredCapacity };
}

/** Launch templates of the members at the end of the run, in order of launch. */
function membersOf(given: SimulationInput): number[] {
  const simulation = new Simulation(given);
  simulation.runUntil(given.durationMs);
  const { ec2Instances } = simulation.cluster;
  const rows = [...ec2Instances.state.subarray(0, ec2Instances.count).keys()];
  return rows
    .filter((one) => Number.isNaN(ec2Instances.terminatedAtMs[one]))
    .map((one) => ec2Instances.launchTemplate[one]!);
}

describe('an Auto Scaling group that is made larger', () => {
  it('P5.15: launches, boots and registers, each in its own time; billed from the launch (P9.1)', () => {
    const {
      containerInstances: lives,
      meters,
      providerSeries,
      bucketCount,
    } = simulate(shop([], { updates: [resizedTo(1)], launchMs: constant(90_000), registrationMs: constant(15_000) }));
    expect([lives.launchedAtMs[0], lives.registeredAtMs[0]]).toEqual([10 * MINUTE_MS, 10 * MINUTE_MS + 105_000]);
    expect(meters.ec2.reduce((sum, { instanceSeconds }) => sum + instanceSeconds, 0)).toBe(50 * 60);
    const total = (name: keyof typeof providerSeries) =>
      providerSeries[name].subarray(0, bucketCount).reduce((sum, value) => sum + value, 0) / SECOND_MS;
    expect([total('desiredInstances'), total('pendingInstances'), total('activeInstances')]).toEqual([3000, 105, 2895]);
  });

  it('launches into the zone with the fewest of its instances', () => {
    expect(membersOf(shop([0, 0, 1], { updates: [resizedTo(7)] })).slice(3)).toEqual([2, 1, 2, 0]);
  });

  it('keeps to its maxSize, and to its minSize', () => {
    expect(membersOf(shop([0], { maxSize: 3, updates: [resizedTo(9)] }))).toHaveLength(3);
    expect(membersOf(shop([0, 1, 2], { minSize: 2, updates: [resizedTo(0)] }))).toHaveLength(2);
    const smaller = { atMs: MINUTE_MS, minSize: 0, maxSize: 1, desiredCapacity: null };
    expect(membersOf(shop([0, 1, 2], { minSize: 2, updates: [smaller] }))).toHaveLength(1);
  });

  it('replaces an instance that failed', () => {
    const given = shop([0, 1, 2], { minSize: 3 });
    const simulation = new Simulation(given);
    simulation.runUntil(10 * MINUTE_MS);
    simulation.instances.terminate(1, INSTANCE_FAILED);
    simulation.runUntil(20 * MINUTE_MS);
    const { autoScaling, ec2Instances } = simulation.cluster;
    expect([autoScaling.inServiceCount[0], ec2Instances.launchTemplate[3]]).toEqual([3, 1]);
  });
});

describe('mixed instances', () => {
  it('P5.9: prioritized launches the first type that EC2 has in the zone, then tries the next zone', () => {
    const none = (...launchTemplates: number[]) => [{ launchTemplates, fromMs: 0, toMs: 20 * MINUTE_MS }];
    const launchedWithout = (...rows: number[]) =>
      membersOf(
        shop([], { updates: [resizedTo(3)] }, { capacityShortages: none(...rows), durationMs: 15 * MINUTE_MS }),
      );
    expect(launchedWithout()).toEqual([0, 1, 2]);
    expect(launchedWithout(1)).toEqual([0, 4, 2]);
    expect(launchedWithout(1, 4)).toEqual([0, 2, 0]);
    expect(launchedWithout(0, 1, 2, 3, 4, 5)).toEqual([]);
  });

  it('tries again each minute while EC2 has nothing, and tells it once', () => {
    const all = { launchTemplates: [0, 1, 2, 3, 4, 5], fromMs: 0, toMs: 12 * MINUTE_MS + 30_000 };
    const { containerInstances, decisions } = simulate(
      shop([], { updates: [resizedTo(2)] }, { capacityShortages: [all] }),
    );
    expect([...containerInstances.launchedAtMs]).toEqual([13 * MINUTE_MS, 13 * MINUTE_MS]);
    const failures = [...decisions.kind.keys()].filter((one) => decisions.kind[one] === LAUNCH_FAILED);
    expect(failures.map((one) => decisions.values[one * 5])).toEqual([2]);
  });

  it('P10.3: up to the vCPUs of the account; the launch that exceeds them is refused, and tried when some are free', () => {
    // Instances of 2 vCPU: two of them fit into 5, and one that ends makes room for the third.
    const ec2Quotas = [{ name: 'standard on demand', vcpus: 5, launchTemplates: [0, 1, 2, 3, 4, 5] }];
    const shrunk = [resizedTo(3), resizedTo(1, 20), resizedTo(2, 30)];
    const recording = simulate(shop([], { updates: shrunk }, { ec2Quotas }));
    expect([...recording.containerInstances.launchedAtMs]).toEqual([10, 10, 30].map((minute) => minute * MINUTE_MS));
    const failed = decisionsOf(recording).filter(({ kind }) => kind === 'LAUNCH_FAILED');
    expect(failed).toMatchObject([{ values: { missingInstances: 1, exceededQuota: 0 } }]);
    expect(decisionText(recording, recording.decisions.kind.indexOf(LAUNCH_FAILED))).toBe(
      'Launching a new EC2 instance. Status Reason: You have requested more vCPU capacity than your current vCPU limit ' +
        'of 5 allows for the instance bucket that the specified instance type belongs to. Launching EC2 instance failed ' +
        '(quota standard on demand): 1 instance missing, tried again each minute.',
    );
  });

  it('P10.3: of Spot when the vCPUs on demand are used up, each has its own quota', () => {
    const ec2Quotas = [{ name: 'standard on demand', vcpus: 2, launchTemplates: [0, 1, 2, 3, 4, 5] }];
    const given = shop([], { onDemandPercentageAboveBaseCapacity: 50, updates: [resizedTo(4)] }, { ec2Quotas });
    expect(membersOf(given).filter((one) => one < 6)).toHaveLength(1);
    expect(membersOf(given).filter((one) => one >= 6)).toHaveLength(2);
  });

  it('on demand up to the base, and by its percentage beyond', () => {
    const mix = { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 25, zones: [0] };
    const oneZone = { onDemandTypes: [Int32Array.of(0)], spotTypes: [Int32Array.of(6)] };
    const members = membersOf(shop([], { ...mix, ...oneZone, updates: [resizedTo(10)] }));
    expect(members.filter((one) => one === 0)).toHaveLength(2 + 2);
    expect(members.filter((one) => one === 6)).toHaveLength(6);
  });

  it('launch on demand what is due while EC2 has no Spot capacity, and the other way round', () => {
    const launchedWithout = (...launchTemplates: number[]) =>
      membersOf(
        shop(
          [],
          { onDemandPercentageAboveBaseCapacity: 50, updates: [resizedTo(6)] },
          { capacityShortages: [{ launchTemplates, fromMs: 0, toMs: HOUR_MS }] },
        ),
      );
    expect(launchedWithout(6, 7, 8, 9, 10, 11)).toEqual([0, 1, 2]);
    expect(launchedWithout(0, 1, 2, 3, 4, 5)).toEqual([6, 7, 8]);
  });

  it('types that take turns differ by one instance at most', () => {
    const members = membersOf(shop([], { takesTurns: true, updates: [resizedTo(6)] }));
    expect([...members].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('an Auto Scaling group that is made smaller', () => {
  it('P5.16: ends instances in the zone with the most, the one closest to its billing hour first', () => {
    const { containerInstances: lives } = simulate(
      shop([0, 1, 1], { updates: [resizedTo(4, 5), resizedTo(2, 30)], zones: [1], onDemandTypes: [Int32Array.of(1)] }),
    );
    const gone = [...lives.terminatedAtMs.keys()].filter((one) => lives.terminatedAtMs[one] === 30 * MINUTE_MS);
    expect(gone).toEqual([1, 2]);
    expect(lives.cause[1]).toBe(GROUP_SCALE_IN);
  });

  it('ends what has not registered yet before anything else', () => {
    const { containerInstances: lives } = simulate(
      shop([0, 1, 2], { updates: [resizedTo(5), { ...resizedTo(3), atMs: 10 * MINUTE_MS + 30_000 }] }),
    );
    expect([...lives.containerInstance]).toEqual([0, 1, 2, NONE, NONE]);
  });

  it('P5.16: leaves instances with tasks alone under managed termination protection', () => {
    const full = { services: [service({ desiredCount: 3 })] };
    const resized = { updates: [resizedTo(1)], managedTerminationProtection: true };
    expect(membersOf(shop([0, 1, 2], resized, full))).toHaveLength(3);
    expect(membersOf(shop([0, 1, 2], { ...resized, managedTerminationProtection: false }, full))).toHaveLength(1);
  });

  it('P5.17: with managed draining service tasks move first, without it they end with the instance', () => {
    const full = { services: [service({ desiredCount: 3 })] };
    const fewestRunning = (drainTimeoutMs: number | null) => {
      const simulation = new Simulation(shop([0, 1, 2], { updates: [resizedTo(2)], drainTimeoutMs }, full));
      simulation.runUntil(5 * MINUTE_MS);
      let fewest = 3;
      while (simulation.step()) fewest = Math.min(fewest, simulation.cluster.runningCount[0]!);
      return fewest;
    };
    expect([fewestRunning(48 * HOUR_MS), fewestRunning(null)]).toEqual([3, 2]);
  });

  it('P4.6, P5.17: min = max = 100 blocks draining: told, and the tasks end with the instance at the time limit', () => {
    const bounds = { desiredCount: 3, minimumHealthyPercent: 100 };
    const drained = (maximumPercent: number) => {
      const recording = simulate(
        shop(
          [0, 1, 2],
          { updates: [resizedTo(2)], drainTimeoutMs: 20 * MINUTE_MS },
          { services: [service({ ...bounds, maximumPercent })] },
        ),
      );
      const gone = tasksOf(recording).flatMap(({ cause }) => cause ?? []);
      const isTold = eventsOf(recording).some(([, event]) => event === 'DEPLOYMENT_BLOCKED');
      return { gone, isTold, atTheLimit: recording.containerInstances.terminatedAtMs.includes(30 * MINUTE_MS) };
    };
    expect(drained(100)).toEqual({ gone: ['HOST_TERMINATED'], isTold: true, atTheLimit: true });
    expect(drained(200)).toEqual({ gone: ['DRAINED'], isTold: false, atTheLimit: false });
  });

  it('P5.17: the lifecycle hook ends at its time limit, and a standalone task with it', () => {
    const long = source({
      durationMs: constant(HOUR_MS),
      arrivals: { kind: 'list', atMs: Float64Array.of(0), durationMs: null, taskDefinition: null },
    });
    const { containerInstances: lives } = simulate(
      shop([0], { updates: [resizedTo(0)], drainTimeoutMs: 20 * MINUTE_MS }, { taskSources: [long] }),
    );
    expect([lives.drainingAtMs[0], lives.terminatedAtMs[0]]).toEqual([10 * MINUTE_MS, 30 * MINUTE_MS]);
  });
});

describe('a warm pool', () => {
  const POOL = { minSize: 1, maxGroupPreparedCapacity: 0, poolState: 'Stopped' as const, startMs: constant(10_000) };

  it('P10.3: instances that are stopped in a warm pool count to no quota until they start', () => {
    const ec2Quotas = [{ name: 'standard on demand', vcpus: 2, launchTemplates: [0, 1, 2, 3, 4, 5] }];
    const usedAt = (minutes: number, poolState: 'Stopped' | 'Running') => {
      const pool = { ...POOL, poolState };
      const simulation = new Simulation(shop([], { warmPool: pool, updates: [resizedTo(1, 20)] }, { ec2Quotas }));
      simulation.runUntil(minutes * MINUTE_MS);
      return simulation.cluster.ec2Quotas.used[0];
    };
    expect([usedAt(1, 'Stopped'), usedAt(15, 'Stopped'), usedAt(40, 'Stopped')]).toEqual([2, 0, 2]);
    expect([usedAt(1, 'Running'), usedAt(15, 'Running'), usedAt(40, 'Running')]).toEqual([2, 2, 2]);
  });

  it('P5.15: gives an instance that starts faster, and is filled again', () => {
    const { containerInstances: lives } = simulate(shop([], { warmPool: POOL, updates: [resizedTo(1)] }));
    expect(lives.registeredAtMs[0]).toBe(10 * MINUTE_MS + 30_000);
    expect([lives.length, lives.launchedAtMs[1]]).toEqual([2, 10 * MINUTE_MS]);
  });

  it('P9.1: a stopped instance costs its volume alone, a running one all of it', () => {
    const seconds = (poolState: 'Stopped' | 'Running') => {
      const [meter] = simulate(shop([], { warmPool: { ...POOL, poolState } })).meters.ec2;
      return [meter!.instanceSeconds, meter!.stoppedSeconds];
    };
    expect(seconds('Stopped')).toEqual([60, 3540]);
    expect(seconds('Running')).toEqual([3600, 0]);
  });

  it('is spread over the zones, and so is what the group takes from it', () => {
    const pool = { ...POOL, minSize: 0, maxGroupPreparedCapacity: null };
    const more = { zones: ['a', 'b', 'c'] };
    const simulation = new Simulation(shop([], { maxSize: 6, warmPool: pool, updates: [resizedTo(3)] }, more));
    const { warmInZone, membersInZone } = simulation.cluster.autoScaling;
    simulation.runUntil(5 * MINUTE_MS);
    expect([...warmInZone]).toEqual([2, 2, 2]);
    simulation.runUntil(15 * MINUTE_MS);
    simulation.cluster.validate();
    expect([[...membersInZone], [...warmInZone]]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });

  it('holds what the group may still grow by, and is let go when the group is closed', () => {
    const pool = { ...POOL, minSize: 0, maxGroupPreparedCapacity: null };
    const simulation = new Simulation(
      shop([0], { maxSize: 4, warmPool: pool, updates: [{ ...resizedTo(1), maxSize: 2 }] }),
    );
    simulation.runUntil(5 * MINUTE_MS);
    const { warmCount } = simulation.cluster.autoScaling;
    expect(warmCount[0]).toBe(3);
    simulation.runUntil(15 * MINUTE_MS);
    expect(warmCount[0]).toBe(1);
  });
});
