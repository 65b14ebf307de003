/** Small cases, and the exhaustive search that the bounds and strategies are held against. */
import fc from 'fast-check';
import type { PackingCase, PackingMachine, PackingTask } from '../../src/packing/packing-case.ts';

export function task(cpuUnits: number, memoryMiB = 0, gpuCount = 0, gpuModels: readonly string[] = []): PackingTask {
  return { name: 'task', cpuUnits, memoryMiB, gpuCount, gpuModels };
}

export function machine(cpuUnits: number, memoryMiB = 0, gpuCount = 0, gpuModel = ''): PackingMachine {
  return { name: 'machine', cpuUnits, memoryMiB, gpuCount, gpuModel, availabilityZone: '' };
}

export function packingCase(parts: Partial<PackingCase> & Pick<PackingCase, 'tasks' | 'machines'>): PackingCase {
  return { name: 'case', open: 'all', optimum: null, notes: [], ...parts };
}

/** A few tasks on a few machines, most of which fit somewhere. */
export const smallCases = fc.record({
  tasks: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 1 })),
    { minLength: 1, maxLength: 7 },
  ),
  machines: fc.array(
    fc.tuple(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 4, max: 12 }), fc.integer({ min: 0, max: 2 })),
    { minLength: 1, maxLength: 4 },
  ),
});

type Amounts = readonly [number, number, number];

/** Every way to put each task on a machine or nowhere: the fewest machines for all tasks, and the most tasks placed. */
export function exhaustive(tasks: readonly Amounts[], machines: readonly Amounts[]): { fewest: number; most: number } {
  const left = machines.map((one) => [...one]);
  const holding = machines.map(() => 0);
  let fewest = Number.POSITIVE_INFINITY;
  let most = 0;
  const visit = (index: number, placed: number): void => {
    if (index === tasks.length) {
      most = Math.max(most, placed);
      if (placed === tasks.length) fewest = Math.min(fewest, holding.filter((count) => count > 0).length);
      return;
    }
    const wanted = tasks[index]!;
    for (const [row, remaining] of left.entries()) {
      if (!wanted.every((amount, resource) => remaining[resource]! >= amount)) continue;
      wanted.forEach((amount, resource) => {
        remaining[resource]! -= amount;
      });
      holding[row]!++;
      visit(index + 1, placed + 1);
      holding[row]!--;
      wanted.forEach((amount, resource) => {
        remaining[resource]! += amount;
      });
    }
    visit(index + 1, placed);
  };
  visit(0, 0);
  return { fewest, most };
}
