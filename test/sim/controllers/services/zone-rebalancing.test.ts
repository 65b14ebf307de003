import { describe, expect, it } from 'vitest';
import { MINUTE_MS, NONE } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { ServiceInput, TaskDefinitionInput } from '../../../../src/sim/state/input.ts';
import { constant, definition, input, service } from '../../builders.ts';
import { EC2, threeZones } from '../../fleets.ts';
import { eventsOf, meanOf, tasksOf } from '../../reading.ts';

const FREED_MS = 10 * MINUTE_MS;

/** Zone c is taken by another service until `FREED_MS`, so the four tasks of `web` begin in zones a and b. */
function rebalanced(parts: Partial<ServiceInput> = {}, startupMs = 0, web: Partial<TaskDefinitionInput> = {}) {
  const taken = service({
    serviceName: 'taken',
    capacity: EC2,
    taskDefinition: 1,
    placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == us-east-1c' }],
    updates: [{ atMs: FREED_MS, desiredCount: 0 }],
  });
  return simulate(
    input({
      ...threeZones,
      durationMs: 20 * MINUTE_MS,
      taskDefinitions: [definition({ cpuUnits: 512, startupMs, ...web }), definition({ cpuUnits: 2048, stopMs: 0 })],
      services: [taken, service({ capacity: EC2, desiredCount: 4, rebalancesZones: true, ...parts })],
    }),
  );
}

function runningByZone(recording: ReturnType<typeof rebalanced>): number[] {
  const running = tasksOf(recording).filter(({ workload, cause }) => workload === 'web' && cause === undefined);
  return [0, 1, 2].map((zone) => running.filter((task) => task.zone === zone).length);
}

describe('availability zone rebalancing', () => {
  it('P3.28: starts a task in the zone with the fewest first, then stops one of the zone with the most', () => {
    const recording = rebalanced();
    expect([...runningByZone(recording)].sort()).toEqual([1, 1, 2]);
    expect(runningByZone(recording)[2]).toBe(1);
    const [started, stopped] = tasksOf(recording)
      .filter(({ workload, createdAtMs, cause }) => workload === 'web' && (createdAtMs > 0 || cause !== undefined))
      .sort((one, other) => other.createdAtMs - one.createdAtMs);
    expect([started!.zone, started!.createdAtMs]).toEqual([2, FREED_MS]);
    // RUNNING a second later, healthy 40 s after that (P4.5), stopped at the next tick.
    expect(stopped!.stoppedAtMs).toBeGreaterThanOrEqual(FREED_MS + 41_000);
  });

  it('P3.28: needs room above the desired count, and never falls below it', () => {
    const recording = rebalanced();
    const web = recording.workloads.findIndex(({ name }) => name === 'web');
    expect(meanOf(recording.workloadSeries.runningTasks, recording, web)).toBeGreaterThan(3.99);
    expect(runningByZone(rebalanced({ maximumPercent: 100 }))).toEqual([2, 2, 0]);
  });

  it('P3.26: starts nothing while every task that could make room is protected, and then does', () => {
    const protection = {
      probability: 1,
      startsAfterMs: constant(0),
      lastsMs: null,
      expiresAfterMs: 15 * MINUTE_MS,
      againAfterMs: null,
    };
    const recording = rebalanced({}, 0, { protection });
    const events = eventsOf(recording, 1).filter(([, event]) => event.startsWith('REBALANCING'));
    // RUNNING after a second.
    expect(events[0]).toEqual([15 * MINUTE_MS + 1000, 'REBALANCING_STARTED', NONE]);
    expect(runningByZone(recording)[2]).toBe(1);
    expect(events).toHaveLength(2);
  });

  it('P3.28: tells when it starts and when the zones are balanced', () => {
    const kinds = eventsOf(rebalanced(), 1).map(([atMs, event]) => [atMs >= FREED_MS, event]);
    expect(kinds).toEqual([
      [false, 'STARTED_TASKS'],
      [false, 'STEADY_STATE'],
      [true, 'REBALANCING_STARTED'],
      [true, 'STARTED_TASKS'],
      [true, 'STOPPED_TASKS'],
      [true, 'STEADY_STATE'],
      [true, 'REBALANCING_COMPLETED'],
    ]);
  });

  it('P3.28: one after the other, each replacement healthy before a task of the fullest zone stops', () => {
    const recording = rebalanced({ desiredCount: 8 }, 30_000);
    expect(runningByZone(recording)).toEqual([3, 3, 2]);
    const web = tasksOf(recording).filter(({ workload }) => workload === 'web');
    const replacements = web.filter(({ createdAtMs }) => createdAtMs > 0);
    expect(replacements.map(({ zone, cause }) => [zone, cause])).toEqual([
      [2, undefined],
      [2, undefined],
    ]);
    const healthyAtMs = replacements.map(({ createdAtMs }) => createdAtMs + 30_000 + 40_000).sort((a, b) => a - b);
    const stopped = web.filter(({ cause }) => cause !== undefined).sort((a, b) => a.stoppedAtMs - b.stoppedAtMs);
    expect(stopped.map(({ stoppedAtMs }, one) => stoppedAtMs >= healthyAtMs[one]!)).toEqual([true, true]);
  });

  it('P3.29: does nothing where it is off, or where the zones differ by one', () => {
    expect(runningByZone(rebalanced({ rebalancesZones: false }))).toEqual([2, 2, 0]);
    expect(runningByZone(rebalanced({ desiredCount: 2 }))).toEqual([1, 1, 0]);
  });
});
