import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBits, lowestBit, nthBit } from '../../src/base/bits.ts';

const word = fc.integer();
/** Positions of the set bits, read off the binary digits. */
const positionsIn = (bits: number) =>
  [...(bits >>> 0).toString(2)].reverse().flatMap((digit, position) => (digit === '1' ? [position] : []));

describe('bits of a word', () => {
  it('are counted, and found by their position, the sign bit too', () => {
    fc.assert(
      fc.property(word, (bits) => {
        const positions = positionsIn(bits);
        expect(countBits(bits)).toBe(positions.length);
        if (positions.length > 0) expect(lowestBit(bits)).toBe(positions[0]);
        expect(positions.map((_, before) => nthBit(bits, before))).toEqual(positions);
      }),
      { examples: [[0], [-1], [-2_147_483_648], [1]] },
    );
  });
});
