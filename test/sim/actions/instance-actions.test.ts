import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billedSeconds } from '../../../src/base/billing.ts';
import { HOUR_MS, MINUTE_MS, NONE, SECOND_MS } from '../../../src/base/units.ts';
import { INSTANCE_DRAINING, INSTANCE_TERMINATED } from '../../../src/sim/record/decisions.ts';
import { Simulation } from '../../../src/sim/simulation.ts';
import { ACTIVE, DRAINING, INACTIVE } from '../../../src/sim/state/container-instances.ts';
import { GROUP_SCALE_IN, INSTANCE_FAILED } from '../../../src/sim/state/instance-causes.ts';
import { DRAINED, HOST_TERMINATED } from '../../../src/sim/state/stop-causes.ts';
import { smallInputs } from '../arbitrary-inputs.ts';
import { constant, definition, fleet, input, service, source } from '../builders.ts';

/** Three instances with room for 7 tasks of the service each; the tasks are healthy at once. */
function shop(parts: Parameters<typeof service>[0] = {}, more: Parameters<typeof input>[0] = {}) {
  return new Simulation(
    input({
      capacityProviders: [fleet([0, 0, 0])],
      taskDefinitions: [definition({ healthyAfterMs: 0 })],
      services: [service({ desiredCount: 3, ...parts })],
      ...more,
    }),
  );
}

function stopsOf(simulation: Simulation): number[] {
  const { tasks } = simulation.finish();
  return [...tasks!.stopCause].filter((cause) => cause !== NONE);
}

describe('InstanceActions.drain', () => {
  it('P2.12: replaces the service tasks elsewhere first when min = 100 and max = 200, then stops them', () => {
    const simulation = shop();
    simulation.runUntil(5 * MINUTE_MS);
    const { cluster, instances, timeline } = simulation;
    instances.drain(0, GROUP_SCALE_IN);
    let fewest = 3;
    while (timeline.nowMs < 10 * MINUTE_MS && simulation.step()) fewest = Math.min(fewest, cluster.healthyCount[0]!);
    expect(fewest).toBe(3);
    expect([...cluster.containerInstances.taskCount.subarray(0, 3)]).toEqual([0, 2, 1]);
    expect(cluster.containerInstances.status[0]).toBe(DRAINING);
    expect(stopsOf(simulation)).toEqual([DRAINED]);
  });

  it('P4.6: cannot progress when min = max = 100', () => {
    const simulation = shop({ maximumPercent: 100 });
    simulation.runUntil(5 * MINUTE_MS);
    simulation.instances.drain(0, GROUP_SCALE_IN);
    expect(stopsOf(simulation)).toEqual([]);
    expect(simulation.cluster.containerInstances.taskCount[0]).toBe(1);
  });

  it('P2.12: stops below the desired count down to minimumHealthyPercent where nothing may start before', () => {
    const simulation = shop({ desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 100 });
    simulation.runUntil(5 * MINUTE_MS);
    const { cluster, instances } = simulation;
    instances.drain(0, GROUP_SCALE_IN);
    let fewest = 4;
    while (simulation.step()) fewest = Math.min(fewest, cluster.healthyCount[0]!);
    expect(fewest).toBe(2);
    expect(cluster.containerInstances.taskCount[0]).toBe(0);
    expect(cluster.healthyCount[0]).toBe(4);
  });

  it('P2.12: leaves standalone tasks alone', () => {
    const simulation = shop(
      {},
      {
        services: [],
        taskSources: [source({ durationMs: constant(20 * MINUTE_MS) })],
        capacityProviders: [fleet([0])],
      },
    );
    simulation.runUntil(5 * MINUTE_MS);
    simulation.instances.drain(0, GROUP_SCALE_IN);
    simulation.runUntil(10 * MINUTE_MS);
    expect(simulation.cluster.containerInstances.runningTaskCount[0]).toBe(1);
  });

  it('P4.1: daemon tasks stop last, when no other task is left there, and do not come back', () => {
    const daemon = service({ serviceName: 'agent', schedulingStrategy: 'DAEMON', desiredCount: 0 });
    const simulation = shop({}, { services: [service({ desiredCount: 3 }), daemon] });
    simulation.runUntil(5 * MINUTE_MS);
    const { cluster, instances } = simulation;
    instances.drain(0, GROUP_SCALE_IN);
    while (simulation.step()) {
      const { workTaskCount } = cluster.containerInstances;
      if (workTaskCount[0]! > 0) expect(cluster.runningCount[1]).toBe(3);
    }
    expect(cluster.containerInstances.taskCount[0]).toBe(0);
    expect([cluster.runningCount[1], cluster.desiredCount[1]]).toEqual([2, 2]);
  });

  it('scales in what stays, not what drains, when the desired count falls meanwhile', () => {
    const simulation = shop({ desiredCount: 6, updates: [{ atMs: 6 * MINUTE_MS, desiredCount: 3 }] });
    simulation.runUntil(6 * MINUTE_MS - 1);
    simulation.instances.drain(0, GROUP_SCALE_IN);
    simulation.runUntil(8 * MINUTE_MS);
    const { activeCount, containerInstances } = simulation.cluster;
    expect([activeCount[0], containerInstances.taskCount[0]]).toEqual([3, 0]);
  });
});

