import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import type { ServiceInput, TaskDefinitionInput } from '../../../src/sim/state/input.ts';
import {
  constant,
  curve,
  definition,
  input,
  listed,
  load,
  service,
  source,
  targetGroup,
  template,
} from '../builders.ts';
import { EC2 } from '../fleets.ts';
import { decisionsOf, eventsOf, tasksOf } from '../reading.ts';

const POLICY = { attemptPeriodMs: 5 * MINUTE_MS, ignoredExitCodes: [2] };

/** A service of one task, whose container exits so long after each of its starts; RUNNING after 1 s. */
function run(exitMinutes: number, own: Partial<TaskDefinitionInput> = {}, parts: Partial<ServiceInput> = {}) {
  const behaviour = { startFailureProbability: 0, exitAfterMs: constant(exitMinutes * MINUTE_MS), exitCode: 1 };
  return simulate(
    input({
      durationMs: HOUR_MS,
      launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 131_072 })],
      taskDefinitions: [definition({ restartPolicy: POLICY, behaviour, ...own })],
      targetGroups: [targetGroup({})],
      services: [service({ capacity: EC2, ...parts })],
    }),
  );
}

const restartsOf = (recording: ReturnType<typeof simulate>) =>
  decisionsOf(recording)
    .filter(({ kind }) => kind === 'CONTAINER_RESTARTED')
    .map(({ atMs }) => atMs);

describe('a restart policy (P1.25)', () => {
  it('restarts a container in place that has run for its period, again and again; the task stays RUNNING', () => {
    const recording = run(10);
    // Each start takes a second.
    const expected = [1, 2, 3, 4, 5].map((number) => number * (10 * MINUTE_MS + 1000));
    expect(restartsOf(recording)).toEqual(expected);
    expect(tasksOf(recording)).toHaveLength(1);
    expect(recording.counters.containerRestarts[0]).toBe(5);
    expect(recording.counters.essentialContainerExits[0]).toBe(0);
  });

  it('does not restart one that exits before its period is over: the task stops', () => {
    const recording = run(4);
    expect(restartsOf(recording)).toEqual([]);
    expect(recording.counters.essentialContainerExits[0]).toBeGreaterThan(10);
  });

  it('does not restart one that exits with an ignored code, nor any without a policy', () => {
    const ignored = { startFailureProbability: 0, exitAfterMs: constant(10 * MINUTE_MS), exitCode: 2 };
    for (const recording of [run(10, { behaviour: ignored }), run(10, { restartPolicy: null })]) {
      expect(recording.counters.containerRestarts[0]).toBe(0);
      expect(recording.counters.essentialContainerExits[0]).toBe(5);
    }
  });

  it('P1.23: a container health check starts anew, and the task is not counted healthy until it succeeds', () => {
    const recording = run(10, { hasHealthCheck: true, healthyAfterMs: 20_000 });
    const { durationMs, workloadSeries } = recording;
    const healthyMs = workloadSeries.healthyTasks.reduce((sum, taskMs) => sum + taskMs, 0);
    // Six starts of a second and 20 s until the check succeeds.
    expect(durationMs - healthyMs).toBeCloseTo(6 * 21_000, 0);
    expect(tasksOf(recording)).toHaveLength(1);
  });

  it('P1.22: a health check that fails after so long counts from the last start', () => {
    const recording = run(10, { hasHealthCheck: true, unhealthyAfterMs: 15 * MINUTE_MS });
    expect(tasksOf(recording)).toHaveLength(1);
  });

  it('P7.2: a target whose program is not ready again before two checks have failed is replaced', () => {
    const balanced = { targetGroups: [{ targetGroup: 0, isReachable: true }] };
    const quick = run(20, { answersAfterMs: 5_000 }, balanced);
    expect(tasksOf(quick)).toHaveLength(1);
    expect(restartsOf(quick)).toHaveLength(2);
    const slow = run(20, { answersAfterMs: 3 * MINUTE_MS }, { ...balanced, healthCheckGraceMs: 10 * MINUTE_MS });
    expect(tasksOf(slow).filter(({ cause }) => cause?.endsWith('HEALTH_CHECKS')).length).toBeGreaterThan(0);
    expect(eventsOf(slow).map(([, event]) => event)).toContain('TARGET_UNHEALTHY');
  });

  it.each(['fluid', 'requests'] as const)('serves nothing while it is down, and as before after it (%s)', (detail) => {
    const one = load({
      requestsPerSecond: curve([[0, 2]]),
      cpuSecondsPerRequest: 0.01,
      requests: { detail, arrivals: 'even', times: { kind: 'constant', deviation: 0 } },
    });
    const parts = { load: one, targetGroups: [{ targetGroup: 0, isReachable: true }] };
    const lost = (exitMinutes: number) => {
      const [requests] = run(exitMinutes, { answersAfterMs: 20_000 }, parts).requests;
      return requests!.rejected + requests!.failed;
    };
    // Twice 21 s at 2 a second, beside what its first start costs; a request in flight more or less.
    expect(Math.abs(lost(20) - lost(90) - 2 * 21 * 2)).toBeLessThan(3);
  });

  it('of a standalone task starts its work anew; one that has done it ends', () => {
    const recording = simulate(
      input({
        durationMs: HOUR_MS,
        launchTemplates: [template()],
        taskDefinitions: [
          definition({
            restartPolicy: { attemptPeriodMs: MINUTE_MS, ignoredExitCodes: [] },
            behaviour: {
              startFailureProbability: 0,
              exitAfterMs: { kind: 'empirical', values: Float64Array.of(120_000, 900_000) },
              exitCode: 1,
            },
          }),
        ],
        taskSources: [
          source({ capacity: EC2, arrivals: listed(0, 1, 2, 3, 4, 5), durationMs: constant(10 * MINUTE_MS) }),
        ],
      }),
    );
    const lives = tasksOf(recording).map(({ startedAtMs, stoppedAtMs }) => stoppedAtMs - startedAtMs);
    const restarts = recording.counters.containerRestarts[0]!;
    expect(restarts).toBeGreaterThan(0);
    const plain = 6 * 10 * MINUTE_MS;
    expect(lives.reduce((sum, life) => sum + life, 0)).toBe(plain + restarts * (120_000 + 1000));
  });
});
