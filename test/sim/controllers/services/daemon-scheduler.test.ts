import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import { constant, definition, input, listed, service, source, timing } from '../../builders.ts';
import { behaving, EC2, threeZones } from '../../fleets.ts';
import { eventsOf, tasksOf } from '../../reading.ts';

describe('a DAEMON service', () => {
  const daemon = service({ serviceName: 'agent', schedulingStrategy: 'DAEMON', capacity: EC2, desiredCount: 0 });

  it('P4.1: keeps one task on each container instance, and starts before any replica', () => {
    const recording = simulate(
      input({
        ...threeZones,
        services: [service({ capacity: EC2, desiredCount: 30 }), daemon],
        taskDefinitions: [definition({ cpuUnits: 512 })],
      }),
    );
    const tasks = tasksOf(recording);
    expect(tasks.slice(0, 3).map((task) => [task.workload, task.instance])).toEqual([
      ['agent', 0],
      ['agent', 1],
      ['agent', 2],
    ]);
    expect(tasks.filter((task) => task.workload === 'web')).toHaveLength(9);
    expect(eventsOf(recording, 1)).toEqual([
      [0, 'STARTED_TASKS', 3],
      [41_000, 'STEADY_STATE', -1],
    ]);
  });

  it('P4.1: runs only where its constraints hold', () => {
    const placementConstraints = [
      { type: 'memberOf' as const, expression: 'attribute:ecs.availability-zone in [us-east-1a, us-east-1c]' },
    ];
    const recording = simulate(input({ ...threeZones, services: [{ ...daemon, placementConstraints }] }));
    expect(tasksOf(recording).map((task) => task.instance)).toEqual([0, 2]);
    expect(recording.counters.placementFailures[0]).toBe(0);
  });

  it('P4.1, P4.8: a stopped daemon task keeps its room for its successor, which starts at the next tick', () => {
    const recording = simulate(
      input({
        durationMs: 80_000,
        taskDefinitions: [
          behaving.exiting(64_000),
          definition({ cpuUnits: 2048 - 256 }),
          definition({ cpuUnits: 256 }),
        ],
        services: [
          { ...daemon, taskDefinition: 0 },
          service({ capacity: EC2, taskDefinition: 1 }),
          service({ capacity: EC2, taskDefinition: 2, serviceName: 'greedy' }),
        ],
      }),
    );
    expect(tasksOf(recording).map((task) => [task.workload, task.createdAtMs, task.startedAtMs])).toEqual([
      ['agent', 0, 1000],
      ['web', 0, 1000],
      ['agent', 65_000, 71_000],
    ]);
  });

  it('P4.8: a daemon that exits at once is started again once a tick, not for ever in one instant', () => {
    const simulation = new Simulation(
      input({
        durationMs: MINUTE_MS,
        services: [daemon],
        taskDefinitions: [behaving.exiting(0)],
        timing: timing({ containerStartMs: constant(0) }),
      }),
    );
    for (let events = 0; simulation.step(); events++) expect(events).toBeLessThan(1000);
    expect(tasksOf(simulation.finish()).map((task) => task.startedAtMs)).toEqual([
      0,
      10_000,
      20_000,
      30_000,
      40_000,
      50_000,
      Number.NaN,
    ]);
  });

  it('P4.19: throttles daemon tasks that fail to start: every failure counts', () => {
    const recording = simulate(
      input({ services: [daemon], taskDefinitions: [behaving.failing(1)], durationMs: 10 * MINUTE_MS }),
    );
    // Tick, tick, tick, then 60, 120 and 240 s after the failure: a task fails 1 s after its pull starts.
    expect(tasksOf(recording).map((task) => task.pullStartedAtMs)).toEqual([
      0,
      10_000,
      20_000,
      30_000,
      91_000,
      212_000,
      453_000,
      Number.NaN,
    ]);
  });

  it('waits for room where replicas were first, and takes it when it is freed (P4.1)', () => {
    const recording = simulate(
      input({
        taskDefinitions: [definition(), definition({ cpuUnits: 2048 })],
        services: [
          { ...daemon, taskDefinition: 0 },
          { ...daemon, serviceName: 'big', taskDefinition: 1 },
        ],
        taskSources: [source({ taskDefinition: 0, arrivals: listed(0) })],
      }),
    );
    expect(eventsOf(recording, 1)).toEqual([[0, 'PLACEMENT_FAILURE', 'RESOURCE:CPU']]);
    expect(recording.counters.placementFailures[1]).toBe(2);
  });

  it('P4.1: an instance without room is desired all the same, so the service is not steady', () => {
    const recording = simulate(
      input({
        taskDefinitions: [definition(), definition({ cpuUnits: 2048 })],
        services: [daemon, { ...daemon, serviceName: 'big', taskDefinition: 1 }],
      }),
    );
    const { workloadSeries, bucketCount, durationMs } = recording;
    const desired = workloadSeries.desiredTasks.subarray(bucketCount).reduce((sum, value) => sum + value, 0);
    expect(desired / durationMs).toBe(1);
    expect(eventsOf(recording, 1).map(([, event]) => event)).not.toContain('STEADY_STATE');
  });
});
