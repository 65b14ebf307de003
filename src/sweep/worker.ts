/** What a worker thread does: one run per task; the recording's columns are handed over, not copied. */
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Recording } from '../sim/record/recording.ts';
import type { SimulationInput } from '../sim/state/input.ts';
import { simulateInSlices } from './run-point.ts';

export interface WorkerTask {
  readonly input: SimulationInput;
  /** Shared with the pool, two numbers per task: simulated ms and events so far. */
  readonly progress: Float64Array;
  readonly index: number;
}

export default function runTask({ input, progress, index }: WorkerTask): Recording {
  const slices = simulateInSlices(input);
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return handOver(slice.value);
    progress[2 * index] = slice.value.nowMs;
    progress[2 * index + 1] = slice.value.eventCount;
  }
}

/** Marks the recording so that piscina transfers its buffers. */
function handOver(recording: Recording): Recording {
  const marked = { [transferableSymbol]: buffersOf(recording), [valueSymbol]: recording };
  return move(marked) as unknown as Recording;
}

/** Every buffer in the value, once. */
export function buffersOf(value: unknown, buffers = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) buffersOf(part, buffers);
  }
  return [...buffers];
}
