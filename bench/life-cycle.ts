/**
 * The task life cycle, the whole engine with its recording: tasks arrive, are placed by binpack on 1,000 container
 * instances that are 80 % full, start, run and stop. Four events a task are counted for everybody: arrival (with its
 * placement), start, end, stop; ours has seven, which are not.
 */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../src/base/units.ts';
import { Simulation } from '../src/sim/simulation.ts';
import type { SimulationInput } from '../src/sim/state/input.ts';
import { constant, curve, definition, fleet, input, source, template, timing } from '../test/sim/builders.ts';
import { type Bench, cpuSeconds } from './report.ts';

export const LIFE_CYCLE_INSTANCES = 1_000;
export const EVENTS_PER_TASK = 4;
const MEMORY_MIB = 15 * 1024;
const START_MS = SECOND_MS;
const RUN_MS = MINUTE_MS;
const STOP_MS = 5 * SECOND_MS;

export const lifeCycleBench: Bench = {
  name: 'life-cycle',
  measure: async (isQuick) => {
    const tasks = isQuick ? 20_000 : 400_000;
    const rounds = Array.from({ length: isQuick ? 1 : 3 }, () => tasksPerSecond(tasks));
    const value = Math.max(...rounds) * EVENTS_PER_TASK;
    return [{ name: 'life-cycle/plimsoll', value, unit: 'events/s' }];
  },
};

function tasksPerSecond(tasks: number): number {
  const simulation = new Simulation(inputOf(tasks));
  const start = cpuSeconds();
  const { counters } = simulation.finish();
  return counters.tasksStopped[0] / (cpuSeconds() - start);
}

function inputOf(tasks: number): SimulationInput {
  const perMs = (LIFE_CYCLE_INSTANCES * 15 * 0.8) / (START_MS + RUN_MS + STOP_MS);
  return input({
    durationMs: Math.round(tasks / perMs),
    launchTemplates: [template({ cpuUnits: 16 * 1024, memoryMiB: MEMORY_MIB })],
    capacityProviders: [fleet(new Array<number>(LIFE_CYCLE_INSTANCES).fill(0))],
    taskDefinitions: [definition({ cpuUnits: 1024, memoryMiB: 1024, stopMs: STOP_MS })],
    taskSources: [
      source({
        arrivals: { kind: 'poisson', perHour: curve([[0, perMs * HOUR_MS]]) },
        durationMs: { kind: 'exponential', mean: RUN_MS },
        placementStrategy: [{ type: 'binpack', field: 'memory' }],
      }),
    ],
    timing: timing({ containerStartMs: constant(START_MS) }),
    record: { ...input().record, keepPlacements: false, keepTasks: false },
  });
}
