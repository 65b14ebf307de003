import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, machinesAtLeast, martelloToth, tasksAtMost } from '../../src/packing/bounds.ts';
import { root } from '../sources.ts';
import { exhaustive, machine, smallCases, task } from './cases.ts';

describe('the bounds', () => {
  it('are never beaten: against every way to pack small cases', () => {
    fc.assert(
      fc.property(smallCases, ({ tasks, machines }) => {
        const { fewest, most } = exhaustive(tasks, machines);
        const packed = tasks.map((one) => task(...one));
        const all = machines.map((one) => machine(...one));
        expect(machinesAtLeast(packed, all)).toBeLessThanOrEqual(fewest);
        expect(tasksAtMost(packed, all)).toBeGreaterThanOrEqual(most);
      }),
      { numRuns: 300 },
    );
  });

  it('of ten tasks of 6 on machines of 10 no two share one, though 6 of 10 machines have as much', () => {
    const tasks = Array.from({ length: 10 }, () => task(6));
    expect(
      machinesAtLeast(
        tasks,
        Array.from({ length: 20 }, () => machine(10)),
      ),
    ).toBe(10);
  });

  it('count the resource that is scarcest', () => {
    const tasks = Array.from({ length: 8 }, () => task(1, 4));
    expect(
      machinesAtLeast(
        tasks,
        Array.from({ length: 8 }, () => machine(100, 8)),
      ),
    ).toBe(4);
  });

  it('take the largest machines first where they differ', () => {
    expect(machinesAtLeast([task(5), task(5), task(5)], [machine(5), machine(10), machine(5)])).toBe(2);
  });

  it('say when the machines cannot hold all tasks, and leave out what fits on none', () => {
    const tasks = [task(4), task(4), task(20)];
    expect(machinesAtLeast(tasks, [machine(8)])).toBe(Number.POSITIVE_INFINITY);
    expect(tasksAtMost(tasks, [machine(8)])).toBe(2);
  });

  it('need no machine for no task', () => {
    expect(machinesAtLeast([], [machine(1)])).toBe(0);
    expect(martelloToth([], 10)).toBe(0);
  });
});

describe('holds', () => {
  it('asks for the right model of GPU', () => {
    const wants = task(1, 1, 1, ['T4', 'V100']);
    expect(
      [machine(1, 1, 1, 'T4'), machine(1, 1, 1, 'P100'), machine(1, 1, 1)].map((one) => holds(one, wants)),
    ).toEqual([true, false, false]);
  });
});

interface CorpusInstance {
  readonly name: string;
  readonly capacity: number;
  readonly items: readonly number[];
  readonly optimum: number | null;
}

const folder = join(process.env.PLIMSOLL_SHARED ?? join(root, '../shared'), 'corpus/bin-packing');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('rayaanrizwan1234')) : [];

describe.skipIf(files.length === 0)('on instances of bin packing with a proven optimum', () => {
  it.each(files)('%s: L2 never exceeds it, and mostly meets it', (name) => {
    const { instances } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { instances: CorpusInstance[] };
    const known = instances.filter(({ optimum }) => optimum !== null);
    expect(known.length).toBeGreaterThan(0);
    const gaps = known.map(({ items, capacity, optimum }) => {
      return (
        optimum! -
        martelloToth(
          [...items].sort((a, b) => b - a),
          capacity,
        )
      );
    });
    expect(Math.min(...gaps)).toBe(0);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1);
  });
});
