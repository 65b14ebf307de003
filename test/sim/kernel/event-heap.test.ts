import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHeap } from '../../../src/sim/kernel/event-heap.ts';

interface Event {
  readonly timeMs: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
}

/** Few times and kinds, so that ties are the rule. */
const event = fc.record({
  timeMs: fc.oneof(fc.nat(5), fc.nat(1e12)),
  kind: fc.oneof(fc.nat(3), fc.nat(511)),
  a: fc.integer(),
  b: fc.integer(),
});

function push(heap: EventHeap, { timeMs, kind, a, b }: Event): void {
  heap.push(timeMs, kind, a, b);
}

function popped(heap: EventHeap): Event {
  return { timeMs: heap.timeMs, kind: heap.kind, a: heap.a, b: heap.b };
}

/** Array.sort is stable, so what was pushed first stays first among equals: the sequence. */
function sorted(events: readonly Event[]): Event[] {
  return [...events].sort((one, other) => one.timeMs - other.timeMs || one.kind - other.kind);
}

describe('EventHeap', () => {
  it('gives events back as a sort by (time, kind, sequence) would', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300 }), (events) => {
        const heap = new EventHeap(1);
        for (const one of events) push(heap, one);
        const order: Event[] = [];
        while (heap.pop()) order.push(popped(heap));
        expect(order).toEqual(sorted(events));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the least of what waits when pushes and pops alternate at random', () => {
    fc.assert(
      fc.property(fc.array(fc.option(event, { freq: 2 }), { maxLength: 300 }), (steps) => {
        const heap = new EventHeap(2);
        let waiting: Event[] = [];
        for (const step of steps) {
          if (step !== null) {
            push(heap, step);
            waiting.push(step);
          } else {
            expect(heap.peekTimeMs()).toBe(sorted(waiting)[0]?.timeMs ?? Number.POSITIVE_INFINITY);
            expect(heap.pop()).toBe(waiting.length > 0);
            const [first, ...rest] = sorted(waiting);
            if (first !== undefined) expect(popped(heap)).toEqual(first);
            waiting = rest;
          }
          expect(heap.count).toBe(waiting.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is empty at first: no event, no time', () => {
    const heap = new EventHeap();
    expect(heap.pop()).toBe(false);
    expect(heap.peekTimeMs()).toBe(Number.POSITIVE_INFINITY);
  });

  it('keeps kind and sequence apart at the highest kind and after many events', () => {
    const heap = new EventHeap();
    for (let i = 0; i < 100_000; i++) {
      heap.push(i, 511, i, -i);
      heap.pop();
      expect(heap.kind).toBe(511);
    }
    heap.push(0, 511, 1, 0);
    heap.push(0, 510, 2, 0);
    heap.push(0, 511, 3, 0);
    const order = [heap, heap, heap].map((one) => one.pop() && one.a);
    expect(order).toEqual([2, 1, 3]);
  });
});