describe('InstanceActions.terminate', () => {
  it('P12: ends its tasks at once with the host, and the service starts them anew elsewhere', () => {
    const simulation = shop();
    simulation.runUntil(5 * MINUTE_MS);
    const { cluster, instances, timeline } = simulation;
    instances.terminate(0, INSTANCE_FAILED);
    while (timeline.nowMs === 5 * MINUTE_MS && simulation.step()) cluster.validate();
    const { containerInstances } = cluster;
    expect([containerInstances.status[0], containerInstances.taskCount[0]]).toEqual([INACTIVE, 0]);
    expect(containerInstances.remainingCpuUnits[0]).toBe(containerInstances.registeredCpuUnits[0]);
    simulation.runUntil(10 * MINUTE_MS);
    expect(cluster.healthyCount[0]).toBe(3);
    expect(stopsOf(simulation)).toEqual([HOST_TERMINATED]);
  });

  it('P9.1: ends its bill, which began with the launch and not with the registration', () => {
    const simulation = new Simulation(input({ capacityProviders: [fleet([])] }));
    simulation.runUntil(10 * SECOND_MS);
    const ec2Instance = simulation.instances.launch(0);
    simulation.runUntil(100 * SECOND_MS);
    const instance = simulation.instances.register(ec2Instance);
    simulation.runUntil(310 * SECOND_MS);
    simulation.instances.terminate(instance, INSTANCE_FAILED);
    const { meters, poolSeries, containerInstances } = simulation.finish();
    expect(meters.ec2[0]).toMatchObject({ instances: 1, instanceSeconds: 300 });
    expect(poolSeries.instances.reduce((sum, value) => sum + value)).toBe(210 * SECOND_MS);
    const { launchedAtMs, registeredAtMs, terminatedAtMs, cause } = containerInstances;
    expect([launchedAtMs[0], registeredAtMs[0], terminatedAtMs[0]]).toEqual([10_000, 100_000, 310_000]);
    expect(cause[0]).toBe(INSTANCE_FAILED);
  });

  it('does nothing to an instance that has gone', () => {
    const simulation = new Simulation(input());
    simulation.instances.terminate(0, INSTANCE_FAILED);
    simulation.instances.terminate(0, GROUP_SCALE_IN);
    simulation.instances.drain(0, GROUP_SCALE_IN);
    const { containerInstances, decisions } = simulation.finish();
    expect([containerInstances.cause[0], [...decisions.kind]]).toEqual([INSTANCE_FAILED, [INSTANCE_TERMINATED]]);
  });
});

describe('InstanceActions.drainAndLeave', () => {
  it('P5.17: terminates the instance as soon as its last task is STOPPED, and tells both', () => {
    const simulation = shop();
    simulation.runUntil(5 * MINUTE_MS);
    simulation.instances.drainAndLeave(0, GROUP_SCALE_IN, HOUR_MS);
    const { containerInstances, decisions, tasks } = simulation.finish();
    const stoppedAtMs = tasks!.stoppedAtMs.find((atMs) => !Number.isNaN(atMs));
    expect(containerInstances.terminatedAtMs[0]).toBe(stoppedAtMs);
    expect([...decisions.kind]).toEqual([INSTANCE_DRAINING, INSTANCE_TERMINATED]);
  });

  it('terminates an empty instance at once', () => {
    const simulation = new Simulation(input());
    simulation.runUntil(MINUTE_MS);
    simulation.instances.drainAndLeave(0, GROUP_SCALE_IN, HOUR_MS);
    expect(simulation.cluster.containerInstances.status[0]).toBe(INACTIVE);
  });
});

