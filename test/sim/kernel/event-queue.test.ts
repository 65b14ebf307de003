import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../src/sim/kernel/event-queue.ts';

interface Event {
  readonly timeMs: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
}

/** Few delays and kinds, so that ties are the rule; and delays of every size, beyond an epoch of 49 days too. */
const event = fc.record({
  timeMs: fc.oneof(fc.nat(5), fc.nat(70_000), fc.nat(2 ** 31 - 1), fc.constantFrom(255, 256, 65_536, 2 ** 32, 1e12)),
  kind: fc.oneof(fc.nat(3), fc.nat(511)),
  a: fc.integer(),
  b: fc.integer(),
});

function push(queue: EventQueue, { timeMs, kind, a, b }: Event): void {
  queue.push(timeMs, kind, a, b);
}

function popped(queue: EventQueue): Event {
  return { timeMs: queue.timeMs, kind: queue.kind, a: queue.a, b: queue.b };
}

/** Array.sort is stable, so what was pushed first stays first among equals: the sequence. */
function sorted(events: readonly Event[]): Event[] {
  return [...events].sort((one, other) => one.timeMs - other.timeMs || one.kind - other.kind);
}

describe('EventQueue', () => {
  it('gives events back as a sort by (time, kind, sequence) would', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300 }), (events) => {
        const queue = new EventQueue();
        for (const one of events) push(queue, one);
        const order: Event[] = [];
        while (queue.pop()) order.push(popped(queue));
        expect(order).toEqual(sorted(events));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the least of what waits when events are scheduled at random after the one that happened last', () => {
    fc.assert(
      fc.property(fc.array(fc.option(event, { freq: 2 }), { maxLength: 300 }), (steps) => {
        const queue = new EventQueue();
        let waiting: Event[] = [];
        for (const step of steps) {
          if (step !== null) {
            const later = { ...step, timeMs: queue.timeMs + step.timeMs };
            push(queue, later);
            waiting.push(later);
          } else {
            expect(queue.peekTimeMs()).toBe(sorted(waiting)[0]?.timeMs ?? Number.POSITIVE_INFINITY);
            expect(queue.pop()).toBe(waiting.length > 0);
            const [first, ...rest] = sorted(waiting);
            if (first !== undefined) expect(popped(queue)).toEqual(first);
            waiting = rest;
          }
          expect(queue.count).toBe(waiting.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the order of ten thousand events of one minute, and of what they schedule in the same instant', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 10_000; i++) queue.push(60_000, 20, i, 0);
    const order: number[] = [];
    while (queue.pop()) {
      order.push(queue.a);
      if (queue.a === 5_000) queue.push(60_000, 10, -1, 0);
    }
    const inOrder = Array.from({ length: 10_000 }, (_, i) => i);
    expect(order).toEqual([...inOrder.slice(0, 5_001), -1, ...inOrder.slice(5_001)]);
  });

  it('is empty at first: no event, no time', () => {
    const queue = new EventQueue();
    expect(queue.pop()).toBe(false);
    expect(queue.peekTimeMs()).toBe(Number.POSITIVE_INFINITY);
  });

  it('keeps kind and sequence apart at the highest kind and after many events', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 100_000; i++) {
      queue.push(i, 511, i, -i);
      queue.pop();
      expect(queue.kind).toBe(511);
    }
    queue.push(100_000, 511, 1, 0);
    queue.push(100_000, 510, 2, 0);
    queue.push(100_000, 511, 3, 0);
    expect([queue, queue, queue].map((one) => one.pop() && one.a)).toEqual([2, 1, 3]);
  });

  it('refuses an event before the one that happened last', () => {
    const queue = new EventQueue();
    queue.push(10, 0, 0, 0);
    queue.pop();
    expect(() => queue.push(9, 0, 0, 0)).toThrow(/before the last one that happened/);
  });
});
