import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../../src/sim/state/input.ts';
import { constant, curve, definition, FARGATE, fleet, input, load, service, source, template } from '../../builders.ts';
import { meanOf, tasksOf } from '../../reading.ts';

const always = { timing: { ...input().timing, containerStartMs: constant(0) } };

/** A series' integral over the run, in unit·s. */
function total(series: Float64Array): number {
  return series.reduce((sum, value) => sum + value, 0) / 1000;
}

function saturated(parts: Partial<SimulationInput>, tasks: number): ReturnType<typeof simulate> {
  return simulate(
    input({
      ...always,
      durationMs: 1_000_000,
      launchTemplates: [template({ cpuUnits: 1024 })],
      taskDefinitions: [definition({ cpuUnits: 512 })],
      services: [service({ desiredCount: tasks, load: load({ cpuFraction: curve([[0, 2]]) }) })],
      ...parts,
    }),
  );
}

describe('CPU', () => {
  it('P1.11: a container of 512 units on an empty instance of 1024 may use 1024', () => {
    const recording = saturated({}, 1);
    expect(meanOf(recording.workloadSeries.usedCpuUnits, recording)).toBe(1024);
    expect(meanOf(recording.workloadSeries.unservedCpuUnits, recording)).toBe(0);
  });

  it('P1.11: two of them saturated get 512 each, and what they lack is seen', () => {
    const recording = saturated({}, 2);
    expect(meanOf(recording.workloadSeries.usedCpuUnits, recording)).toBe(1024);
    expect(meanOf(recording.workloadSeries.unservedCpuUnits, recording)).toBe(1024);
    expect(meanOf(recording.poolSeries.unservedCpuUnits, recording)).toBe(1024);
    expect(total(recording.heatSeries.usedCpuUnits)).toBe(1024 * 1000);
  });

  it('a task with a cap uses no more than that, and never more than its size on Fargate (P1.10)', () => {
    const capped = saturated({ taskDefinitions: [definition({ cpuUnits: 512, cpuLimitUnits: 512 })] }, 1);
    expect(meanOf(capped.workloadSeries.usedCpuUnits, capped)).toBe(512);
    expect(meanOf(capped.workloadSeries.unservedCpuUnits, capped)).toBe(512);
    const taskDefinitions = [definition({ isAwsvpc: true, fargateCpuUnits: 512 })];
    const small = saturated({ launchTemplates: [], capacityProviders: [FARGATE], taskDefinitions }, 2);
    expect(meanOf(small.workloadSeries.usedCpuUnits, small)).toBe(1024);
    expect(meanOf(small.workloadSeries.unservedCpuUnits, small)).toBe(1024);
  });

  it('follows the requests of the service, shared evenly by its running tasks', () => {
    const requestsPerSecond = curve([
      [0, 10],
      [500_000, 30],
    ]);
    const recording = simulate(
      input({
        ...always,
        durationMs: 1_000_000,
        services: [service({ desiredCount: 2, load: load({ requestsPerSecond, cpuSecondsPerRequest: 0.025 }) })],
      }),
    );
    // 10/s × 25 ms = 256 units until the look at 540 s, then 768: the grid of use is a minute wide.
    expect(meanOf(recording.workloadSeries.usedCpuUnits, recording) * 1000).toBeCloseTo(256 * 540 + 768 * 460, 6);
    expect(meanOf(recording.workloadSeries.requestsPerSecond, recording) * 1000).toBeCloseTo(10 * 540 + 30 * 460, 6);
  });

  it('leaves with the task that stops, whose share the others take', () => {
    const recording = simulate(
      input({
        ...always,
        durationMs: 600_000,
        services: [
          service({
            desiredCount: 2,
            updates: [{ atMs: 300_000, desiredCount: 1 }],
            load: load({ requestsPerSecond: curve([[0, 10]]), cpuSecondsPerRequest: 0.05 }),
          }),
        ],
      }),
    );
    // 512 units in all; from 300 s to the look at 360 s only the share of the one that stays.
    expect(total(recording.workloadSeries.usedCpuUnits)).toBe(512 * 600 - 256 * 60);
  });

  it('is back to what tasks ask for when the instance is no longer full', () => {
    const recording = saturated(
      {
        services: [
          service({ load: load({ cpuFraction: curve([[0, 1]]) }) }),
          service({
            serviceName: 'greedy',
            load: load({
              cpuFraction: curve([
                [0, 2],
                [480_000, 0],
              ]),
            }),
          }),
        ],
      },
      0,
    );
    expect(total(recording.workloadSeries.unservedCpuUnits.subarray(0, recording.bucketCount))).toBe(0);
    const greedy = recording.workloadSeries.usedCpuUnits.subarray(recording.bucketCount);
    expect(total(greedy)).toBe(512 * 480);
    expect(total(recording.workloadSeries.unservedCpuUnits)).toBe(512 * 480);
  });

  it('of standalone tasks is known too, and of a workload without a load nothing is', () => {
    const recording = simulate(
      input({
        ...always,
        services: [service()],
        taskSources: [
          source({ durationMs: constant(HOUR_MS / 2), load: load({ cpuFraction: curve([[0, 0.5]]), memoryMiB: 100 }) }),
        ],
      }),
    );
    expect(meanOf(recording.workloadSeries.usedCpuUnits, recording, 0)).toBe(0);
    expect(meanOf(recording.workloadSeries.usedCpuUnits, recording, 1)).toBeCloseTo(64, 9);
    expect(meanOf(recording.poolSeries.measuredCpuUnits, recording)).toBeCloseTo(128, 9);
    expect(meanOf(recording.poolSeries.usedMemoryMiB, recording)).toBeCloseTo(50, 9);
  });
});

