import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { InstanceOrder } from '../../../src/placement/index/instance-order.ts';
import { TournamentTree } from '../../../src/placement/index/tournament-tree.ts';
import { SmallCluster } from '../small-cluster.ts';

const { cluster } = new SmallCluster({ instances: [] });

describe('TournamentTree', () => {
  it('holds the least candidate, the first of equals, though several keys move before the matches are replayed', () => {
    const change = fc.record({ position: fc.nat(149), key: fc.nat(4), isCandidate: fc.boolean() });
    const batches = fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), batches, (count, changes) => {
        // Rows are every third, so that a position is no row.
        const keys = new Int32Array(450);
        const order = new InstanceOrder([() => keys]);
        order.read(cluster);
        const tree = new TournamentTree(order);
        const rows = Array.from({ length: count }, (_, index) => index * 3);
        expect(rows.map((row) => tree.add(row))).toEqual(rows.map((_, index) => index));
        const isCandidate = rows.map(() => false);
        for (const batch of changes) {
          const valid = batch.filter(({ position }) => position < count);
          for (const { position, key, isCandidate: is } of valid) {
            keys[position * 3] = key;
            isCandidate[position] = is;
          }
          for (const { position } of valid) tree.set(position, isCandidate[position]!);
          const candidates = rows.filter((_, position) => isCandidate[position]);
          const [best] = candidates.toSorted((a, b) => keys[a]! - keys[b]! || a - b);
          expect(tree.best).toBe(best ?? NONE);
        }
      }),
    );
  });

  it('keeps its winners when it grows', () => {
    const keys = Int32Array.from({ length: 500 }, (_, row) => 1000 - row);
    const order = new InstanceOrder([() => keys]);
    order.read(cluster);
    const tree = new TournamentTree(order);
    for (let row = 0; row < 500; row++) {
      tree.set(tree.add(row), true);
      expect(tree.best).toBe(row);
    }
  });
});
