import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import { constant, definition, FARGATE, fleet, input, service, timing } from '../builders.ts';
import { meanOf, tasksOf } from '../reading.ts';

const stopping = (desiredCount: number, atMs: number) => [
  service({ desiredCount, updates: [{ atMs, desiredCount: 0 }] }),
];

describe('TaskStopper', () => {
  it('P1.21: a RUNNING task holds its resources until its containers have ended', () => {
    const recording = simulate(
      input({
        durationMs: 200_000,
        taskDefinitions: [definition({ stopMs: 30_000 })],
        services: stopping(1, 100_000),
      }),
    );
    expect(tasksOf(recording)).toMatchObject([{ stoppedAtMs: 130_000, cause: 'SCALE_IN' }]);
    expect(meanOf(recording.workloadSeries.runningTasks, recording) * 200_000).toBeCloseTo(99_000, 6);
    expect(meanOf(recording.workloadSeries.reservedCpuUnits, recording) * 200_000).toBeCloseTo(256 * 130_000, 3);
  });

  it('P4.20 (DEPROVISIONING): the ENI of an awsvpc task takes its time to go, and is billed on Fargate', () => {
    const recording = simulate(
      input({
        launchTemplates: [],
        capacityProviders: [FARGATE],
        taskDefinitions: [definition({ isAwsvpc: true, stopMs: 30_000 })],
        services: stopping(1, 100_000),
        timing: timing({ deprovisioningMs: constant(7_500) }),
      }),
    );
    expect(tasksOf(recording)).toMatchObject([{ stoppedAtMs: 137_500 }]);
    expect(recording.meters.fargate).toMatchObject([{ taskSeconds: 138 }]);
  });

  it('P5.14: a task that waits for an instance leaves the queue, and nothing was reserved for it', () => {
    const recording = simulate(
      input({ launchTemplates: [], capacityProviders: [fleet([])], services: stopping(2, 10_000) }),
    );
    expect(tasksOf(recording)).toMatchObject([
      { stoppedAtMs: 10_000, instance: NONE, zone: NONE },
      { stoppedAtMs: 10_000, instance: NONE, zone: NONE },
    ]);
    expect(meanOf(recording.workloadSeries.pendingTasks, recording) * recording.durationMs).toBeCloseTo(20_000, 6);
    expect(meanOf(recording.workloadSeries.reservedCpuUnits, recording)).toBe(0);
  });
});
