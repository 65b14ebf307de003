import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growFloat64, growInt32, growUint8, Rows } from '../../../src/sim/state/rows.ts';

describe('Rows', () => {
  it('gives out each row to one holder at a time, and makes events of earlier lives stale', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 200 }), (choices) => {
        const rows = new Rows(2);
        const held = new Map<number, number>();
        const ended: (readonly [number, number])[] = [];
        for (const choice of choices) {
          if (choice % 3 === 0 && held.size > 0) {
            const [row, generation] = [...held][choice % held.size]!;
            rows.release(row);
            held.delete(row);
            ended.push([row, generation]);
          } else {
            const row = rows.allocate();
            expect(held.has(row)).toBe(false);
            held.set(row, rows.generation(row));
          }
          expect(rows.count).toBe(held.size);
          expect(Math.max(-1, ...held.keys())).toBeLessThan(rows.capacity);
          for (const [row, generation] of held) expect(rows.isStale(row, generation)).toBe(false);
          for (const [row, generation] of ended) expect(rows.isStale(row, generation)).toBe(true);
        }
      }),
    );
  });

  it('uses a freed row before a fresh one, and doubles when it is full', () => {
    const rows = new Rows(2);
    expect([rows.allocate(), rows.allocate()]).toEqual([0, 1]);
    rows.release(0);
    expect(rows.allocate()).toBe(0);
    expect(rows.capacity).toBe(2);
    expect(rows.allocate()).toBe(2);
    expect(rows.capacity).toBe(4);
  });

  it('releases no more rows than it gave out', () => {
    expect(() => new Rows(1).release(0)).toThrow('never allocated');
  });
});

describe('a grown column', () => {
  it('keeps its values and has the new end filled', () => {
    expect([...growInt32(Int32Array.of(1, 2), 4, -1)]).toEqual([1, 2, -1, -1]);
    expect([...growInt32(Int32Array.of(1, 2), 3)]).toEqual([1, 2, 0]);
    expect([...growFloat64(Float64Array.of(0.5), 2)]).toEqual([0.5, 0]);
    expect([...growUint8(Uint8Array.of(9), 2)]).toEqual([9, 0]);
  });
});
