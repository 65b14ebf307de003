import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { FirstCommon, RowBits } from '../../../src/placement/index/row-bits.ts';
import { SparseCounts } from '../../../src/sim/state/sparse-counts.ts';

const ROWS = 40_000;
/** Rows in a few places: neighbours, whole blocks apart, and at both ends. */
const row = fc.oneof(fc.nat(70), fc.integer({ min: 1000, max: 1060 }), fc.integer({ min: 32_700, max: ROWS - 1 }));
const rows = fc.uniqueArray(row, { maxLength: 80 });

function bitsOf(members: readonly number[], removed: readonly number[] = []): RowBits {
  const bits = new RowBits();
  for (const member of members) bits.add(member);
  for (const member of removed) bits.remove(member);
  return bits;
}

describe('RowBits', () => {
  it('finds its members by their position, in order of registration', () => {
    fc.assert(
      fc.property(rows, fc.nat(80), (members, count) => {
        const bits = bitsOf(members, members.slice(0, count));
        const left = members.slice(count).sort((a, b) => a - b);
        expect(bits.size).toBe(left.length);
        expect(left.map((_, position) => bits.member(position))).toEqual(left);
        expect(bits.member(left.length)).toBe(NONE);
      }),
    );
  });
});

describe('FirstCommon', () => {
  it('finds the first row of two sets that has no count', () => {
    fc.assert(
      fc.property(rows, rows, rows, (a, b, counted) => {
        const excluded = new SparseCounts(ROWS);
        for (const one of counted) excluded.move(one, 1);
        const common = a.filter((one) => b.includes(one)).sort((x, y) => x - y);
        const search = new FirstCommon();
        expect(search.find(bitsOf(a), bitsOf(b), null)).toBe(common[0] ?? NONE);
        const free = common.filter((one) => !counted.includes(one));
        expect(search.find(bitsOf(a), bitsOf(b), excluded)).toBe(free[0] ?? NONE);
      }),
    );
  });

  it('passes over what is empty: its steps are the words that both sets have members in', () => {
    const search = new FirstCommon();
    search.find(bitsOf([1, 2, 500, 39_000]), bitsOf([64, 501, 39_000]), null);
    expect(search.steps).toBe(2);
  });
});
