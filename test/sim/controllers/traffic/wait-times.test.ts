import { describe, expect, it } from 'vitest';
import { geometricWaits, residualShape } from '../../../../src/sim/controllers/traffic/wait-times.ts';

const COUNT = 400;
const WEIGHTS = new Float64Array(COUNT).fill(1 / COUNT);
const PORTIONS = WEIGHTS.map((weight, i) => (i + 0.5) * weight);
const EXPONENTIAL = { kind: 'exponential', mean: 20, deviation: 1 } as const;
const CONSTANT = { kind: 'constant', mean: 20, deviation: 0 } as const;

function exponentialOf(meanMs: number): Float64Array {
  return PORTIONS.map((portion) => -Math.log1p(-portion) * meanMs);
}

describe('what is left of a service that is found at work', () => {
  it('is even between nothing and all of it if it is constant', () => {
    // Twelve of 24 parts are below the middle; its mean is the half.
    expect(residualShape(CONSTANT)[12]).toBeCloseTo(2 * (12.5 / 24), 2);
  });

  it('is as a whole one if it is exponential, whatever its mean', () => {
    expect(residualShape(EXPONENTIAL)[11]! / -Math.log1p(-11.5 / 24)).toBeCloseTo(1, 1);
    expect(residualShape({ ...EXPONENTIAL, mean: 3 })[11]).toBeCloseTo(residualShape(EXPONENTIAL)[11]!, 9);
  });
});

describe('waits of those who wait', () => {
  it.each([0.3, 0.7])('in M/M/1 at %f stay exponential', (load) => {
    const exact = exponentialOf(20 / (1 - load));
    const waits = geometricWaits(residualShape(EXPONENTIAL), load, 20 / (1 - load), exact, WEIGHTS, PORTIONS);
    for (const row of [COUNT / 2, 0.95 * COUNT]) expect(Math.abs(waits[row]! / exact[row]! - 1)).toBeLessThan(0.06);
  });

  it.each([0.3, 0.5, 0.7])('in M/D/1 at %f are those of Erlang (1909), for waits shorter than a service', (load) => {
    const meanMs = 10 / (1 - load);
    const waits = geometricWaits(residualShape(CONSTANT), load, meanMs, exponentialOf(meanMs), WEIGHTS, PORTIONS);
    // P(W ≤ t) = (1 − ρ) e^(ρ t / s) for t ≤ s, of all; of those who wait so much without those who do not.
    for (const ms of [5, 10, 15]) {
      const exact = ((1 - load) * Math.expm1((load * ms) / 20)) / load;
      const portion = waits.filter((wait) => wait <= ms).length / COUNT;
      expect(Math.abs(portion - exact)).toBeLessThan(0.02);
    }
  });

  it('have the mean that they are to have', () => {
    const service = { kind: 'lognormal', mean: 20, deviation: 2 } as const;
    const waits = geometricWaits(residualShape(service), 0.5, 100, exponentialOf(100), WEIGHTS, PORTIONS);
    // Quantiles of 400 parts leave a bit of a long tail out.
    expect(waits.reduce((sum, wait) => sum + wait / COUNT, 0) / 100).toBeCloseTo(1, 1);
  });
});
