import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { RoundRobin } from '../../../../src/sim/controllers/requests/round-robin.ts';

function choices(ring: RoundRobin, count: number, nowMs = 0): number[] {
  return Array.from({ length: count }, () => ring.choose(nowMs));
}

function shares(ring: RoundRobin, count: number, nowMs: number): Map<number, number> {
  const taken = new Map<number, number>();
  for (const target of choices(ring, count, nowMs)) taken.set(target, (taken.get(target) ?? 0) + 1 / count);
  return taken;
}

describe('RoundRobin', () => {
  it('P7.1 gives each target its turn, in the order in which they joined', () => {
    const ring = new RoundRobin(0);
    expect(ring.choose(0)).toBe(NONE);
    for (const target of [4, 2, 9]) ring.join(target, 0, 0);
    expect(choices(ring, 7)).toEqual([4, 2, 9, 4, 2, 9, 4]);
  });

  it('passes a turn on when its target leaves, and has a new target wait for a whole round', () => {
    const ring = new RoundRobin(0);
    for (const target of [1, 2, 3]) ring.join(target, 0, 0);
    expect(ring.choose(0)).toBe(1);
    ring.leave(2);
    expect(choices(ring, 2)).toEqual([3, 1]);
    ring.join(700, 0, 0);
    expect(choices(ring, 4)).toEqual([3, 1, 700, 3]);
    for (const target of [1, 3, 700]) ring.leave(target);
    expect([ring.count, ring.choose(0)]).toEqual([0, NONE]);
  });

  it('P7.4 slow start: the share of a new target grows linearly to that of the others', () => {
    const ring = new RoundRobin(60_000);
    for (const target of [0, 1, 2]) ring.join(target, 0, 0);
    ring.join(3, 0, 100_000);
    for (const part of [0.1, 0.25, 0.5, 0.9]) {
      const taken = shares(ring, 30_000, 100_000 + part * 60_000);
      expect(taken.get(3)!).toBeCloseTo(part / (3 + part), 3);
      expect(taken.get(0)!).toBeCloseTo(1 / (3 + part), 3);
    }
    expect(shares(ring, 4000, 160_000).get(3)).toBeCloseTo(0.25, 6);
  });

  it('P7.4 slow start has no effect while every target is in it', () => {
    const ring = new RoundRobin(60_000);
    ring.join(0, 0, 0);
    ring.join(1, 0, 30_000);
    expect(shares(ring, 1000, 31_000).get(1)).toBeCloseTo(0.5, 6);
    // The first is past its slow start, the second half way; then the first leaves, and with it the reason.
    expect(shares(ring, 3000, 60_000).get(1)).toBeCloseTo(1 / 3, 3);
    ring.join(2, 0, 60_000);
    ring.leave(0);
    expect(shares(ring, 1000, 61_000).get(2)).toBeCloseTo(0.5, 6);
  });
});
