import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { CellList } from '../../../src/placement/index/cell-list.ts';
import { CellTable } from '../../../src/placement/index/cell-table.ts';

const WORDS = 2;
const traits = fc.tuple(fc.nat(60), fc.nat(3), fc.constantFrom(0, 1, 2, 5, -1), fc.constantFrom(0, 1, 3));
const action = fc.constantFrom(
  'insert' as const,
  'insert' as const,
  'insert' as const,
  'hide' as const,
  'remove' as const,
);

/** The cells that a search for that bit meets, in order. */
function found(list: CellList, word: number, bit: number): number[] {
  const cells: number[] = [];
  for (let position = 0; position < list.count; position++) {
    const block = list.blockAt(position, word, bit);
    if (block === NONE) continue;
    for (let place = list.next(block, 0, word, bit); place !== NONE; place = list.next(block, place + 1, word, bit))
      cells.push(list.cellAt(block, place));
  }
  return cells;
}

describe('CellList', () => {
  it('has the cells with a bit in the order of their keys, but for those that are hidden', () => {
    const steps = fc.array(fc.record({ action, traits }), { maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(steps, (all) => {
        const table = new CellTable(1, WORDS);
        const list = new CellList(table);
        const open = new Map<number, { readonly vector: readonly number[]; isShown: boolean }>();
        for (const step of all) {
          const vector = [0, ...step.traits.slice(0, 1), ...step.traits.slice(2)];
          const known = table.find(Int32Array.from(vector));
          if (step.action === 'remove' && known !== NONE) {
            list.remove(known);
            table.close(known);
            open.delete(known);
          } else if (step.action === 'hide' && known !== NONE) {
            list.hide(known);
            open.get(known)!.isShown = false;
          } else if (step.action === 'insert' && known !== NONE) {
            list.show(known);
            open.get(known)!.isShown = true;
          } else if (step.action === 'insert') {
            const cell = table.open(Int32Array.from(vector));
            list.insert(cell);
            open.set(cell, { vector, isShown: true });
          }
        }
        for (const [word, bit] of [
          [0, 1],
          [0, 4],
          [0, -2_147_483_648],
          [1, 2],
        ] as const) {
          const cells = found(list, word, bit);
          const expected = [...open].filter(([, { vector, isShown }]) => isShown && (vector[2 + word]! & bit) !== 0);
          expect(new Set(cells)).toEqual(new Set(expected.map(([cell]) => cell)));
          const keys = cells.map((cell) => open.get(cell)!.vector[1]!);
          expect(keys).toEqual(keys.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});
