import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { FitSet } from '../../../src/placement/index/fit-set.ts';
import { Partitioning } from '../../../src/placement/index/partitioning.ts';
import { SmallCluster } from '../small-cluster.ts';

const COUNT = 120;
const instances = Array.from({ length: COUNT }, (_, row) => ({ attributes: { rack: 'abc'[(row + (row >> 3)) % 3]! } }));
const { cluster } = new SmallCluster({
  instances,
  strategies: [
    { type: 'spread', field: 'attribute:rack' },
    { type: 'spread', field: 'instanceId' },
  ],
});
const partitioning = new Partitioning(cluster, [cluster.attributes.names.indexOf('rack')]);
partitioning.catchUp();

/** Says that those take the demand. */
function judgeOf(rows: readonly number[]) {
  const members = new Set(rows);
  return { known: COUNT, members, takes: (row: number) => members.has(row) };
}

const subset = fc.uniqueArray(fc.nat(COUNT - 1), { maxLength: COUNT });
const ascending = (rows: readonly number[]) => rows.toSorted((a, b) => a - b);

describe('FitSet', () => {
  it('knows the first of each partition, and any by its position in some of them', () => {
    const isIn = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1)).map((flags) => Uint8Array.from(flags));
    fc.assert(
      fc.property(subset, fc.nat(COUNT), isIn, (rows, removed, flags) => {
        const judge = judgeOf(rows);
        const set = new FitSet(judge, 0, partitioning);
        set.catchUp();
        for (const row of rows.slice(0, removed)) {
          judge.members.delete(row);
          set.note(row);
        }
        set.catchUp();
        const left = ascending(rows.slice(removed));
        for (let partition = 0; partition < partitioning.count; partition++) {
          const first = left.find((row) => partitioning.of(row) === partition) ?? NONE;
          expect(set.best(partition, null)).toBe(first);
        }
        const members = left.filter((row) => flags[partitioning.of(row)] === 1);
        expect(set.countIn(flags)).toBe(members.length);
        expect(members.map((_, position) => set.memberIn(flags, position))).toEqual(members);
      }),
    );
  });

  it('P3.5: passes over instances with tasks of the group', () => {
    const set = new FitSet(judgeOf(Array.from({ length: COUNT }, (_, row) => row)), 0, partitioning);
    set.catchUp();
    const tasks = cluster.groups.desiredOnInstance[0]!;
    const members = Array.from({ length: COUNT }, (_, row) => row).filter((row) => partitioning.of(row) === 2);
    for (const row of members.slice(0, 20)) tasks.move(row, 1);
    expect(set.best(2, tasks)).toBe(members[20]);
    for (const row of members.slice(0, 20)) tasks.move(row, -1);
    expect(set.best(2, tasks)).toBe(members[0]);
  });

  it('is made anew when more has changed than it has noted', () => {
    const judge = judgeOf([5]);
    const set = new FitSet(judge, 0, partitioning);
    set.catchUp();
    judge.members.clear();
    judge.members.add(7);
    // What it is told goes beyond what it keeps: rows 5 and 7 come last.
    for (let i = 0; i < 300; i++) set.note(0);
    for (const row of [5, 7]) set.note(row);
    set.catchUp();
    expect([set.rows.size, set.rows.member(0)]).toEqual([1, 7]);
  });
});
