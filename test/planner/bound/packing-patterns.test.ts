import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { type PackedTask, packingPatterns } from '../../../src/planner/bound/packing-patterns.ts';
import type { TaskDefinitionInput } from '../../../src/sim/state/input.ts';
import { definition, template } from '../../sim/builders.ts';

const task = (parts: Partial<TaskDefinitionInput>, others: Partial<PackedTask> = {}): PackedTask => ({
  definition: definition({ cpuUnits: 256, memoryMiB: 500, ...parts }),
  distinctService: NONE,
  most: 100,
  ...others,
});
const instance = template({ cpuUnits: 2048, memoryMiB: 4000, gpuCount: 1, awsvpcTaskLimit: 2, reservedPorts: [] });
const patterns = (...tasks: readonly PackedTask[]) => packingPatterns(tasks, instance, 100);

describe('P3.6: the packing patterns of an instance', () => {
  it('hold what no further task fits into: two of 1,500 MiB with two of 500 MiB, one with five, or eight', () => {
    expect(patterns(task({ memoryMiB: 1500 }), task({}))).toEqual([
      [2, 2],
      [1, 5],
      [0, 8],
    ]);
  });

  it('hold as many as there are GPUs, network interfaces and tasks', () => {
    expect(patterns(task({ gpuCount: 1 }))).toEqual([[1]]);
    expect(patterns(task({ isAwsvpc: true }))).toEqual([[2]]);
    expect(patterns(task({}, { most: 3 }))).toEqual([[3]]);
    expect(patterns(task({ memoryMiB: 4001 }))).toEqual([[0]]);
  });

  it('P1.26: hold one task of a host port, none where the agent holds it back', () => {
    const web = task({ hostPorts: [{ protocol: 'tcp', port: 80 }], memoryMiB: 2000 });
    const other = task({ hostPorts: [{ protocol: 'tcp', port: 80 }], memoryMiB: 2500 });
    expect(patterns(web, other)).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const docker = { ...instance, reservedPorts: [{ protocol: 'tcp', port: 80 }] as const };
    expect(packingPatterns([web], docker, 100)).toEqual([[0]]);
  });

  it('P3.15: hold one task of a service with distinctInstance, whatever its revision', () => {
    const [old, next] = [task({}, { distinctService: 0 }), task({ memoryMiB: 600 }, { distinctService: 0 })];
    expect(patterns(old, next)).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('are given up where there are too many', () => {
    const kinds = Array.from({ length: 6 }, (_, row) => task({ memoryMiB: 200 + row, cpuUnits: 64 }));
    expect(packingPatterns(kinds, instance, 100)).toBeNull();
  });

  it('are all sets that fit and are full, by trying every set', () => {
    const sizes = fc.array(
      fc.record({ cpuUnits: fc.constantFrom(300, 700, 1100), memoryMiB: fc.integer({ min: 500, max: 4000 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(sizes, (all) => {
        const fits = (counts: readonly number[]) =>
          all.reduce((sum, { cpuUnits }, i) => sum + cpuUnits * counts[i]!, 0) <= instance.cpuUnits &&
          all.reduce((sum, { memoryMiB }, i) => sum + memoryMiB * counts[i]!, 0) <= instance.memoryMiB;
        const every = all.reduce<number[][]>(
          (sets) => sets.flatMap((set) => Array.from({ length: 9 }, (_, count) => [...set, count])),
          [[]],
        );
        const full = every.filter(
          (counts) =>
            fits(counts) && all.every((_, i) => !fits(counts.map((count, j) => (i === j ? count + 1 : count)))),
        );
        const found = packingPatterns(
          all.map((one) => task(one)),
          instance,
          1000,
        )!;
        const sorted = (sets: readonly (readonly number[])[]) => sets.map((set) => set.join()).sort();
        expect(sorted(found)).toEqual(sorted(full));
      }),
    );
  });
});