describe('InstanceActions.register', () => {
  it('P5.14: brings tasks that wait in PROVISIONING onto the new instance, its daemon first (P4.1)', () => {
    const daemon = service({ serviceName: 'agent', schedulingStrategy: 'DAEMON', desiredCount: 0 });
    const simulation = new Simulation(
      input({
        capacityProviders: [fleet([])],
        services: [service({ desiredCount: 9 }), daemon],
        taskDefinitions: [definition({ cpuUnits: 256, memoryMiB: 1000 })],
      }),
    );
    simulation.runUntil(MINUTE_MS);
    expect(simulation.cluster.waiting.count).toBe(9);
    simulation.instances.register(simulation.instances.launch(0));
    simulation.runUntil(2 * MINUTE_MS);
    expect([...simulation.cluster.runningCount]).toEqual([3, 1]);
    expect(simulation.cluster.desiredCount[1]).toBe(1);
  });
});

describe('container instances that come and go at random', () => {
  it('P2.9: keep every invariant; a DRAINING one never gets a task; each second is billed once, none after the end', () => {
    const moves = fc.array(fc.tuple(fc.nat(40 * MINUTE_MS), fc.nat(4), fc.nat(10)), { maxLength: 12 });
    fc.assert(
      fc.property(smallInputs, moves, (random, all) => {
        // Of the groups' own doing only what is billed in one go.
        const capacityProviders = random.capacityProviders.map(({ autoScalingGroup, ...provider }) => ({
          ...provider,
          autoScalingGroup: autoScalingGroup === null ? null : { ...autoScalingGroup, warmPool: null },
        }));
        const given = { ...random, capacityProviders };
        const simulation = new Simulation(given);
        const { cluster, instances } = simulation;
        const held = new Map<number, number>();
        const look = () => {
          cluster.validate();
          const { status, taskCount, count } = cluster.containerInstances;
          for (let row = 0; row < count; row++) {
            if (status[row] === ACTIVE) continue;
            expect(taskCount[row]).toBeLessThanOrEqual(held.get(row) ?? Number.POSITIVE_INFINITY);
            held.set(row, taskCount[row]!);
          }
        };
        for (const [atMs, what, which] of all.sort(([one], [other]) => one - other)) {
          while (simulation.timeline.nowMs < Math.min(atMs, given.durationMs) && simulation.step()) look();
          const { living, livingCount } = cluster.containerInstances;
          const instance = livingCount === 0 ? NONE : living[which % livingCount]!;
          if (what === 0) instances.register(instances.launch(which % given.launchTemplates.length));
          else if (instance === NONE) continue;
          else if (what === 1) instances.drain(instance, GROUP_SCALE_IN);
          else if (what === 2) instances.drainAndLeave(instance, GROUP_SCALE_IN, 7 * MINUTE_MS);
          else instances.terminate(instance, INSTANCE_FAILED);
          look();
        }
        while (simulation.step()) look();
        const { containerInstances: lives, meters, tasks, durationMs } = simulation.finish();
        let seconds = 0;
        for (let row = 0; row < lives.length; row++) {
          const endMs = Number.isNaN(lives.terminatedAtMs[row]!) ? durationMs : lives.terminatedAtMs[row]!;
          seconds += billedSeconds(endMs - lives.launchedAtMs[row]!, 60);
        }
        expect(meters.ec2.reduce((sum, { instanceSeconds }) => sum + instanceSeconds, 0)).toBe(seconds);
        for (let row = 0; row < tasks!.length; row++) {
          const instance = tasks!.containerInstance[row]!;
          if (instance === NONE) continue;
          const ec2Instance = lives.containerInstance.indexOf(instance);
          const end = lives.terminatedAtMs[ec2Instance]!;
          if (!Number.isNaN(end)) expect(tasks!.stoppedAtMs[row]).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 80 },
    );
  });
});
