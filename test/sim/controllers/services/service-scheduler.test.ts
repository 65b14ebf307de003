import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { ServiceInput, SimulationInput } from '../../../../src/sim/state/input.ts';
import { constant, definition, FARGATE, fleet, input, service, source, template } from '../../builders.ts';
import { behaving, EC2, threeZones } from '../../fleets.ts';
import { eventsOf, type TaskRow, tasksOf } from '../../reading.ts';

const onFargate = { strategy: [{ capacityProvider: 0, base: 0, weight: 1 }] };

/** Tasks per instance after a scale-in from `desiredCount` to `left`. */
function leftAfterScaleIn(parts: Partial<ServiceInput>, left: number, cluster: Partial<SimulationInput>): number[] {
  const recording = simulate(
    input({ ...cluster, services: [service({ ...parts, updates: [{ atMs: MINUTE_MS, desiredCount: left }] })] }),
  );
  const running = tasksOf(recording).filter((task) => task.cause === undefined);
  return recording.containerInstanceNames.map((_, row) => running.filter((task) => task.instance === row).length);
}

describe('a REPLICA service', () => {
  it('P4.1, P4.5: reaches its desired count at once and its steady state 40 s after RUNNING', () => {
    const recording = simulate(input({ services: [service({ desiredCount: 3 })] }));
    expect(tasksOf(recording).map((task) => task.startedAtMs)).toEqual([1000, 1000, 1000]);
    expect(eventsOf(recording)).toEqual([
      [0, 'STARTED_TASKS', 3],
      [41_000, 'STEADY_STATE', -1],
    ]);
  });

  it('P1.18, P4.8: replaces a task whose essential container exits at the next tick, and is steady again', () => {
    const recording = simulate(
      input({ durationMs: 90_000, services: [service()], taskDefinitions: [behaving.exiting(65_000)] }),
    );
    const [first, second] = tasksOf(recording) as [TaskRow, TaskRow];
    expect(first).toMatchObject({ startedAtMs: 1000, stoppedAtMs: 66_000, cause: 'ESSENTIAL_CONTAINER_EXITED' });
    expect(first.exitCode).toBe(3);
    expect(second).toMatchObject({ createdAtMs: 70_000, startedAtMs: 71_000, cause: undefined });
    expect(recording.counters.essentialContainerExits[0]).toBe(1);
  });

  it('P4.19: tasks that reached RUNNING and then crash are not throttled', () => {
    const recording = simulate(input({ services: [service()], taskDefinitions: [behaving.exiting(500)] }));
    expect(
      tasksOf(recording)
        .slice(0, 20)
        .map((task) => task.createdAtMs),
    ).toEqual(Array.from({ length: 20 }, (_, k) => k * 10_000));
    expect(eventsOf(recording).map(([, event]) => event)).not.toContain('START_IMPAIRED');
  });

  it('P4.19: throttles starts that fail: 3 at every tick, then 60 s, 120 s, … and 27 min at most', () => {
    const recording = simulate(
      input({
        durationMs: 4 * HOUR_MS,
        services: [service({ desiredCount: 3 })],
        taskDefinitions: [behaving.failing(1)],
      }),
    );
    const created = [...new Set(tasksOf(recording).map((task) => task.createdAtMs))];
    // A round fails 1 s after it is launched; the delay counts from there, and the scheduler looks when it is over.
    const rounds = [0, 10_000, 20_000, 30_000];
    for (const delayMs of [60, 120, 240, 480, 960, 1620, 1620, 1620].map((seconds) => seconds * 1000)) {
      rounds.push(rounds.at(-1)! + 1000 + delayMs);
    }
    expect(created.slice(0, rounds.length)).toEqual(rounds);
    expect(eventsOf(recording).find(([, event]) => event === 'START_IMPAIRED')).toEqual([31_000, 'START_IMPAIRED', -1]);
    expect(recording.counters.startFailures[0]).toBe(created.length * 3);
    expect(recording.counters.tasksStarted[0]).toBe(0);
  });

  it('P4.19: a task that reaches RUNNING ends the row of failures', () => {
    const recording = simulate(
      input({
        durationMs: 4 * HOUR_MS,
        services: [service({ desiredCount: 20 })],
        taskDefinitions: [behaving.failing(0.5)],
        launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 65_536 })],
      }),
    );
    expect(recording.counters.startFailures[0]).toBeGreaterThan(0);
    expect(tasksOf(recording).filter((task) => task.cause === undefined)).toHaveLength(20);
  });

  it('P5.14: with launch type EC2 starts what fits, and tries again when capacity is freed', () => {
    const recording = simulate(
      input({
        services: [service({ capacity: EC2, desiredCount: 2 })],
        taskDefinitions: [definition({ cpuUnits: 1024 }), definition({ cpuUnits: 1024 })],
        taskSources: [source({ taskDefinition: 1, durationMs: constant(15 * MINUTE_MS) })],
        launchTemplates: [template({ cpuUnits: 2048 })],
      }),
    );
    // The service goes first in an instant; the standalone task finds no room and waits.
    expect(tasksOf(recording).map((task) => [task.workload, task.instance])).toEqual([
      ['web', 0],
      ['web', 0],
      ['etl', -1],
    ]);
  });

  it('P5.14: a service with launch type EC2 that is refused looks again once a task has stopped', () => {
    const recording = simulate(
      input({
        services: [service({ capacity: EC2, updates: [{ atMs: MINUTE_MS, desiredCount: 2 }] })],
        taskDefinitions: [definition({ cpuUnits: 1024 })],
        taskSources: [source({ durationMs: constant(5 * MINUTE_MS) })],
      }),
    );
    expect(recording.counters.placementFailures[0]).toBe(1);
    expect(eventsOf(recording)).toContainEqual([MINUTE_MS, 'PLACEMENT_FAILURE', 'RESOURCE:CPU']);
    // The standalone task runs from 1 s to 5 min 1 s; the next tick is at 5 min 10 s.
    expect(tasksOf(recording).at(-1)).toMatchObject({ workload: 'web', createdAtMs: 310_000, startedAtMs: 311_000 });
  });

  it('P3.21, P5.14: finds a place once a task that its constraint asks for has been placed', () => {
    const near = { type: 'memberOf', expression: 'task:group == service:database' } as const;
    const recording = simulate(
      input({
        services: [
          service({ capacity: EC2, placementConstraints: [near] }),
          service({ capacity: EC2, serviceName: 'database' }),
        ],
      }),
    );
    expect(eventsOf(recording)[0]).toEqual([0, 'PLACEMENT_FAILURE', 'MemberOf placement constraint unsatisfied.']);
    expect(tasksOf(recording).map((task) => [task.workload, task.createdAtMs])).toEqual([
      ['database', 0],
      ['web', 10_000],
    ]);
  });

  it('P4.4: a task that is STOPPING occupies its slot until it is STOPPED', () => {
    const recording = simulate(
      input({
        services: [
          service({
            desiredCount: 2,
            maximumPercent: 100,
            updates: [
              { atMs: 60_000, desiredCount: 0 },
              { atMs: 61_000, desiredCount: 2 },
            ],
          }),
        ],
        taskDefinitions: [definition({ stopMs: 30_000 })],
      }),
    );
    expect(tasksOf(recording).map((task) => [task.createdAtMs, task.stoppedAtMs])).toEqual([
      [0, 90_000],
      [0, 90_000],
      [100_000, Number.NaN],
      [100_000, Number.NaN],
    ]);
  });

  it('launches no more than its rate: 60 a minute are 10 a tick', () => {
    const recording = simulate(
      input({
        services: [service({ desiredCount: 25 })],
        launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 65_536 })],
        limits: { provisioningTasksMax: 500, serviceLaunchesPerMinute: 60 },
      }),
    );
    expect(eventsOf(recording).slice(0, 3)).toEqual([
      [0, 'STARTED_TASKS', 10],
      [10_000, 'STARTED_TASKS', 10],
      [20_000, 'STARTED_TASKS', 5],
    ]);
  });

  it('P4.7: an update of the desired count acts at its instant, and a task that is stopped runs down in stopMs', () => {
    const updates = [
      { atMs: 65_000, desiredCount: 4 },
      { atMs: 125_000, desiredCount: 1 },
    ];
    const recording = simulate(input({ services: [service({ desiredCount: 2, updates })] }));
    const tasks = tasksOf(recording);
    expect(tasks.map((task) => task.createdAtMs)).toEqual([0, 0, 65_000, 65_000]);
    const stopped = tasks.filter((task) => task.cause === 'SCALE_IN');
    expect(stopped.map((task) => [task.stoppedAtMs, task.exitCode])).toEqual(new Array(3).fill([130_000, 143]));
    expect(eventsOf(recording)).toContainEqual([125_000, 'STOPPED_TASKS', 3]);
    expect(recording.counters.scaleInStops[0]).toBe(3);
  });

  it('P4.20 (PENDING): a task stopped on its way to RUNNING is gone without a SIGTERM to wait for', () => {
    const recording = simulate(
      input({
        services: [service({ updates: [{ atMs: 500, desiredCount: 0 }] })],
        taskDefinitions: [definition({ stopMs: 30_000 })],
      }),
    );
    expect(tasksOf(recording)).toMatchObject([{ stoppedAtMs: 500, startedAtMs: Number.NaN }]);
    expect(recording.counters.tasksStarted[0]).toBe(0);
  });

  it('P3.25: without a strategy scale-in takes from the zone with most tasks', () => {
    expect(leftAfterScaleIn({ desiredCount: 5 }, 3, threeZones)).toEqual([1, 1, 1]);
  });

  it('P3.23: with spread over zones scale-in keeps the balance', () => {
    const placementStrategy = [{ type: 'spread' as const, field: 'attribute:ecs.availability-zone' }];
    expect(leftAfterScaleIn({ desiredCount: 9, placementStrategy }, 6, threeZones)).toEqual([2, 2, 2]);
  });

  it('P3.22: with binpack scale-in empties the instance that has most left', () => {
    const placementStrategy = [{ type: 'binpack' as const, field: 'memory' as const }];
    // 7 tasks of 512 MiB fill an instance of 4,000 MiB; the last 3 are on the second.
    expect(leftAfterScaleIn({ desiredCount: 10, placementStrategy }, 7, threeZones)).toEqual([7, 0, 0]);
  });

  it('P3.24: with random scale-in the seed decides, and the count is right', () => {
    const placementStrategy = [{ type: 'random' as const }];
    const left = leftAfterScaleIn({ desiredCount: 9, placementStrategy }, 4, threeZones);
    expect(left.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(leftAfterScaleIn({ desiredCount: 9, placementStrategy }, 4, threeZones)).toEqual(left);
  });

  it('P8.7, P3.27: on Fargate tasks are spread over the zones of their subnets, and stay so after scale-in', () => {
    const recording = simulate(
      input({
        capacityProviders: [FARGATE],
        launchTemplates: [],
        taskDefinitions: [definition({ isAwsvpc: true })],
        services: [
          service({
            capacity: onFargate,
            desiredCount: 6,
            zones: [0, 2],
            updates: [{ atMs: MINUTE_MS, desiredCount: 4 }],
          }),
        ],
      }),
    );
    const zones = (tasks: TaskRow[]) => [0, 1, 2].map((zone) => tasks.filter((task) => task.zone === zone).length);
    const tasks = tasksOf(recording);
    expect(zones(tasks)).toEqual([3, 0, 3]);
    expect(zones(tasks.filter((task) => task.cause === undefined))).toEqual([2, 0, 2]);
  });

  it('is blocked by the limit of waiting tasks only as long as it is reached (P5.14)', () => {
    const recording = simulate(
      input({
        capacityProviders: [fleet([])],
        launchTemplates: [],
        services: [
          service({ serviceName: 'one', desiredCount: 2, updates: [{ atMs: MINUTE_MS, desiredCount: 0 }] }),
          service({ serviceName: 'two', desiredCount: 2 }),
        ],
        limits: { provisioningTasksMax: 2, serviceLaunchesPerMinute: 500 },
      }),
    );
    expect(tasksOf(recording).map((task) => [task.workload, task.createdAtMs])).toEqual([
      ['one', 0],
      ['one', 0],
      ['two', 70_000],
      ['two', 70_000],
    ]);
  });
});
