import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../../src/base/errors.ts';
import { Timeline } from '../../../src/sim/kernel/timeline.ts';

describe('Timeline', () => {
  it('advances to each event in turn and counts it', () => {
    const timeline = new Timeline();
    timeline.schedule(20, 1, 7, 8);
    timeline.schedule(10, 2, 5, 6);
    expect(timeline.advance(100)).toBe(true);
    expect(timeline).toMatchObject({ nowMs: 10, kind: 2, a: 5, b: 6, eventCount: 1 });
    expect(timeline.advance(100)).toBe(true);
    expect(timeline).toMatchObject({ nowMs: 20, kind: 1, a: 7, b: 8, eventCount: 2 });
    expect(timeline.advance(100)).toBe(false);
    expect(timeline).toMatchObject({ nowMs: 20, eventCount: 2 });
  });

  it('leaves what is due at the end or later for the next slice', () => {
    const timeline = new Timeline();
    timeline.schedule(10, 0, 1, 0);
    expect(timeline.advance(10)).toBe(false);
    expect(timeline.nowMs).toBe(0);
    timeline.rest(10);
    expect(timeline.nowMs).toBe(10);
    expect(timeline.advance(11)).toBe(true);
  });

  it('counts delays from the event being processed', () => {
    const timeline = new Timeline();
    timeline.schedule(10, 0, 1, 0);
    timeline.advance(100);
    timeline.schedule(5, 0, 2, 0);
    timeline.schedule(0, 9, 3, 0);
    timeline.advance(100);
    expect(timeline).toMatchObject({ nowMs: 10, a: 3 });
    timeline.advance(100);
    expect(timeline).toMatchObject({ nowMs: 15, a: 2 });
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a delay of %s ms', (delayMs) => {
    expect(() => new Timeline().schedule(delayMs, 0, 0, 0)).toThrow(InvariantError);
  });

  it('never rests past an event', () => {
    const timeline = new Timeline();
    timeline.schedule(10, 0, 1, 0);
    expect(() => timeline.rest(11)).toThrow('the clock would pass an event');
  });

  it('never goes back', () => {
    const timeline = new Timeline();
    timeline.rest(10);
    expect(() => timeline.rest(9)).toThrow('the clock would go back');
    expect(timeline.nowMs).toBe(10);
  });
});
