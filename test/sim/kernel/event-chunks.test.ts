import { describe, expect, it } from 'vitest';
import { CHUNK_EVENTS, CHUNK_SHIFT, EventChunks } from '../../../src/sim/kernel/event-chunks.ts';

describe('memory for events', () => {
  it('has chunks of a power of two, two places an event, by number and by shift', () => {
    expect(1 << CHUNK_SHIFT).toBe(2 * CHUNK_EVENTS);
  });

  it('hands every chunk out once, keeps what lies in it while it grows, and reuses what was given back', () => {
    const chunks = new EventChunks();
    const taken = Array.from({ length: 1_000 }, () => {
      const chunk = chunks.take();
      chunks.keys[chunk << CHUNK_SHIFT] = chunk + 0.5;
      return chunk;
    });
    expect(new Set(taken).size).toBe(1_000);
    for (const chunk of taken) expect(chunks.keys[chunk << CHUNK_SHIFT]).toBe(chunk + 0.5);
    chunks.giveBack(taken[3]!);
    chunks.giveBack(taken[8]!);
    expect([chunks.take(), chunks.take()]).toEqual([taken[8], taken[3]]);
    expect(chunks.take()).toBe(1_000);
  });
});
