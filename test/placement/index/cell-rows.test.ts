import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { CellRows } from '../../../src/placement/index/cell-rows.ts';
import { SparseCounts } from '../../../src/sim/state/sparse-counts.ts';

const CELLS = 70;
const ROWS = 9000;
/** A row moves to a cell, or to none. */
const move = fc.record({
  row: fc.oneof(fc.nat(40), fc.integer({ min: 2000, max: 2040 }), fc.nat(ROWS - 1)),
  cell: fc.oneof(fc.nat(3), fc.nat(CELLS - 1), fc.constant(NONE)),
});

describe('CellRows', () => {
  it('knows the first row of each cell, and the first without a count, while rows move between cells', () => {
    const moves = fc.array(move, { maxLength: 200 });
    fc.assert(
      fc.property(moves, fc.uniqueArray(fc.nat(60), { maxLength: 40 }), (steps, counted) => {
        const excluded = new SparseCounts(ROWS);
        for (const row of counted) excluded.move(row, 1);
        const rows = new CellRows();
        const cellOf = new Map<number, number>();
        for (const { row, cell } of steps) {
          const before = cellOf.get(row) ?? NONE;
          if (before !== NONE) rows.remove(before, row);
          if (cell !== NONE) rows.add(cell, row);
          cellOf.set(row, cell);
        }
        for (let cell = 0; cell < CELLS; cell++) {
          const members = [...cellOf].flatMap(([row, of]) => (of === cell ? [row] : [])).sort((a, b) => a - b);
          expect(rows.size[cell] ?? 0).toBe(members.length);
          if (members.length === 0) continue;
          expect(rows.first(cell)).toBe(members[0]);
          expect(rows.firstBeside(excluded, cell)).toBe(members.find((row) => !counted.includes(row)) ?? NONE);
        }
      }),
    );
  });
});
