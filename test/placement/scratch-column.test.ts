import { expect, it } from 'vitest';
import { ScratchColumn } from '../../src/placement/scratch-column.ts';

it('holds what was set since it was cleared, at any row', () => {
  const column = new ScratchColumn();
  column.set(3, 7);
  column.set(100_000, -2);
  expect([3, 4, 100_000, 1_000_000].map((row) => column.get(row))).toEqual([7, 0, -2, 0]);
  column.clear();
  column.set(4, 1);
  expect([3, 4, 100_000].map((row) => column.get(row))).toEqual([0, 1, 0]);
});
