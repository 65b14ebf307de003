import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { constant, definition, FARGATE, fleet, input, service, template, timing } from '../builders.ts';

/** Seconds of tasks that the first service lacked, by cause; those with none are left out. */
function lacked(parts: Partial<SimulationInput>): Record<string, number> {
  const { missingSeries } = simulate(input({ durationMs: 600_000, ...parts }));
  const sums = Object.entries(missingSeries).map(
    ([name, column]) => [name, column.reduce((sum, value) => sum + value, 0) / 1000] as const,
  );
  return Object.fromEntries(sums.filter(([, seconds]) => seconds > 0));
}

const onInstances = { capacity: { launchType: 'EC2' } } as const;

describe('MissingTasks', () => {
  it('P5.14: with launch type EC2 a task without room is not created, and is missing for that', () => {
    const given = { launchTemplates: [template({ cpuUnits: 512 })], capacityProviders: [fleet([0])] };
    expect(lacked({ ...given, services: [service({ ...onInstances, desiredCount: 5 })] })).toEqual({
      placementRefused: 3 * 600,
    });
  });

  it('the rate of launches holds the rest back', () => {
    const given = {
      capacityProviders: [FARGATE],
      services: [service({ desiredCount: 3 })],
      limits: { provisioningTasksMax: 500, serviceLaunchesPerMinute: 12 },
      timing: timing({ schedulerTickMs: 5_000 }),
    };
    expect(lacked(given)).toEqual({ launchRate: 2 * 5 + 1 * 5 });
  });

  it('P4.19: tasks that fail to start are missing for the throttle', () => {
    const behaviour = { startFailureProbability: 1, exitAfterMs: null, exitCode: 0 };
    const given = { capacityProviders: [FARGATE], taskDefinitions: [definition({ behaviour })], services: [service()] };
    expect(lacked(given).startThrottled).toBeGreaterThan(60);
  });

  it('P4.4: at maximumPercent 100 the successor waits for the task that is STOPPING', () => {
    const given = {
      capacityProviders: [FARGATE],
      taskDefinitions: [definition({ stopMs: 30_000 })],
      services: [
        service({
          minimumHealthyPercent: 0,
          maximumPercent: 100,
          deployments: [{ atMs: 120_000, taskDefinition: 0, load: null, test: null }],
        }),
      ],
      timing: timing({ schedulerTickMs: 5_000, deprovisioningMs: constant(0) }),
    };
    const { maximumPercent, ...others } = lacked(given);
    expect(maximumPercent).toBeGreaterThanOrEqual(25);
    expect(maximumPercent).toBeLessThanOrEqual(40);
    expect(Object.keys(others).filter((name) => name !== 'schedulerTick')).toEqual([]);
  });

  it('knows nothing of standalone tasks and daemons', () => {
    const given = { launchTemplates: [template({ cpuUnits: 128 })], capacityProviders: [fleet([0])] };
    expect(lacked({ ...given, services: [service({ schedulingStrategy: 'DAEMON' })] })).toEqual({});
  });
});
