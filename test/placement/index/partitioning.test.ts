import { describe, expect, it } from 'vitest';
import { Partitioning } from '../../../src/placement/index/partitioning.ts';
import { SmallCluster } from '../small-cluster.ts';

const overRacks = { type: 'spread', field: 'attribute:rack' } as const;
/** Racks a, none, b, none again and an empty one, which is as none. */
const instances = [{ rack: 'a' }, {}, { rack: 'b' }, {}, { rack: '' }].map((attributes) => ({ attributes }));

function partitionsOf(...names: readonly string[]) {
  const { cluster } = new SmallCluster({ instances, strategies: [overRacks] });
  const partitioning = new Partitioning(
    cluster,
    names.map((name) => cluster.attributes.names.indexOf(name)),
  );
  partitioning.catchUp();
  return { cluster, partitioning };
}

describe('Partitioning', () => {
  it('P3.10: puts instances with one value together, and those without the attribute', () => {
    const { partitioning } = partitionsOf('rack');
    const parts = instances.map((_, row) => partitioning.of(row));
    expect(parts).toEqual([0, 1, 2, 1, 1]);
    expect(partitioning.count).toBe(3);
    expect([...partitioning.samples]).toEqual([0, 1, 2]);
    expect(partitioning.rows.map((rows) => [rows.size, rows.member(0)])).toEqual([
      [1, 0],
      [3, 1],
      [1, 2],
    ]);
  });

  it('takes in the instances that register later', () => {
    const { cluster, partitioning } = partitionsOf('rack');
    cluster.registerInstance(2, 0);
    partitioning.catchUp();
    expect([partitioning.rows[2]!.size, partitioning.rows[2]!.member(1)]).toEqual([2, 5]);
  });

  it('is one for all without attributes, and needs no list of them', () => {
    const { partitioning } = partitionsOf();
    expect([partitioning.count, partitioning.rows, partitioning.of(4), [...partitioning.samples]]).toEqual([
      1,
      [],
      0,
      [0],
    ]);
  });
});
