import { expect, it } from 'vitest';
import { TaskCells } from '../../src/placement/task-cells.ts';
import { SmallCluster } from './small-cluster.ts';

/** Tasks 0, 2, 3 on one instance, 1 and 4 on the other. */
function filled() {
  const small = new SmallCluster({ instances: [{ zone: 0 }, { zone: 1 }] });
  const tasks = [0, 1, 0, 0, 1].map((instance) => small.run(small.put(instance)));
  const cells = new TaskCells();
  cells.fill(Int32Array.from(tasks), tasks.length, small.cluster);
  return { small, cells, all: () => cells.cells.slice(0, cells.cellCount) };
}

it('tasks that no rule of scale-in tells apart are one cell, and its oldest stands for it', () => {
  const { cells, all } = filled();
  expect([...all()].map((cell) => cells.taskOf(cell))).toEqual([0, 1]);
  expect(cells.total(all(), 2)).toBe(5);
});

it('takes out the oldest of the cells, or the one with so many older ones, until none is left', () => {
  const { cells, all } = filled();
  expect(cells.takeAt(all(), 2, 2)).toBe(2);
  expect(cells.takeAt(all(), 2, 3)).toBe(4);
  expect(cells.takeOldest(all(), 2)).toBe(0);
  expect(cells.takeAt(all(), 2, 0)).toBe(1);
  expect([cells.cellCount, cells.takeOldest(all(), 1), cells.cellCount]).toEqual([1, 3, 0]);
});

it('a task that does not run yet is not in the cell of one beside it that does', () => {
  const { small, cells } = filled();
  const starting = small.put(0);
  cells.fill(Int32Array.from([0, starting]), 2, small.cluster);
  expect(cells.cellCount).toBe(2);
});

it('P3.26: a protected task is in no cell', () => {
  const { small, cells, all } = filled();
  small.cluster.setProtected(0, true);
  small.cluster.setProtected(4, true);
  expect(cells.fill(Int32Array.from([0, 1, 2, 3, 4]), 5, small.cluster)).toBe(3);
  expect([...all()].map((cell) => cells.taskOf(cell))).toEqual([1, 2]);
  expect(cells.total(all(), 2)).toBe(3);
});
