import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../src/base/units.ts';
import { pack } from '../../src/packing/pack.ts';
import type { PackingCase } from '../../src/packing/packing-case.ts';
import { DEFAULT_CHAINS, parseChain, type StrategyChain } from '../../src/packing/strategy-chains.ts';
import { exhaustive, machine, packingCase, smallCases, task } from './cases.ts';

function chain(text: string): StrategyChain {
  const parsed = parseChain(text);
  if ('expected' in parsed) throw new Error(parsed.expected);
  return parsed;
}

const inOrder = ({ tasks }: PackingCase) => Int32Array.from(tasks.keys());

describe.each(DEFAULT_CHAINS)('%s', (name) => {
  it.each(['all', 'asNeeded'] as const)('with machines %s: holds what it placed, and places what fits', (open) => {
    fc.assert(
      fc.property(smallCases, fc.nat(), ({ tasks, machines }, seed) => {
        const given = packingCase({
          tasks: tasks.map((one) => task(...one)),
          machines: machines.map((one) => machine(...one)),
          open,
        });
        const { machineOf, opened, remaining } = pack(given, chain(name), inOrder(given), String(seed));
        // What remains is what was there less what was placed.
        const left = machines.map((one) => [...one]);
        machineOf.forEach((on, index) => {
          if (on === NONE) return;
          tasks[index]!.forEach((amount, resource) => {
            left[on]![resource]! -= amount;
          });
        });
        expect(left.flat().every((amount) => amount >= 0)).toBe(true);
        opened.forEach((position, row) => {
          const { cpuUnits, memoryMiB, gpuCount } = remaining[row]!;
          expect([cpuUnits, memoryMiB, gpuCount]).toEqual(left[position]);
        });
        // A task without a place fits nowhere in the end either, for nothing is ever taken away.
        machineOf.forEach((on, index) => {
          if (on !== NONE) return;
          const fits = left.some((amounts) => tasks[index]!.every((amount, resource) => amounts[resource]! >= amount));
          expect(fits).toBe(false);
        });
        expect(machineOf.filter((on) => on !== NONE).length).toBeLessThanOrEqual(exhaustive(tasks, machines).most);
      }),
      { numRuns: 40 },
    );
  });
});

describe('machines opened as needed', () => {
  const given = packingCase({
    tasks: [4, 8, 2, 5, 3].map((cpuUnits) => task(cpuUnits)),
    machines: Array.from({ length: 5 }, () => machine(10)),
    open: 'asNeeded',
  });

  it('first fit: 4 and 2 and 3 share the first, 8 the second, 5 the third', () => {
    const { machineOf, opened } = pack(given, chain('first-fit'), inOrder(given), '1');
    expect([...machineOf]).toEqual([0, 1, 0, 2, 0]);
    expect(opened).toEqual([0, 1, 2]);
  });

  it('best fit puts 2 behind 8, and 5 behind 4', () => {
    const { machineOf, opened } = pack(given, chain('best-fit'), inOrder(given), '1');
    expect([...machineOf]).toEqual([0, 1, 1, 0, 2]);
    expect(opened).toEqual([0, 1, 2]);
  });

  it('opens the first machine that can hold the task, and leaves the others closed', () => {
    const mixed = packingCase({
      tasks: [task(8), task(2)],
      machines: [machine(4), machine(10), machine(10)],
      open: 'asNeeded',
    });
    const { machineOf, opened } = pack(mixed, chain('worst-fit'), inOrder(mixed), '1');
    expect([...machineOf]).toEqual([1, 1]);
    expect(opened).toEqual([1]);
  });
});

it('P1.17: a task goes to the models of GPU it names, whichever pipeline places it', () => {
  const given = packingCase({
    tasks: [task(1, 1, 1, ['T4']), task(1, 1, 1), task(1, 1, 1, ['A10', 'T4'])],
    machines: [machine(8, 8, 1, 'V100'), machine(8, 8, 1, 'T4'), machine(8, 8, 1, 'A10')],
  });
  const { machineOf } = pack(given, chain('first-fit'), inOrder(given), '1');
  expect([...machineOf]).toEqual([1, 0, 2]);
});

it('P3.5: spread over zones counts the tasks of all shapes', () => {
  const zoned = (availabilityZone: string) => ({ ...machine(100), availabilityZone });
  const given = packingCase({
    tasks: [task(1), task(2), task(3), task(4)],
    machines: [zoned('a'), zoned('a'), zoned('b')],
  });
  const spread = chain('spread(attribute:ecs.availability-zone)+spread(instanceId)');
  expect([...pack(given, spread, inOrder(given), '1').machineOf]).toEqual([0, 2, 1, 2]);
});
