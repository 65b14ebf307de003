import { describe, expect, it } from 'vitest';
import { Cooldowns } from '../../../../src/sim/controllers/scaling/scaling-cooldowns.ts';

describe('Cooldowns', () => {
  it('P6.6: in the cooldown of a scale-out the capacity that it added counts as done', () => {
    const cooldowns = new Cooldowns(1);
    expect(cooldowns.base(0, 10, 0)).toBe(10);
    cooldowns.scaledOut(0, 10, 300, 0);
    expect(cooldowns.base(0, 12, 299)).toBe(10);
    expect(cooldowns.base(0, 12, 300)).toBe(12);
  });

  it('a larger scale-out begins the cooldown anew, from the same capacity (model)', () => {
    const cooldowns = new Cooldowns(1);
    cooldowns.scaledOut(0, 10, 300, 0);
    cooldowns.scaledOut(0, 12, 300, 200);
    expect(cooldowns.base(0, 13, 499)).toBe(10);
    expect(cooldowns.base(0, 13, 500)).toBe(13);
  });

  it('P6.6: a scale-in blocks the next one, until a scale-out ends its cooldown', () => {
    const cooldowns = new Cooldowns(2);
    cooldowns.scaledIn(0, 300, 0);
    expect([cooldowns.blocksScaleIn(0, 299), cooldowns.blocksScaleIn(0, 300)]).toEqual([true, false]);
    expect(cooldowns.blocksScaleIn(1, 0)).toBe(false);
    cooldowns.scaledOut(0, 5, 300, 100);
    expect(cooldowns.blocksScaleIn(0, 100)).toBe(false);
  });
});
