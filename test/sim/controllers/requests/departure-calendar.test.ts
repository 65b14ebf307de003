import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Streams } from '../../../../src/base/streams.ts';
import { DepartureCalendar } from '../../../../src/sim/controllers/requests/departure-calendar.ts';

interface Departure {
  readonly request: number;
  readonly atMs: number;
  readonly added: number;
}

/** The plain reference: a list that is sorted by time, then by order of adding. */
class SortedList {
  private readonly list: Departure[] = [];
  private added = 0;

  add(request: number, atMs: number): void {
    this.list.push({ request, atMs, added: this.added++ });
    this.list.sort((a, b) => a.atMs - b.atMs || a.added - b.added);
  }

  take(): Departure | undefined {
    return this.list.shift();
  }
}

describe('DepartureCalendar', () => {
  it('gives departures back by time, those of one instant in the order in which they were added', () => {
    const delay = fc.oneof(
      fc.constantFrom(0, 1, 1, 5),
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 1e7, noNaN: true }),
    );
    const operation = fc.oneof(delay, fc.constant(null));
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400 }), (operations) => {
        const calendar = new DepartureCalendar();
        const list = new SortedList();
        let nowMs = 0;
        let request = 0;
        for (const delayMs of operations) {
          // A look ahead must not keep what is added before it from being first.
          calendar.firstMs();
          if (delayMs !== null) {
            calendar.add(request, nowMs + delayMs);
            list.add(request++, nowMs + delayMs);
            continue;
          }
          const expected = list.take();
          if (expected === undefined) {
            expect(calendar.firstMs()).toBe(Number.POSITIVE_INFINITY);
            continue;
          }
          expect(calendar.firstMs()).toBe(expected.atMs);
          expect(calendar.take()).toBe(expected.request);
          nowMs = expected.atMs;
        }
      }),
    );
  });

  it('keeps the order while it tunes its days: through rates that change a millionfold, and far departures', () => {
    const random = new Streams('calendar').get('delays');
    const calendar = new DepartureCalendar();
    for (let request = 0; request < 3000; request++) calendar.add(request, random() * 1000);
    let nowMs = 0;
    for (let i = 0; i < 200_000; i++) {
      const atMs = calendar.firstMs();
      if (atMs < nowMs) throw new Error(`departure ${i} is earlier than the one before it`);
      nowMs = atMs;
      const scale = 10 ** (3 - (Math.floor(i / 20_000) % 7));
      calendar.add(calendar.take(), nowMs + (i % 1000 === 0 ? 1e9 : random() * scale));
    }
    expect(calendar.count).toBe(3000);
  });
});
