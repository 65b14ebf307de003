import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { PooledChoice } from '../../../../src/sim/controllers/requests/pooled-choice.ts';
import { RoundRobin } from '../../../../src/sim/controllers/requests/round-robin.ts';

function pooled(zones: number): PooledChoice {
  return new PooledChoice(zones, () => new RoundRobin(0));
}

/** Share of 12,000 requests by target. */
function shares(choice: PooledChoice): Map<number, number> {
  const taken = new Map<number, number>();
  for (let i = 0; i < 12_000; i++) {
    const target = choice.choose(0);
    taken.set(target, (taken.get(target) ?? 0) + 1 / 12_000);
  }
  return taken;
}

describe('PooledChoice', () => {
  it('P7.6 without cross-zone load balancing each zone with targets gets the same, however many it has', () => {
    const choice = pooled(3);
    for (const [target, zone] of [
      [0, 0],
      [1, 0],
      [2, 0],
      [90, 2],
    ] as const) {
      choice.assign(target, zone, false);
      choice.join(target, 0, 0);
    }
    const taken = shares(choice);
    expect(taken.get(90)).toBeCloseTo(1 / 2, 6);
    expect(taken.get(1)).toBeCloseTo(1 / 6, 3);
    choice.leave(90);
    expect(shares(choice).get(1)).toBeCloseTo(1 / 3, 3);
  });

  it('P4.24 the PRIMARY deployment gets its percent of the requests while traffic is shifted', () => {
    const choice = pooled(1);
    choice.primaryPortion = 0.1;
    for (const target of [0, 1, 2]) {
      choice.assign(target, 0, target === 2);
      choice.join(target, 0, 0);
    }
    expect(shares(choice).get(2)).toBeCloseTo(0.1, 3);
    choice.primaryPortion = 1;
    expect(shares(choice).get(2)).toBeCloseTo(1, 3);
  });

  it('what one deployment has no target for goes to the other', () => {
    const choice = pooled(1);
    choice.primaryPortion = 0.5;
    expect(choice.choose(0)).toBe(NONE);
    choice.assign(5, 0, false);
    choice.join(5, 0, 0);
    expect([choice.choose(0), choice.choose(0), choice.choose(0)]).toEqual([5, 5, 5]);
    choice.leave(5);
    choice.assign(6, 0, true);
    choice.join(6, 0, 0);
    expect([choice.choose(0), choice.choose(0), choice.choose(0)]).toEqual([6, 6, 6]);
  });
});
