import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstantHeap } from '../../../src/sim/kernel/instant-heap.ts';

describe('the events of one instant', () => {
  it('leave in the order of their ranks, whatever the order of pushes and pops', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(100)), { maxLength: 300 }), (steps) => {
        const heap = new InstantHeap();
        const waiting: { rank: number; a: number }[] = [];
        steps.forEach((step, number) => {
          const rank = step === null ? null : step;
          if (rank !== null && waiting.every((one) => one.rank !== rank)) {
            heap.push(rank, number, 2 * number);
            waiting.push({ rank, a: number });
          } else if (waiting.length > 0) {
            waiting.sort((one, other) => one.rank - other.rank);
            const first = waiting.shift();
            heap.pop();
            expect([heap.rank, heap.a, heap.b]).toEqual([first?.rank, first?.a, 2 * (first?.a ?? Number.NaN)]);
          }
          expect(heap.count).toBe(waiting.length);
        });
      }),
      { numRuns: 300 },
    );
  });
});
