/**
 * Runs side by side. Results are stored by index and depend on the input alone, so one thread and many give equal
 * bytes.
 */
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recording } from '../sim/record/recording.ts';
import type { SimulationInput } from '../sim/state/input.ts';
import { type RunProgress, simulateInSlices } from './run-point.ts';
import { openThreadPool } from './thread-pool.ts';
import type { WorkerTask } from './worker.ts';

export interface SimulateAllOptions {
  /** Worker threads at most; 1 runs in this thread. As many as the machine runs at once unless given. */
  readonly threads?: number;
  /** Aborting it ends every run; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told now and then, one entry per input. */
  readonly onProgress?: (runs: readonly RunProgress[]) => void;
}

/** How often the pool looks how far its workers are. */
const LOOK_MS = 50;

/** Simulates every input; recordings in the order of the inputs. A single one never leaves this thread. */
export async function simulateAll(
  inputs: readonly SimulationInput[],
  options: SimulateAllOptions = {},
): Promise<Recording[]> {
  const threads = Math.min(options.threads ?? availableParallelism(), inputs.length);
  return threads > 1 ? simulateOnThreads(inputs, threads, options) : simulateHere(inputs, options);
}

/** One after the other; between two slices the event loop turns, for Ctrl-C. */
async function simulateHere(
  inputs: readonly SimulationInput[],
  { signal, onProgress }: SimulateAllOptions,
): Promise<Recording[]> {
  const states: RunProgress[] = inputs.map(({ durationMs }) => ({ nowMs: 0, durationMs, eventCount: 0 }));
  const recordings: Recording[] = [];
  for (const [index, input] of inputs.entries()) {
    const slices = simulateInSlices(input);
    let slice = slices.next();
    while (slice.done !== true) {
      states[index] = slice.value;
      onProgress?.(states);
      await nextTurn();
      signal?.throwIfAborted();
      slice = slices.next();
    }
    recordings.push(slice.value);
  }
  return recordings;
}

async function simulateOnThreads(
  inputs: readonly SimulationInput[],
  threads: number,
  { signal, onProgress }: SimulateAllOptions,
): Promise<Recording[]> {
  const pool = await openThreadPool<WorkerTask, Recording>('worker', threads, signal);
  const progress = new Float64Array(new SharedArrayBuffer(2 * inputs.length * Float64Array.BYTES_PER_ELEMENT));
  const look = setInterval(() => onProgress?.(readProgress(inputs, progress)), LOOK_MS);
  try {
    const runs = inputs.map((input, index) =>
      pool.run({ input, progress, index }, signal === undefined ? {} : { signal }),
    );
    return await Promise.all(runs);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearInterval(look);
    await pool.destroy();
  }
}

function readProgress(inputs: readonly SimulationInput[], progress: Float64Array): RunProgress[] {
  return inputs.map(({ durationMs }, index) => ({
    nowMs: progress[2 * index],
    durationMs,
    eventCount: progress[2 * index + 1],
  }));
}
