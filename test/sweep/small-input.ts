/** A small cluster with chance in it: a service with load, and batch tasks that arrive at random. */
import { HOUR_MS, MINUTE_MS, NONE } from '../../src/base/units.ts';
import type { SimulationInput } from '../../src/sim/state/input.ts';
import { curve, definition, fleet, image, input, load, service, source, template } from '../sim/builders.ts';

/** Clusters of one name and different seeds differ in every random choice. */
export function smallInput(clusterName: string, seed: string): SimulationInput {
  return input({
    clusterName,
    seed,
    durationMs: 6 * HOUR_MS,
    launchTemplates: [template({ memoryMiB: 7600 })],
    capacityProviders: [fleet([0, 0, 0, 0, 0])],
    images: [image('web', 120)],
    taskDefinitions: [
      definition({ images: [0], behaviour: { startFailureProbability: 0.05, exitAfterMs: null, exitCode: 1 } }),
      definition({ images: [0], family: 'etl' }),
    ],
    services: [
      service({
        desiredCount: 6,
        placementStrategy: [{ type: 'random' }],
        updates: [{ atMs: HOUR_MS, desiredCount: 9 }],
        load: load({
          requestsPerSecond: curve(
            [
              [0, 20],
              [HOUR_MS, 60],
            ],
            2 * HOUR_MS,
          ),
          cpuSecondsPerRequest: 0.02,
          memoryMiB: 200,
        }),
      }),
    ],
    taskSources: [
      source({
        taskDefinition: 1,
        arrivals: { kind: 'poisson', perHour: curve([[0, 30]]) },
        durationMs: { kind: 'exponential', mean: 5 * MINUTE_MS },
      }),
    ],
  });
}

/** An input on which the engine fails at its start: the task definition is in no table. */
export function brokenInput(): SimulationInput {
  return { ...smallInput('broken', '7'), services: [service({ taskDefinition: NONE })] };
}
