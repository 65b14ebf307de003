import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/sim/simulation.ts';
import { simulateInSlices } from '../../src/sweep/run-point.ts';
import { brokenInput, smallInput } from './small-input.ts';

describe('a run in slices', () => {
  it('leaves the very recording of the run in one piece', () => {
    const slices = simulateInSlices(smallInput('shop', '42'));
    let slice = slices.next();
    while (slice.done !== true) slice = slices.next();
    expect(slice.value.eventCount).toBeGreaterThan(1000);
    expect(slice.value).toEqual(simulate(smallInput('shop', '42')));
  });

  it('tells simulated time that never goes back and ends at the duration', () => {
    const input = smallInput('shop', '42');
    const told = [...simulateInSlices(input)];
    const times = told.map((progress) => progress.nowMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect([times.at(0), times.at(-1)]).toEqual([0, input.durationMs]);
    expect(told.every((progress) => progress.durationMs === input.durationMs)).toBe(true);
  });

  it('says of a defect which cluster and seed replay it', () => {
    expect(() => [...simulateInSlices(brokenInput())]).toThrow(/cluster broken, seed 7/);
  });
});
