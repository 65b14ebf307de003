import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  erlangB,
  erlangC,
  lossProbability,
  meanWait,
  meanWaitOfAccepted,
  roundRobinWaitProbability,
  steadyWaitProbability,
} from '../../src/base/queueing.ts';

/** Long-run shares of M/M/c/K by its balance equations, from state to state: the plain reference. */
function stateShares(servers: number, places: number, offeredLoad: number): number[] {
  const weights = [1];
  for (let state = 1; state <= servers + places; state++) {
    weights.push((weights[state - 1]! * offeredLoad) / Math.min(state, servers));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const queue = fc.record({
  servers: fc.integer({ min: 1, max: 60 }),
  places: fc.integer({ min: 0, max: 40 }),
  utilization: fc.double({ min: 0.01, max: 2, noNaN: true }),
});

describe('erlangB', () => {
  // Published traffic tables: the offered load that gives a blocking of 1 % or 5 % on so many circuits.
  it.each([
    [1, 0.0101, 0.01],
    [5, 1.361, 0.01],
    [10, 4.461, 0.01],
    [20, 12.03, 0.01],
    [100, 84.06, 0.01],
    [10, 6.216, 0.05],
    [50, 44.53, 0.05],
  ])('of %d circuits and %d erlang is in the tables as %d', (servers, offeredLoad, blocked) => {
    expect(erlangB(servers, offeredLoad)).toBeCloseTo(blocked, 4);
  });

  it('turns everything away without a server, and a / (1 + a) with one', () => {
    expect(erlangB(0, 3)).toBe(1);
    expect(erlangB(1, 3)).toBeCloseTo(3 / 4, 14);
    expect(erlangB(4, 0)).toBe(0);
  });

  it('follows 1 / sqrt(πc/2) at an offered load of c servers, up to a million of them', () => {
    for (const servers of [10_000, 1_000_000]) {
      expect(erlangB(servers, servers) * Math.sqrt((Math.PI * servers) / 2)).toBeCloseTo(1, 1);
    }
  });
});

describe('erlangC', () => {
  it('is the utilization with one server', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (load) => {
        expect(erlangC(1, load)).toBeCloseTo(load, 12);
      }),
    );
  });

  it('is ρ² × 2 / (1 + ρ) with two servers', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (rho) => {
        expect(erlangC(2, 2 * rho)).toBeCloseTo((2 * rho * rho) / (1 + rho), 12);
      }),
    );
  });

  it('is above Erlang B, at most 1, and falls with every server added', () => {
    fc.assert(
      fc.property(queue, ({ servers, utilization }) => {
        const load = servers * utilization;
        expect(erlangC(servers, load)).toBeGreaterThanOrEqual(erlangB(servers, load));
        expect(erlangC(servers, load)).toBeLessThanOrEqual(1);
        expect(erlangC(servers + 1, load)).toBeLessThanOrEqual(erlangC(servers, load));
      }),
    );
  });

  it('is 1 when the servers cannot keep up', () => expect(erlangC(3, 3)).toBe(1));

  // Halfin and Whitt (1981): with c = a + β√a the wait probability tends to 1 / (1 + β Φ(β) / φ(β)).
  it('tends to the limit of Halfin and Whitt for many servers', () => {
    const offeredLoad = 1_000_000;
    expect(erlangC(offeredLoad + 1000, offeredLoad)).toBeCloseTo(0.2234, 3);
  });
});

