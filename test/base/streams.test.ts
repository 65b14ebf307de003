import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/base/streams.ts';

const draw = (streams: Streams, name: string, count = 5) => Array.from({ length: count }, streams.get(name));

describe('random streams', () => {
  it('repeat for the same seed and name, be the seed a number or its text', () => {
    expect(draw(new Streams(42), 'arrivals/web')).toEqual(draw(new Streams('42'), 'arrivals/web'));
  });

  it('differ by seed and by name', () => {
    const first = draw(new Streams(1), 'a');
    expect(draw(new Streams(2), 'a')).not.toEqual(first);
    expect(draw(new Streams(1), 'b')).not.toEqual(first);
  });

  it('are not disturbed by what others draw', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('b', 'c', 'd')), (others) => {
        const streams = new Streams(7);
        for (const other of others) streams.get(other)();
        expect(draw(streams, 'a')).toEqual(draw(new Streams(7), 'a'));
      }),
    );
  });

  it('go on where they were when asked for again', () => {
    const streams = new Streams(7);
    expect([...draw(streams, 'a', 2), ...draw(streams, 'a', 3)]).toEqual(draw(new Streams(7), 'a'));
  });

  it('lie in [0, 1)', () => {
    expect(draw(new Streams(1), 'a', 10_000).every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
