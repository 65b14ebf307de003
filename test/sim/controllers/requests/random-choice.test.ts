import { describe, expect, it } from 'vitest';
import { Streams } from '../../../../src/base/streams.ts';
import { NONE } from '../../../../src/base/units.ts';
import { RandomChoice } from '../../../../src/sim/controllers/requests/random-choice.ts';

describe('RandomChoice', () => {
  it('P7.1 weighted_random: chooses every target with the same chance, and none that has left', () => {
    const choice = new RandomChoice(new Streams(1).get('targets'));
    expect(choice.choose()).toBe(NONE);
    for (let target = 0; target < 100; target++) choice.join(target);
    for (let i = 0; i < 96; i++) choice.leave((i * 37) % 96);
    const taken = new Int32Array(100);
    for (let i = 0; i < 40_000; i++) taken[choice.choose()]++;
    for (let target = 0; target < 96; target++) expect(taken[target]).toBe(0);
    for (let target = 96; target < 100; target++) {
      expect(Math.abs(taken[target]! - 10_000)).toBeLessThan(5 * Math.sqrt(7500));
    }
  });
});