describe('meanWait', () => {
  it('is ρ s / (1 − ρ) in M/M/1 and half of it in M/D/1 (Pollaczek–Khinchine)', () => {
    expect(meanWait(1, 0.8, 1)).toBeCloseTo(4, 12);
    expect(meanWait(1, 0.8, 1, 1, 0)).toBeCloseTo(2, 12);
    // λ E[S²] / (2 (1 − ρ)) with E[S²] = s² (1 + variation).
    expect(meanWait(1, 2, 0.3, 1, 4)).toBeCloseTo((2 * 0.09 * 5) / (2 * 0.4), 12);
  });

  it('is C s / (c − a) in M/M/c', () => {
    // Two servers at a = 1: C = 1/3.
    expect(meanWait(2, 10, 0.1)).toBeCloseTo(0.1 / 3, 12);
  });

  it('is none without arrivals, without variation, and has no end where servers cannot keep up', () => {
    expect(meanWait(3, 0, 1)).toBe(0);
    expect(meanWait(1, 0.5, 1, 0, 0)).toBe(0);
    expect(meanWait(2, 2, 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is within 10 % of GI/M/1 for every n-th arrival of a Poisson stream, at half load and above', () => {
    for (const targets of [2, 4, 10, 1000]) {
      for (const utilization of [0.5, 0.7, 0.9, 0.98]) {
        const share = roundRobinWaitProbability(targets, targets * utilization, 1);
        const exact = share / (1 - share);
        const error = meanWait(1, utilization, 1, 1 / targets) / exact - 1;
        expect(Math.abs(error), `${targets} targets at ${utilization}`).toBeLessThan(0.1);
      }
    }
  });

  it('grows with the load and with each variation', () => {
    const variation = fc.double({ min: 0, max: 1, noNaN: true });
    const load = fc.double({ min: 0.05, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        load,
        variation,
        variation,
        (servers, utilization, before, after) => {
          const rate = utilization * servers;
          const wait = meanWait(servers, rate, 1, before, after);
          expect(meanWait(servers, rate * 1.05, 1, before, after)).toBeGreaterThanOrEqual(wait);
          expect(meanWait(servers, rate, 1, before + 0.1, after)).toBeGreaterThanOrEqual(wait);
          expect(meanWait(servers, rate, 1, before, after + 0.1)).toBeGreaterThanOrEqual(wait);
        },
      ),
    );
  });
});

describe('a room with limited places', () => {
  it('turns away the share of time in which it is full, as its balance equations say', () => {
    fc.assert(
      fc.property(queue, ({ servers, places, utilization }) => {
        const shares = stateShares(servers, places, servers * utilization);
        expect(lossProbability(servers, places, servers * utilization)).toBeCloseTo(shares[servers + places]!, 10);
      }),
    );
  });

  it('lets those it accepts wait for as long as its balance equations say', () => {
    fc.assert(
      fc.property(queue, ({ servers, places, utilization }) => {
        const shares = stateShares(servers, places, servers * utilization);
        const waiting = shares.reduce((sum, share, state) => sum + share * Math.max(0, state - servers), 0);
        const accepted = servers * utilization * (1 - shares[servers + places]!);
        expect(meanWaitOfAccepted(servers, places, servers * utilization, 1)).toBeCloseTo(waiting / accepted, 9);
      }),
    );
  });

  it('is M/M/1/K with one server: (1 − ρ) ρ^K / (1 − ρ^(K+1)), and 1 / (K + 1) at full load', () => {
    expect(lossProbability(1, 4, 0.5)).toBeCloseTo((0.5 * 0.5 ** 5) / (1 - 0.5 ** 6), 14);
    expect(lossProbability(1, 9, 1)).toBeCloseTo(1 / 11, 14);
  });

  it('turns away the excess, and no more, when far too much comes or the room is large', () => {
    expect(lossProbability(10, 1000, 100)).toBeCloseTo(0.9, 12);
    expect(lossProbability(4, 1_000_000, 8)).toBeCloseTo(0.5, 12);
    expect(lossProbability(4, 1_000_000, 2)).toBe(0);
    expect(meanWaitOfAccepted(1, 1_000_000, 0.5, 1)).toBeCloseTo(1, 12);
    // Nearly always full: each accepted one waits for all places but a few.
    expect(meanWaitOfAccepted(4, 1000, 400, 1)).toBeCloseTo(1000 / 4, 1);
  });

  it('is a room without places: Erlang B, and nobody waits', () => {
    expect(lossProbability(7, 0, 5)).toBeCloseTo(erlangB(7, 5), 15);
    expect(meanWaitOfAccepted(7, 0, 5, 1)).toBe(0);
    expect(meanWaitOfAccepted(7, 3, 0, 1)).toBe(0);
  });
});

describe('roundRobinWaitProbability', () => {
  it('is M/M/1 with one target', () => expect(roundRobinWaitProbability(1, 0.7, 1)).toBeCloseTo(0.7, 12));

  it('tends to D/M/1 for many targets: σ = e^(−(1 − σ) / ρ), 0.20319 at half load', () => {
    expect(roundRobinWaitProbability(1_000_000, 500_000, 1)).toBeCloseTo(0.203188, 5);
  });

  it('solves its equation and lies between D/M/1 and M/M/1', () => {
    const load = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), load, (targets, utilization) => {
        const share = roundRobinWaitProbability(targets, targets * utilization, 1);
        const rate = targets * utilization;
        expect((rate / (rate + 1 - share)) ** targets).toBeCloseTo(share, 9);
        expect(share).toBeLessThanOrEqual(utilization + 1e-12);
      }),
    );
  });

  it('is 1 when the targets cannot keep up', () => expect(roundRobinWaitProbability(3, 3, 1)).toBe(1));
});

describe('steadyWaitProbability', () => {
  it('is the utilization for Poisson arrivals, whatever the service', () => {
    for (const variation of [0, 1, 4]) expect(steadyWaitProbability(0.6, 1, variation)).toBeCloseTo(0.6, 12);
  });

  it('is 0 where nothing varies, and 1 when the server cannot keep up', () => {
    expect(steadyWaitProbability(0.9, 0, 0)).toBeCloseTo(0, 12);
    expect(steadyWaitProbability(1, 0.5, 1)).toBe(1);
  });

  it('is near that of E4/M/1', () => {
    for (const utilization of [0.3, 0.5, 0.7, 0.9]) {
      const exact = roundRobinWaitProbability(4, 4 * utilization, 1);
      expect(Math.abs(steadyWaitProbability(utilization, 0.25, 1) - exact)).toBeLessThan(0.03);
    }
  });
});
