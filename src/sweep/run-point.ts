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
 * One run in slices: yields how far it is before the first and after each, and returns the recording, which is
 * `simulate(input)`'s to the byte. An error of the engine leaves with what replays it: cluster, seed, time and event
 * number.
 */
export function* simulateInSlices(input: SimulationInput): Generator<RunProgress, Recording, void> {
  const { durationMs } = input;
  let progress: RunProgress = { nowMs: 0, durationMs, eventCount: 0 };
  try {
    const simulation = new Simulation(input);
    yield progress;
    for (let slice = 1; slice <= SLICES; slice++) {
      simulation.runUntil(Math.round((durationMs * slice) / SLICES));
      progress = { nowMs: simulation.timeline.nowMs, durationMs, eventCount: simulation.eventCount };
      yield progress;
    }
    return simulation.finish();
  } catch (error) {
    if (error instanceof Error) error.message += ` (${describeReplay(input, progress)})`;
    throw error;
  }
}

function describeReplay({ clusterName, seed }: SimulationInput, { nowMs, eventCount }: RunProgress): string {
  return `cluster ${clusterName}, seed ${seed}, after ${nowMs} ms and event ${eventCount}`;
}
