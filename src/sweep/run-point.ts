import type { Recording } from '../sim/record/recording.ts';
import { Simulation } from '../sim/simulation.ts';
import type { SimulationInput } from '../sim/state/input.ts';

/** How far one run is. */
export interface RunProgress {
  /** Simulated. */
  readonly nowMs: number;
  readonly durationMs: number;
  readonly eventCount: number;
}

/** A run is cut into this many slices of simulated time; between two, others get their turn. */
const SLICES = 400;

/**
 * One run in slices: yields how far it is after each and returns the recording, which is that of `simulate(input)`
 * to the byte. An error of the engine leaves with what replays it: cluster, seed, time and event number.
 */
export function* simulateInSlices(input: SimulationInput): Generator<RunProgress, Recording, void> {
  const { durationMs } = input;
  const simulation = new Simulation(input);
  try {
    for (let slice = 1; slice <= SLICES; slice++) {
      simulation.runUntil(Math.round((durationMs * slice) / SLICES));
      yield { nowMs: simulation.timeline.nowMs, durationMs, eventCount: simulation.eventCount };
    }
    return simulation.finish();
  } catch (error) {
    const where = `cluster ${input.clusterName}, seed ${input.seed}`;
    const when = `at ${simulation.timeline.nowMs} ms, event ${simulation.eventCount}`;
    if (error instanceof Error) error.message += ` (${where}, ${when})`;
    throw error;
  }
}
