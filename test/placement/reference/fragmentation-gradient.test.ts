import { describe, expect, it } from 'vitest';
import { preferred } from './preferred.ts';

const shape = (cpuUnits: number, memoryMiB: number, gpuCount: number, weight: number) => ({
  cpuUnits,
  memoryMiB,
  gpuCount,
  weight,
});

describe('fragmentation gradient descent', () => {
  it('leaves GPUs where the tasks that ask for them still fit', () => {
    // A CPU task of 3000 leaves 1000 units: on the first instance the GPU task no longer fits, so 2 GPUs are lost for
    // half the tasks (+1); on the second nothing is lost, since it has none.
    const instances = [{ has: [4000, 8000, 2] }, { has: [4000, 8000, 0] }] as const;
    const mix = [shape(2000, 1000, 1, 0.5), shape(3000, 1000, 0, 0.5)];
    expect(preferred('fgd', { instances, task: [3000, 1000, 0], mix })).toEqual([1]);
  });

  it('sends a task of one GPU where two do not stand together any more', () => {
    // Tasks of two GPUs are half of those that ask. Taking 1 of 2: before 0, after 0.5 × 1. Taking the single one:
    // before 0.5 × 1, after 0: the gradient is -0.5.
    const instances = [{ has: [8000, 8000, 2] }, { has: [8000, 8000, 2], taken: [0, 0, 1] }] as const;
    const mix = [shape(1000, 1000, 1, 0.5), shape(1000, 1000, 2, 0.5)];
    expect(preferred('fgd', { instances, task: [1000, 1000, 1], mix })).toEqual([1]);
  });

  it('counts idle CPU and memory where nobody asks for GPUs', () => {
    // One shape, of 1000 and 1000. After the task the first has 500 units and 7000 MiB that it cannot use: 0.125 and
    // 0.875 of it. The second has 3000 and 1000 left, which it can.
    const instances = [
      { has: [4000, 8000, 0], taken: [2500, 0, 0] },
      { has: [4000, 8000, 0], taken: [0, 6000, 0] },
    ] as const;
    expect(preferred('fgd', { instances, task: [1000, 1000, 0], mix: [shape(1000, 1000, 0, 1)] })).toEqual([1]);
  });
});
