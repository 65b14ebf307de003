import { assert } from '../../base/assert.ts';
import { EventQueue } from './event-queue.ts';

/**
 * The clock and the future. Time is an integer count of milliseconds held in a double, so instants compare with ===
 * and no epsilon exists (docs/decisions/0001).
 */
export class Timeline {
  nowMs = 0;
  /** The event being processed. */
  kind = 0;
  a = 0;
  b = 0;
  /** Events processed since the start. */
  eventCount = 0;
  private readonly future = new EventQueue();

  /** `delayMs` is an integer ≥ 0. At the same instant a lower kind goes first, then what was scheduled first. */
  schedule(delayMs: number, kind: number, a: number, b: number): void {
    assert(delayMs >= 0 && Number.isInteger(delayMs), 'an event is scheduled in the past or between two milliseconds');
    this.future.push(this.nowMs + delayMs, kind, a, b);
  }

  /** Takes the next event that is due before `endMs`; false when there is none, and the clock stays where it is. */
  advance(endMs: number): boolean {
    if (this.future.peekTimeMs() >= endMs) return false;
    this.future.pop();
    this.nowMs = this.future.timeMs;
    this.kind = this.future.kind;
    this.a = this.future.a;
    this.b = this.future.b;
    this.eventCount++;
    return true;
  }

  /** Moves the clock on when nothing is due any more. */
  rest(endMs: number): void {
    assert(endMs >= this.nowMs, 'the clock would go back');
    assert(this.future.peekTimeMs() >= endMs, 'the clock would pass an event');
    this.nowMs = endMs;
  }
}
