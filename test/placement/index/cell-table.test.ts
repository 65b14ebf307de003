import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { CellTable } from '../../../src/placement/index/cell-table.ts';

const traits = fc.tuple(fc.nat(2), fc.nat(20), fc.nat(3), fc.constantFrom(0, 1, -1));
/** A cell opens, or one of those that are open closes. */
const step = fc.record({ traits, isOpen: fc.boolean(), pick: fc.nat() });

describe('CellTable', () => {
  it('finds each open cell by its traits, while others open and close', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 500, size: 'max' }), (steps) => {
        const table = new CellTable(2, 1);
        const open = new Map<string, number>();
        for (const step of steps) {
          const vector = Int32Array.from(step.traits);
          const key = vector.join();
          expect(table.find(vector)).toBe(open.get(key) ?? NONE);
          if (step.isOpen) {
            if (!open.has(key)) open.set(key, table.open(vector));
            continue;
          }
          const [leaving, cell] = [...open][step.pick % Math.max(1, open.size)] ?? [];
          if (leaving === undefined || cell === undefined) continue;
          table.close(cell);
          open.delete(leaving);
        }
        expect(new Set(open.values()).size).toBe(open.size);
        expect(table.count).toBe(open.size);
        for (const [key, cell] of open) {
          const vector = Int32Array.from(key.split(',').map(Number));
          expect([table.find(vector), table.has(cell, vector)]).toEqual([cell, true]);
        }
      }),
    );
  });

  it('P3.8: compares the keys, the first of them first, and nothing else', () => {
    const table = new CellTable(2, 1);
    const cell = (...vector: number[]) => table.open(Int32Array.from(vector));
    const [low, high, other] = [cell(1, 5, 9, 0), cell(0, 6, 2, 0), cell(0, 5, 9, 1)] as [number, number, number];
    expect(table.compare(low, high)).toBeLessThan(0);
    expect(table.compare(high, low)).toBeGreaterThan(0);
    expect(table.compare(low, other)).toBe(0);
    expect(table.compare(low, cell(0, 5, 8, 0))).toBeGreaterThan(0);
  });
});
