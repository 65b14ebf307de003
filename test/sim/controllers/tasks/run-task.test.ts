import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { TaskSourceInput } from '../../../../src/sim/state/input.ts';
import { constant, curve, definition, FARGATE, input, listed, source } from '../../builders.ts';
import { meanOf, tasksOf } from '../../reading.ts';

const onFargate = {
  launchTemplates: [],
  capacityProviders: [FARGATE],
  taskDefinitions: [definition({ isAwsvpc: true })],
};

describe('RunTask', () => {
  it("starts Poisson tasks as an M/G/∞ queue: running = arrivals × duration, by Little's law", () => {
    const perHour = 120;
    const meanMs = 10 * MINUTE_MS;
    const expected = (perHour * meanMs) / HOUR_MS;
    const durations: TaskSourceInput['durationMs'][] = [
      constant(meanMs),
      { kind: 'exponential', mean: meanMs },
      { kind: 'uniform', min: 0, max: 2 * meanMs },
    ];
    for (const durationMs of durations) {
      const recording = simulate(
        input({
          ...onFargate,
          durationMs: 400 * HOUR_MS,
          taskSources: [source({ arrivals: { kind: 'poisson', perHour: curve([[0, perHour]]) }, durationMs })],
          record: { ...input().record, keepTasks: false, keepPlacements: false },
        }),
      );
      // The count of work brought in over the horizon: sd of the mean level ≤ √(λ E[S²] / T); 5 of them, and the ramp.
      const sd = Math.sqrt((perHour / HOUR_MS) * 2 * meanMs ** 2 * (1 / (400 * HOUR_MS)));
      const ramp = (expected * meanMs) / (400 * HOUR_MS);
      expect(Math.abs(meanOf(recording.workloadSeries.runningTasks, recording) - expected)).toBeLessThan(5 * sd + ramp);
    }
  });

  it('P3.14: starts as many tasks as its count at each arrival', () => {
    const recording = simulate(input({ ...onFargate, taskSources: [source({ count: 3, arrivals: listed(0, 5000) })] }));
    expect(tasksOf(recording).map((task) => task.createdAtMs)).toEqual([0, 0, 0, 5000, 5000, 5000]);
  });

  it('takes duration and definition from the list where it has them', () => {
    const arrivals = {
      kind: 'list' as const,
      atMs: Float64Array.of(0, 1000),
      durationMs: Float64Array.of(2000, 7000),
      taskDefinition: Int32Array.of(1, 0),
    };
    const recording = simulate(
      input({ taskDefinitions: [definition(), definition({ cpuUnits: 512 })], taskSources: [source({ arrivals })] }),
    );
    expect(tasksOf(recording).map((task) => task.stoppedAtMs - task.startedAtMs)).toEqual([2000, 7000]);
    expect([...recording.tasks!.taskDefinition]).toEqual([1, 0]);
  });

  it('P5.14: gives up what is refused, or asks again every retryMs until there is room', () => {
    const refused = (retryMs: number) =>
      simulate(
        input({
          taskDefinitions: [definition({ cpuUnits: 2048 })],
          taskSources: [source({ capacity: { launchType: 'EC2' }, arrivals: listed(0, 1000), retryMs })],
        }),
      );
    expect(tasksOf(refused(0)).map((task) => task.createdAtMs)).toEqual([0]);
    const again = refused(25_000);
    // The first task stops at 61 s; attempts at 1, 26, 51 and 76 s.
    expect(tasksOf(again).map((task) => task.createdAtMs)).toEqual([0, 76_000]);
    expect(again.counters.runTaskFailures[0]).toBe(3);
  });

  it('takes nothing from another source: its tasks are the same beside it', () => {
    const poisson = source({
      arrivals: { kind: 'poisson', perHour: curve([[0, 60]]) },
      durationMs: { kind: 'exponential', mean: 1000 },
    });
    const alone = simulate(input({ ...onFargate, taskSources: [poisson] }));
    const beside = simulate(input({ ...onFargate, taskSources: [poisson, { ...poisson, name: 'other' }] }));
    const own = tasksOf(beside).filter((task) => task.workload === 'etl');
    expect(own.map((task) => [task.createdAtMs, task.stoppedAtMs])).toEqual(
      tasksOf(alone).map((task) => [task.createdAtMs, task.stoppedAtMs]),
    );
  });
});
