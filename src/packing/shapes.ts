/** Tasks and machines that are alike, told once: placement knows a request per shape of task. */
import type { PackingMachine, PackingTask } from './packing-case.ts';

/** The distinct ones of a list, in order of first appearance, and which of them each is. */
export interface Shapes<T> {
  readonly shapes: readonly T[];
  /** Position in `shapes`, by position in the list. */
  readonly shapeOf: Int32Array;
  /** How many are of that shape. */
  readonly counts: readonly number[];
}

export function taskShapes(tasks: readonly PackingTask[]): Shapes<PackingTask> {
  return shapesOf(tasks, ({ cpuUnits, memoryMiB, gpuCount, gpuModels }) =>
    [cpuUnits, memoryMiB, gpuCount, gpuModels.join('|')].join(),
  );
}

export function machineShapes(machines: readonly PackingMachine[]): Shapes<PackingMachine> {
  return shapesOf(machines, ({ cpuUnits, memoryMiB, gpuCount, gpuModel, availabilityZone }) =>
    [cpuUnits, memoryMiB, gpuCount, gpuModel, availabilityZone].join(),
  );
}

function shapesOf<T>(all: readonly T[], keyOf: (one: T) => string): Shapes<T> {
  const positions = new Map<string, number>();
  const shapes: T[] = [];
  const counts: number[] = [];
  const shapeOf = Int32Array.from(all, (one) => {
    const key = keyOf(one);
    const known = positions.get(key);
    if (known !== undefined) {
      counts[known]++;
      return known;
    }
    positions.set(key, shapes.length);
    counts.push(1);
    return shapes.push(one) - 1;
  });
  return { shapes, shapeOf, counts };
}
