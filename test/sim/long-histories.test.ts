/** What small clusters of an hour never reach: scratch space that has to grow, and the weeks of a plan. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everythingInput } from '../../bench/everything.ts';
import { DAY_MS, HOUR_MS } from '../../src/base/units.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import type { SimulationInput } from '../../src/sim/state/input.ts';
import { crowdedInputs } from './arbitrary-inputs.ts';
import { Bill } from './bill.ts';

/** Runs to the end and checks tables, requests and bills every so many events; returns the time of the last one. */
function runChecked(input: SimulationInput, eventsBetween: number): number {
  const simulation = new Simulation(input);
  const bill = new Bill(input, simulation);
  while (simulation.step()) {
    bill.moveTo(simulation.timeline.nowMs);
    if (simulation.eventCount % eventsBetween !== 0) continue;
    simulation.validate();
    bill.check();
  }
  return simulation.timeline.nowMs;
}

describe('Simulation', () => {
  it('keeps every invariant with hundreds of tasks a service', () => {
    fc.assert(
      fc.property(crowdedInputs, (input) => {
        runChecked(input, 50);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps every invariant over a month in which services and instances scale and are deployed every week', () => {
    expect(runChecked(everythingInput(30, 2), 500)).toBeGreaterThan(30 * DAY_MS - HOUR_MS);
  });
});
