import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SparseCounts } from '../../../src/sim/state/sparse-counts.ts';

const ROWS = 400;
const moves = fc.array(fc.record({ row: fc.nat(ROWS - 1), isMore: fc.boolean() }), { maxLength: 300 });

describe('SparseCounts', () => {
  it('counts as a plain list of numbers does, while pages come and go', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const counts = new SparseCounts(10);
        counts.ensure(ROWS);
        const plain = new Array<number>(ROWS).fill(0);
        for (const { row, isMore } of steps) {
          if (!isMore && plain[row] === 0) continue;
          counts.move(row, isMore ? 1 : -1);
          plain[row]! += isMore ? 1 : -1;
        }
        expect(plain.map((_, row) => counts.at(row))).toEqual(plain);
        const held = plain.flatMap((count, row) => (count > 0 ? [row] : []));
        expect(counts.size).toBe(held.length);
        const copied = new Int32Array(held.length + 2).fill(-7);
        counts.copyRows(copied, 1);
        expect([...copied.subarray(1, held.length + 1)].sort((a, b) => a - b)).toEqual(held);
        expect([copied[0], copied[held.length + 1]]).toEqual([-7, -7]);
        const masked = plain.flatMap((_, row) => (((counts.maskOf(row >> 5) >>> (row & 31)) & 1) === 1 ? [row] : []));
        expect(masked).toEqual(held);
      }),
    );
  });

  it('counts nothing off a row that has none', () => {
    const counts = new SparseCounts(40);
    counts.move(33, 1);
    expect(() => counts.move(32, -1)).toThrow('was not counted on');
  });
});
