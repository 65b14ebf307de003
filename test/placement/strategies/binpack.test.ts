import { describe, expect, it } from 'vitest';
import { SmallCluster } from '../small-cluster.ts';

const memory = [{ type: 'binpack', field: 'memory' }] as const;
const free = (...memoryMiB: number[]) => memoryMiB.map((one) => ({ cpuUnits: 4096, memoryMiB: one }));

describe('binpack', () => {
  it.each([
    [1500, 2],
    [800, 0],
    [3500, 'RESOURCE:MEMORY'],
  ])('P3.6 EX: of 1000, 3000 and 2000 MiB free, a task of %i MiB goes to %s', (memoryMiB, expected) => {
    const small = new SmallCluster({
      instances: free(1000, 3000, 2000),
      definitions: [{ memoryMiB }],
      strategies: memory,
    });
    expect(small.place()).toBe(expected);
  });

  it('P3.6: only the named resource is compared', () => {
    const instances = [
      { cpuUnits: 256, memoryMiB: 2000 },
      { cpuUnits: 4096, memoryMiB: 1000 },
    ];
    expect(new SmallCluster({ instances, strategies: memory }).place()).toBe(1);
    expect(new SmallCluster({ instances, strategies: [{ type: 'binpack', field: 'cpu' }] }).place()).toBe(0);
  });

  it('P3.8: of equals the first registered', () => {
    expect(new SmallCluster({ instances: free(3000, 2000, 2000), strategies: memory }).place()).toBe(1);
  });

  it('P3.3: each placement takes its resources before the next', () => {
    const small = new SmallCluster({
      instances: free(1100, 2000),
      definitions: [{ memoryMiB: 500 }],
      strategies: memory,
    });
    expect([small.place(), small.place(), small.place()]).toEqual([0, 0, 1]);
  });
});
