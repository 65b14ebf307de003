import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { CountTree } from '../../../src/placement/index/count-tree.ts';

describe('CountTree', () => {
  it('finds the k-th member in order of rows, as a sorted list does, while it grows', () => {
    const change = fc.record({ row: fc.nat(300), isMember: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const tree = new CountTree();
        const members = new Set<number>();
        for (const { row, isMember } of changes) {
          tree.set(row, isMember);
          if (isMember) members.add(row);
          else members.delete(row);
        }
        const sorted = [...members].sort((a, b) => a - b);
        expect(tree.size).toBe(sorted.length);
        expect(sorted.map((_, position) => tree.member(position))).toEqual(sorted);
        expect(tree.member(sorted.length)).toBe(NONE);
      }),
    );
  });
});
