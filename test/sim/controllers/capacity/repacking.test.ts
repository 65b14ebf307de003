import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { Simulation } from '../../../../src/sim/simulation.ts';
import type { AutoScalingGroupInput, SimulationInput } from '../../../../src/sim/state/input.ts';
import { REPACKED } from '../../../../src/sim/state/instance-causes.ts';
import { constant, definition, input, scaled, service, source } from '../../builders.ts';

/** Three instances with room for 7 tasks each by memory; the tasks are spread over them, healthy at once. */
function shop(tasks: number, group: Partial<AutoScalingGroupInput> = {}, more: Partial<SimulationInput> = {}) {
  return new Simulation(
    input({
      capacityProviders: [scaled([0, 0, 0], { repack: { everyMs: 15 * MINUTE_MS }, ...group })],
      taskDefinitions: [definition({ healthyAfterMs: 0 })],
      services: [service({ desiredCount: tasks })],
      ...more,
    }),
  );
}

function membersAfter(simulation: Simulation, minutes: number): number {
  simulation.runUntil(minutes * MINUTE_MS);
  return simulation.cluster.autoScaling.memberCount(0);
}

describe('drain and repack', () => {
  it('empties one instance at a time while its tasks fit elsewhere, and makes the group smaller', () => {
    const simulation = shop(6);
    expect([14, 16, 31, 59].map((minutes) => membersAfter(simulation, minutes))).toEqual([3, 2, 1, 1]);
    const { cluster } = simulation;
    expect([cluster.healthyCount[0], cluster.autoScaling.desiredCapacity[0]]).toEqual([6, 1]);
    const { containerInstances } = simulation.finish();
    expect([...containerInstances.cause]).toEqual([REPACKED, REPACKED, -1]);
  });

  it('never takes a task away before its replacement runs', () => {
    const simulation = shop(6);
    simulation.runUntil(5 * MINUTE_MS);
    while (simulation.step()) expect(simulation.cluster.healthyCount[0]).toBeGreaterThanOrEqual(6);
  });

  it('leaves the group as it is where the tasks do not fit, or at its minimum', () => {
    expect(membersAfter(shop(15), 59)).toBe(3);
    expect(membersAfter(shop(6, { minSize: 2 }), 59)).toBe(2);
  });

  it('leaves an instance alone that a standalone task holds (P2.12)', () => {
    const job = source({
      durationMs: constant(HOUR_MS),
      count: 3,
      placementStrategy: [{ type: 'spread', field: 'instanceId' }],
    });
    expect(membersAfter(shop(0, {}, { taskSources: [job] }), 59)).toBe(3);
  });
});
