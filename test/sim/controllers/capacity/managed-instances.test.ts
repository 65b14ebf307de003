import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { ManagedInstancesInput } from '../../../../src/sim/state/input/managed-instances.ts';
import type { ServiceInput } from '../../../../src/sim/state/input.ts';
import { INSTANCE_CAUSES } from '../../../../src/sim/state/instance-causes.ts';
import { constant, definition, input, service } from '../../builders.ts';
import { MANAGED_TEMPLATES, managedProvider } from '../../managed.ts';
import { decisionsOf, tasksOf } from '../../reading.ts';

function inputOf(parts: Partial<ServiceInput>, provider: Partial<ManagedInstancesInput> = {}) {
  return input({
    launchTemplates: MANAGED_TEMPLATES,
    capacityProviders: [managedProvider(provider)],
    taskDefinitions: [definition({ cpuUnits: 1024, memoryMiB: 1024 })],
    services: [service(parts)],
  });
}

/** [instance type, zone] of every launch. */
function launchesOf(recording: ReturnType<typeof simulate>) {
  return decisionsOf(recording)
    .filter(({ kind }) => kind === 'INSTANCE_LAUNCHED')
    .map(({ values }) => [recording.pools[values.pool!]!.instanceType, values.zone]);
}

describe('ECS Managed Instances', () => {
  it('launches what costs least for the tasks that wait, an even share in each zone', () => {
    const recording = simulate(inputOf({ desiredCount: 4 }));
    expect(launchesOf(recording)).toEqual([
      ['small', 0],
      ['small', 1],
    ]);
    // 5 s until they are launched, 30 s until they are ACTIVE, 1 s to RUNNING.
    expect(tasksOf(recording).map(({ startedAtMs }) => startedAtMs)).toEqual(Array(4).fill(36_000));
  });

  it('puts many small tasks on a large instance where that costs no more', () => {
    const recording = simulate(inputOf({ desiredCount: 32 }));
    expect(launchesOf(recording)).toEqual([
      ['large', 0],
      ['large', 1],
    ]);
  });

  it('launches nothing twice for tasks whose instance is on its way', () => {
    const updates = [{ atMs: 20_000, desiredCount: 2 }];
    expect(launchesOf(simulate(inputOf({ desiredCount: 1, updates })))).toHaveLength(1);
  });

  it('launches nothing for a task that no type can hold, and says so once', () => {
    const given = inputOf({ desiredCount: 1 });
    const recording = simulate({ ...given, taskDefinitions: [definition({ cpuUnits: 32_768 })] });
    expect(launchesOf(recording)).toEqual([]);
    expect(decisionsOf(recording).filter(({ kind }) => kind === 'LAUNCH_FAILED')).toHaveLength(1);
  });

  it('ends what is idle after scaleInAfter, and never with -1', () => {
    const updates = [{ atMs: 10 * MINUTE_MS, desiredCount: 0 }];
    const recording = simulate(inputOf({ desiredCount: 4, updates }));
    const ended = decisionsOf(recording).filter(({ kind }) => kind === 'INSTANCE_TERMINATED');
    // STOPPED 5 s after the update.
    expect(ended.map(({ atMs }) => atMs)).toEqual([15 * MINUTE_MS + 5000, 15 * MINUTE_MS + 5000]);
    const kept = simulate(inputOf({ desiredCount: 4, updates }, { scaleInAfterMs: null }));
    expect(decisionsOf(kept).filter(({ kind }) => kind === 'INSTANCE_TERMINATED')).toEqual([]);
  });

  it('empties what is little used where its tasks fit elsewhere; they are replaced first', () => {
    const updates = [{ atMs: 10 * MINUTE_MS, desiredCount: 10 }];
    const simulation = new Simulation(inputOf({ desiredCount: 32, updates }));
    let healthyMin = Number.POSITIVE_INFINITY;
    while (simulation.step()) {
      simulation.cluster.validate();
      if (simulation.timeline.nowMs > 10 * MINUTE_MS) {
        healthyMin = Math.min(healthyMin, simulation.cluster.healthyCount[0]!);
      }
    }
    expect(simulation.cluster.autoScaling.memberCount(0)).toBe(1);
    expect(healthyMin).toBe(10);
    const causes = tasksOf(simulation.finish()).map(({ cause }) => cause);
    expect(causes).toContain('DRAINED');
  });

  it('drains an instance 14 days after its launch, and its tasks are replaced first', () => {
    const simulation = new Simulation({ ...inputOf({ desiredCount: 2 }), durationMs: 30 * DAY_MS });
    let healthyMin = Number.POSITIVE_INFINITY;
    while (simulation.step()) {
      if (simulation.timeline.nowMs > DAY_MS) healthyMin = Math.min(healthyMin, simulation.cluster.healthyCount[0]!);
    }
    simulation.cluster.validate();
    const recording = simulation.finish();
    const { launchedAtMs, drainingAtMs, cause } = recording.containerInstances;
    const expired = INSTANCE_CAUSES.indexOf('INSTANCE_EXPIRED');
    const drained = [...launchedAtMs.keys()].filter((row) => cause[row] === expired);
    expect(drained.length).toBeGreaterThanOrEqual(2);
    for (const row of drained) expect(drainingAtMs[row]! - launchedAtMs[row]!).toBe(14 * DAY_MS);
    expect(healthyMin).toBe(2);
  });

  it('waits for tasks that are protected, and terminates on day 21 at the latest', () => {
    const protection = {
      probability: 1,
      startsAfterMs: constant(0),
      lastsMs: null,
      expiresAfterMs: 2 * DAY_MS,
      againAfterMs: constant(0),
    };
    const recording = simulate({
      ...inputOf({ desiredCount: 2 }, { scaleInAfterMs: null }),
      taskDefinitions: [definition({ cpuUnits: 1024, memoryMiB: 1024, protection })],
      durationMs: 22 * DAY_MS,
    });
    const { launchedAtMs, terminatedAtMs } = recording.containerInstances;
    expect(terminatedAtMs[0]! - launchedAtMs[0]!).toBe(21 * DAY_MS);
  });
});
