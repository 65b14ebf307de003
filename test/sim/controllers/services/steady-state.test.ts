import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import { input, service } from '../../builders.ts';
import { EC2, threeZones } from '../../fleets.ts';
import { eventsOf } from '../../reading.ts';

describe('the steady state of a service', () => {
  it('P12, P4.5: is told once all tasks are healthy, and again after each change, one task included', () => {
    const recording = simulate(
      input({
        ...threeZones,
        services: [
          service({
            capacity: EC2,
            desiredCount: 3,
            updates: [
              { atMs: 5 * MINUTE_MS, desiredCount: 4 },
              { atMs: 10 * MINUTE_MS, desiredCount: 2 },
            ],
          }),
        ],
      }),
    );
    const steady = eventsOf(recording).filter(([, event]) => event === 'STEADY_STATE');
    // RUNNING after 1 s, healthy 40 s later; after scale-in as soon as the tasks are gone.
    expect(steady.map(([atMs]) => atMs).slice(0, 2)).toEqual([41_000, 5 * MINUTE_MS + 41_000]);
    expect(steady).toHaveLength(3);
  });
});