describe('memory', () => {
  it('P12: above its hard limit a task is killed with 137, counted, and replaced', () => {
    const recording = simulate(
      input({
        taskDefinitions: [definition({ memoryLimitMiB: 512 })],
        services: [service({ load: load({ memoryMiB: 513 }) })],
      }),
    );
    const tasks = tasksOf(recording);
    expect(tasks[0]).toMatchObject({
      startedAtMs: 1000,
      stoppedAtMs: MINUTE_MS,
      cause: 'OUT_OF_MEMORY',
      exitCode: 137,
    });
    expect(tasks[1]).toMatchObject({ startedAtMs: MINUTE_MS + 11_000, stoppedAtMs: 2 * MINUTE_MS });
    expect(recording.counters.outOfMemoryKills[0]).toBe(tasks.filter((task) => task.exitCode === 137).length);
  });

  it('P12: at the limit, or without one, nothing is killed', () => {
    for (const memoryLimitMiB of [512, 0]) {
      const memoryMiB = memoryLimitMiB === 0 ? 3999 : 512;
      const recording = simulate(
        input({
          taskDefinitions: [definition({ memoryLimitMiB })],
          services: [service({ load: load({ memoryMiB }) })],
        }),
      );
      expect(recording.counters.outOfMemoryKills[0]).toBe(0);
    }
  });

  it('a leak of 600 MiB an hour from 300 MiB passes 512 MiB after 21.2 minutes: killed at the next look, at 22', () => {
    const recording = simulate(
      input({
        ...always,
        capacityProviders: [fleet([0])],
        taskDefinitions: [definition({ memoryLimitMiB: 512 })],
        services: [service({ load: load({ memoryMiB: 300, memoryGrowthMiBPerHour: 600 }) })],
      }),
    );
    const [first, second] = tasksOf(recording);
    expect(first).toMatchObject({ stoppedAtMs: 22 * MINUTE_MS, cause: 'OUT_OF_MEMORY' });
    expect(second!.stoppedAtMs - second!.startedAtMs).toBeGreaterThan(21.2 * MINUTE_MS);
    expect(second!.stoppedAtMs - second!.startedAtMs).toBeLessThanOrEqual(22.2 * MINUTE_MS);
  });

  it('is free again, the leak included, when the task has stopped', () => {
    const recording = simulate(
      input({
        ...always,
        services: [
          service({
            updates: [{ atMs: 1_200_000, desiredCount: 0 }],
            load: load({ memoryMiB: 300, memoryGrowthMiBPerHour: 600 }),
          }),
        ],
      }),
    );
    const { usedMemoryMiB } = recording.workloadSeries;
    // A step of 10 MiB a minute for 20 minutes.
    expect(total(usedMemoryMiB)).toBeCloseTo(60 * (20 * 300 + (10 * 19 * 20) / 2), 0);
    expect([...usedMemoryMiB.subarray(4)]).toEqual(new Array(8).fill(0));
  });

  it('grows with the requests in a task', () => {
    const busy = load({
      requestsPerSecond: curve([[0, 20]]),
      waitSecondsPerRequest: 0.5,
      memoryMiB: 100,
      memoryMiBPerConcurrentRequest: 4,
    });
    const recording = simulate(input({ ...always, services: [service({ desiredCount: 2, load: busy })] }));
    expect(meanOf(recording.workloadSeries.usedMemoryMiB, recording)).toBeCloseTo(2 * (100 + 4 * 5), 6);
  });
});
