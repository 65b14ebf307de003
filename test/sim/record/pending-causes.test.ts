import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import {
  constant,
  definition,
  FARGATE,
  fleet,
  image,
  input,
  listed,
  service,
  source,
  template,
  timing,
} from '../builders.ts';

/** Seconds of pending tasks of the first workload, by cause. */
function waited(parts: Partial<SimulationInput>): Record<string, number> {
  const { pendingSeries } = simulate(input({ durationMs: 600_000, ...parts }));
  return Object.fromEntries(
    Object.entries(pendingSeries).map(([name, column]) => [name, column.reduce((sum, value) => sum + value, 0) / 1000]),
  );
}

describe('PendingCauses', () => {
  it('splits a start on Fargate into what Fargate prepares, the pull, and the containers', () => {
    const given = {
      capacityProviders: [FARGATE],
      images: [image('web', 100)],
      taskDefinitions: [definition({ images: [0], startupMs: 7_000, fargateCpuUnits: 1024 })],
      services: [service()],
      timing: timing({
        fargateProvisioningMs: constant(15_000),
        containerStartMs: constant(2_000),
        fargatePullMiBPerSecond: 20,
      }),
    };
    expect(waited(given)).toEqual({ capacity: 0, provisioning: 15, imagePull: 5, containerStart: 9 });
  });

  it('P5.14: counts a task that finds no instance as waiting for capacity, until a stop makes room', () => {
    const given = {
      launchTemplates: [template({ cpuUnits: 256 })],
      capacityProviders: [fleet([0])],
      taskSources: [
        source({ arrivals: listed(0), durationMs: constant(60_000) }),
        source({ name: 'late', arrivals: listed(10_000) }),
      ],
      timing: timing({ containerStartMs: constant(0) }),
    };
    const { pendingSeries, bucketCount, tasks } = simulate(input({ durationMs: 600_000, ...given }));
    const ofLate = pendingSeries.capacity.subarray(bucketCount, 2 * bucketCount).reduce((sum, value) => sum + value, 0);
    expect(ofLate).toBe(tasks!.stoppedAtMs[0]! - 10_000);
    expect(ofLate).toBeGreaterThanOrEqual(50_000);
  });

  it('counts a task that still waits at the end up to the end, and one that is stopped up to its stop', () => {
    const never = { launchTemplates: [template({ cpuUnits: 128 })], capacityProviders: [fleet([0])] };
    expect(waited({ ...never, services: [service()] }).capacity).toBe(600);
    const updates = [{ atMs: 100_000, desiredCount: 0 }];
    expect(waited({ ...never, services: [service({ updates })] }).capacity).toBe(100);
  });
});
