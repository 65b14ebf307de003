import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { CircuitBreakerInput, ServiceInput, TaskDefinitionInput } from '../../../../src/sim/state/input.ts';
import { definition, input, load, service, template } from '../../builders.ts';
import { EC2 } from '../../fleets.ts';
import { eventsOf, tasksOf } from '../../reading.ts';

const BIG = [template({ cpuUnits: 65_536, memoryMiB: 131_072 })];
const DEPLOYED_AT = 10 * MINUTE_MS;

const GOOD = definition({ revision: 1 });
const BETTER = definition({ revision: 2 });
const NEVER_STARTS = definition({
  revision: 3,
  behaviour: { startFailureProbability: 1, exitAfterMs: null, exitCode: 1 },
});
const FAILS_HEALTH_CHECK = definition({ revision: 4, healthyAfterMs: 1e14, unhealthyAfterMs: 90_000 });
const REVISIONS: TaskDefinitionInput[] = [GOOD, BETTER, NEVER_STARTS, FAILS_HEALTH_CHECK];
const [TO_BETTER, TO_NEVER_STARTS, TO_FAILS] = [1, 2, 3].map((taskDefinition) => ({
  atMs: DEPLOYED_AT,
  taskDefinition,
  load: null,
  test: null,
}));

const BREAKER: CircuitBreakerInput = {
  rollback: false,
  resetsOnHealthyTask: true,
  threshold: { type: 'BOUNDED_PERCENT', value: 50 },
};

function inputOf(parts: Partial<ServiceInput>, durationMs = HOUR_MS) {
  return input({
    durationMs,
    launchTemplates: BIG,
    taskDefinitions: REVISIONS,
    services: [service({ deployments: [TO_BETTER!], ...parts })],
  });
}

/** A percentage pair as the examples write it. */
function bounds(desiredCount: number, minimumHealthyPercent: number, maximumPercent: number): Partial<ServiceInput> {
  return { desiredCount, minimumHealthyPercent, maximumPercent };
}

interface Rollout {
  readonly peak: number;
  /** Fewest healthy tasks after the deployment was called for. */
  readonly healthyMin: number;
  /** Instants at which tasks of the new revision started, and at which the scheduler stopped old ones. */
  readonly starts: readonly (readonly [number, number])[];
  readonly stops: readonly (readonly [number, number])[];
}

/** Looks at the tables after every event from the deployment on. */
function watch(parts: Partial<ServiceInput>): Rollout {
  const given = inputOf(parts);
  const simulation = new Simulation(given);
  let peak = 0;
  let healthyMin = Number.POSITIVE_INFINITY;
  while (simulation.step()) {
    simulation.cluster.validate();
    if (simulation.timeline.nowMs < DEPLOYED_AT) continue;
    const { activeCount, stoppingCount, healthyCount } = simulation.cluster;
    peak = Math.max(peak, activeCount[0]! + stoppingCount[0]!);
    healthyMin = Math.min(healthyMin, healthyCount[0]!);
  }
  const events = eventsOf(simulation.finish()).filter(([atMs]) => atMs >= DEPLOYED_AT);
  const of = (name: string) =>
    events.flatMap(([atMs, event, detail]) => (event === name ? [[atMs, detail as number] as const] : []));
  return { peak, healthyMin, starts: of('STARTED_TASKS'), stops: of('STOPPED_TASKS') };
}

const counts = (moves: readonly (readonly [number, number])[]) => moves.map(([, count]) => count);

describe('a rolling update', () => {
  it('P4.2 EX desired 4, max 200; P4.9 EX 4 at 100/200: starts 4, waits until all are healthy, stops 4; peak 8', () => {
    const rollout = watch(bounds(4, 100, 200));
    expect(rollout.starts).toEqual([[DEPLOYED_AT, 4]]);
    // Started 1 s after launch, healthy 40 s later, and stopped at the next tick of 10 s.
    expect(rollout.stops).toEqual([[DEPLOYED_AT + 50_000, 4]]);
    expect(rollout).toMatchObject({ peak: 8, healthyMin: 4 });
  });

  it('P4.2 EX desired 4, min 50; P4.9 EX 4 at 50/100: stops 2, starts 2, and again; peak 4, never below 2 healthy', () => {
    const rollout = watch(bounds(4, 50, 100));
    expect(counts(rollout.stops)).toEqual([2, 2]);
    expect(counts(rollout.starts)).toEqual([2, 2]);
    expect(rollout.stops[0]![0]).toBe(DEPLOYED_AT);
    // 5 s from SIGTERM to STOPPED, then the next tick: STOPPING tasks occupy the upper bound (P4.4).
    expect(rollout.starts[0]![0]).toBe(DEPLOYED_AT + 10_000);
    expect(rollout).toMatchObject({ peak: 4, healthyMin: 2 });
  });

  it('P4.9 EX 4 at 100/125: goes in four rounds of one; peak 5', () => {
    const rollout = watch(bounds(4, 100, 125));
    expect(counts(rollout.starts)).toEqual([1, 1, 1, 1]);
    expect(counts(rollout.stops)).toEqual([1, 1, 1, 1]);
    expect(rollout).toMatchObject({ peak: 5, healthyMin: 4 });
  });

  it('P4.9 EX 10 at 90/110: starts one and stops one in its first tick, and goes on in small batches', () => {
    const rollout = watch(bounds(10, 90, 110));
    expect(rollout.starts[0]).toEqual([DEPLOYED_AT, 1]);
    expect(rollout.stops[0]).toEqual([DEPLOYED_AT, 1]);
    expect(rollout).toMatchObject({ peak: 11, healthyMin: 9 });
    expect(counts(rollout.starts).reduce((sum, count) => sum + count, 0)).toBe(10);
    // Never more than the two slots between the bounds.
    expect(Math.max(...counts(rollout.starts), ...counts(rollout.stops))).toBeLessThanOrEqual(2);
  });

  it('P4.9 EX 1 at 100/200: starts one before it stops one; P4.9 EX 1 at 0/100: is down in between', () => {
    expect(watch(bounds(1, 100, 200))).toMatchObject({ peak: 2, healthyMin: 1 });
    const down = watch(bounds(1, 0, 100));
    expect(down).toMatchObject({ peak: 1, healthyMin: 0 });
    expect(down.stops).toEqual([[DEPLOYED_AT, 1]]);
    expect(down.starts).toEqual([[DEPLOYED_AT + 10_000, 1]]);
  });

  it('P4.2 EX desired 2, min 75; P4.2 EX desired 3, max 125: can neither stop nor start, and it is told once (P4.6)', () => {
    for (const parts of [bounds(4, 100, 100), bounds(2, 75, 100), bounds(3, 100, 125)]) {
      const recording = simulate(inputOf(parts));
      const events = eventsOf(recording).filter(([, event]) => event === 'DEPLOYMENT_BLOCKED');
      expect(events).toEqual([[DEPLOYED_AT, 'DEPLOYMENT_BLOCKED', -1]]);
      expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'IN_PROGRESS', endedAtMs: null });
      expect(tasksOf(recording)).toHaveLength(parts.desiredCount!);
    }
  });

  it('P4.2, P4.6: a maximum below 100 % holds, and lets a service be told that it can never be whole', () => {
    const recording = simulate(inputOf({ ...bounds(4, 0, 50), deployments: [] }));
    expect(tasksOf(recording)).toHaveLength(2);
    expect(recording.deployments).toEqual([]);
    const events = eventsOf(recording).map(([, event]) => event);
    expect(events).toEqual(['STARTED_TASKS', 'DEPLOYMENT_BLOCKED']);
  });

  it('P4.2, P4.6: a minimum above 100 % keeps old tasks that nothing can replace, and is told', () => {
    // Lower 6, upper 8: 4 new start, 2 old stop, and 6 are left.
    const recording = simulate(inputOf(bounds(4, 150, 200)));
    expect(tasksOf(recording).filter(({ cause }) => cause === 'REPLACED_BY_DEPLOYMENT')).toHaveLength(2);
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'IN_PROGRESS', healthyTasksMin: 4 });
    expect(eventsOf(recording).at(-1)![1]).toBe('DEPLOYMENT_BLOCKED');
  });

  it('P4.10: is COMPLETED when all its tasks are healthy and the old are gone, with its steady state', () => {
    const recording = simulate(inputOf(bounds(4, 100, 200)));
    const ended = DEPLOYED_AT + 55_000;
    expect(recording.deployments).toEqual([
      expect.objectContaining({ number: 1, status: 'INACTIVE', rolloutState: 'COMPLETED', taskDefinition: 'web:1' }),
      {
        workload: 0,
        number: 2,
        taskDefinition: 'web:2',
        status: 'PRIMARY',
        rolloutState: 'COMPLETED',
        rollbackTo: null,
        failure: null,
        startedAtMs: DEPLOYED_AT,
        endedAtMs: ended,
        failedTasks: 0,
        tasksMax: 8,
        healthyTasksMin: 4,
      },
    ]);
    const last = eventsOf(recording).slice(-2);
    expect(last).toEqual([
      [ended, 'DEPLOYMENT_COMPLETED', 2],
      [ended, 'STEADY_STATE', -1],
    ]);
  });

  it('P4.10: a newer update becomes PRIMARY, and tasks of all older deployments drain', () => {
    const second = { atMs: DEPLOYED_AT + 20_000, taskDefinition: 0, load: null, test: null };
    const recording = simulate(inputOf({ ...bounds(4, 100, 200), deployments: [TO_BETTER!, second] }));
    const [, replaced, newest] = recording.deployments;
    expect(replaced).toMatchObject({ status: 'INACTIVE', rolloutState: 'IN_PROGRESS', endedAtMs: second.atMs });
    expect(newest).toMatchObject({ status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: 'web:1' });
    // The four of the deployment in between never were healthy, so they go at once (P4.9).
    const between = tasksOf(recording).slice(4, 8);
    expect(between.map((task) => task.cause)).toEqual(Array(4).fill('REPLACED_BY_DEPLOYMENT'));
    expect(between[0]!.stoppedAtMs).toBe(second.atMs + 5000);
  });

  it('P4.7: forceNewDeployment replaces every task by one of the same revision', () => {
    const forced = { atMs: DEPLOYED_AT, taskDefinition: 0, load: null, test: null };
    const recording = simulate(inputOf({ ...bounds(3, 100, 200), deployments: [forced] }));
    expect(tasksOf(recording).map((task) => task.cause)).toEqual([
      ...Array(3).fill('REPLACED_BY_DEPLOYMENT'),
      ...Array(3).fill(undefined),
    ]);
    expect(recording.counters.scaleInStops[0]).toBe(0);
  });

  it('P4.11: goes on as room appears where the cluster has no room for upper − desired', () => {
    const given = inputOf({ ...bounds(4, 50, 200), capacity: EC2 });
    // Five tasks of 512 MiB fit.
    const recording = simulate({ ...given, launchTemplates: [template({ memoryMiB: 5 * 512 })] });
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'COMPLETED', tasksMax: 5, healthyTasksMin: 2 });
    expect(recording.counters.placementFailures[0]).toBeGreaterThan(0);
  });

  it('P4.1, P4.3: a DAEMON service at 0/100 stops each task and starts its successor in its place', () => {
    const given = inputOf({ schedulingStrategy: 'DAEMON', ...bounds(0, 0, 100) });
    const recording = simulate({
      ...given,
      capacityProviders: [{ ...given.capacityProviders[0]!, instances: Int32Array.of(0, 0, 0) }],
    });
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'COMPLETED', tasksMax: 3, healthyTasksMin: 0 });
    const tasks = tasksOf(recording).map((task) => [task.instance, task.cause]);
    expect([...tasks.slice(0, 3), ...tasks.slice(3).sort()]).toEqual([
      ...[0, 1, 2].map((instance) => [instance, 'REPLACED_BY_DEPLOYMENT']),
      ...[0, 1, 2].map((instance) => [instance, undefined]),
    ]);
  });

  it('P4.3: a DAEMON service at 50/100 keeps half of its tasks healthy', () => {
    const given = inputOf({ schedulingStrategy: 'DAEMON', ...bounds(0, 50, 100) });
    const recording = simulate({
      ...given,
      capacityProviders: [{ ...given.capacityProviders[0]!, instances: Int32Array.of(0, 0, 0, 0) }],
    });
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'COMPLETED', tasksMax: 4, healthyTasksMin: 2 });
  });

  it('a revision that uses more memory than its limit is killed, the one before it was not', () => {
    const limited = REVISIONS.map((revision) => ({ ...revision, memoryLimitMiB: 600 }));
    const leaking = { ...TO_BETTER!, load: load({ memoryMiB: 500, memoryGrowthMiBPerHour: 600 }), test: null };
    const parts = { ...bounds(2, 100, 200), load: load({ memoryMiB: 500 }), deployments: [leaking] };
    const recording = simulate({ ...inputOf(parts), taskDefinitions: limited });
    // 100 MiB to the limit at 600 MiB an hour: killed at the look after 10 minutes.
    const killed = tasksOf(recording).filter((task) => task.cause === 'OUT_OF_MEMORY');
    expect(killed[0]!.stoppedAtMs - killed[0]!.startedAtMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    expect(killed[0]!.stoppedAtMs - killed[0]!.startedAtMs).toBeLessThanOrEqual(11 * MINUTE_MS);
    expect(killed.every((task) => task.number >= 2)).toBe(true);
  });
});

describe('the deployment circuit breaker', () => {
  it('P4.12 EX desired 1, 5, 7, 25, 400, 800: fails at 3, 3, 4, 13, 200, 200 failed starts, and launches no more (P4.14)', () => {
    // [desired, failures at which it trips]; a round of launches fails as a whole.
    for (const [desired, threshold] of [
      [1, 3],
      [5, 3],
      [7, 4],
      [25, 13],
      [400, 200],
      [800, 200],
    ] as const) {
      const parts = { ...bounds(desired, 100, 200), circuitBreaker: BREAKER, deployments: [TO_NEVER_STARTS!] };
      const given = inputOf(parts);
      const launchTemplates = [template({ cpuUnits: 524_288, memoryMiB: 1_048_576 })];
      const limits = { provisioningTasksMax: 500, serviceLaunchesPerMinute: 10_000 };
      const recording = simulate({ ...given, launchTemplates, limits });
      const [atMs] = eventsOf(recording).find(([, event]) => event === 'DEPLOYMENT_FAILED')!;
      const rounds = Math.ceil(threshold / desired);
      expect(atMs).toBe(DEPLOYED_AT + (rounds - 1) * 10_000 + 1000);
      expect(recording.deployments.at(-1)).toMatchObject({
        rolloutState: 'FAILED',
        failedTasks: rounds * desired,
        healthyTasksMin: desired,
      });
      expect(tasksOf(recording)).toHaveLength(desired + rounds * desired);
    }
  });

  it('P4.13: COUNT is the number itself', () => {
    const circuitBreaker = { ...BREAKER, threshold: { type: 'COUNT', value: 2 } } as const;
    const recording = simulate(inputOf({ ...bounds(1, 100, 200), circuitBreaker, deployments: [TO_NEVER_STARTS!] }));
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'FAILED', failedTasks: 2 });
  });

  it('P4.15: rolls back to the last COMPLETED revision by a new deployment, and then is at rest', () => {
    const recording = simulate(
      inputOf({
        ...bounds(4, 100, 200),
        circuitBreaker: { ...BREAKER, rollback: true },
        deployments: [TO_NEVER_STARTS!],
      }),
    );
    expect(
      recording.deployments.map((one) => [one.number, one.taskDefinition, one.rolloutState, one.rollbackTo]),
    ).toEqual([
      [1, 'web:1', 'COMPLETED', null],
      [2, 'web:3', 'FAILED', null],
      [3, 'web:1', 'COMPLETED', 1],
    ]);
    expect(eventsOf(recording)).toContainEqual([DEPLOYED_AT + 1000, 'ROLLING_BACK', 1]);
    expect(recording.deployments.every((one) => one.number === 1 || one.healthyTasksMin === 4)).toBe(true);
    expect(eventsOf(recording).at(-1)![1]).toBe('STEADY_STATE');
  });

  it('P4.15: without a COMPLETED deployment it just stays FAILED', () => {
    const recording = simulate(
      inputOf({
        ...bounds(4, 100, 200),
        taskDefinition: 2,
        deployments: [],
        circuitBreaker: { ...BREAKER, rollback: true },
      }),
    );
    expect(recording.deployments).toHaveLength(1);
    expect(recording.deployments[0]).toMatchObject({ rolloutState: 'FAILED', failedTasks: 4 });
    expect(tasksOf(recording)).toHaveLength(4);
  });

  it('P4.14: in stage 2 counts the tasks that fail their health check', () => {
    const recording = simulate(
      inputOf({
        ...bounds(4, 100, 200),
        circuitBreaker: { ...BREAKER, rollback: true },
        deployments: [TO_FAILS!],
      }),
    );
    // Launched at once, RUNNING 1 s later, UNHEALTHY 90 s after that.
    expect(eventsOf(recording)).toContainEqual([DEPLOYED_AT + 91_000, 'DEPLOYMENT_FAILED', 2]);
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'COMPLETED', rollbackTo: 1 });
    const causes = tasksOf(recording).map((task) => task.cause);
    expect(causes.filter((cause) => cause === 'FAILED_HEALTH_CHECKS')).toHaveLength(4);
  });

  it('P4.14: failed starts count no more once a task of the deployment is RUNNING', () => {
    const halfStarts = definition({
      revision: 2,
      behaviour: { startFailureProbability: 0.5, exitAfterMs: null, exitCode: 1 },
    });
    const circuitBreaker = { ...BREAKER, resetsOnHealthyTask: false };
    const given = inputOf({ ...bounds(20, 100, 200), circuitBreaker });
    const deployment = simulate({ ...given, taskDefinitions: [GOOD, halfStarts] }).deployments[1]!;
    // The threshold of 20 is 10 (P4.12).
    expect(deployment.failedTasks).toBeGreaterThanOrEqual(10);
    expect(deployment.rolloutState).toBe('COMPLETED');
  });

  it('P4.15: a rollback that fails is not rolled back', () => {
    const halfStarts = definition({ behaviour: { startFailureProbability: 0.5, exitAfterMs: null, exitCode: 1 } });
    const circuitBreaker = { ...BREAKER, rollback: true, threshold: { type: 'COUNT', value: 1 } } as const;
    const given = inputOf({ ...bounds(1, 100, 200), circuitBreaker, deployments: [TO_NEVER_STARTS!] });
    const runs = Array.from({ length: 20 }, (_, seed) =>
      simulate({ ...given, seed: String(seed), taskDefinitions: [halfStarts, BETTER, NEVER_STARTS] }).deployments.map(
        (one) => one.rolloutState,
      ),
    );
    expect(runs).toContainEqual(['COMPLETED', 'FAILED', 'FAILED']);
    expect(runs).toContainEqual(['COMPLETED', 'FAILED', 'COMPLETED']);
    expect(Math.max(...runs.map((states) => states.length))).toBe(3);
  });

  it('P4.13: a healthy task sets the count to 0, unless the configuration says otherwise', () => {
    // The old task takes 200 s to stop, so the deployment cannot complete between the first failure, 61 s after its
    // start, and the second at 311 s; the replacement starts at 250 s and turns healthy at 281 s.
    const slow = definition({ stopMs: 200_000 });
    const flaky = definition({ revision: 2, healthyAfterMs: 30_000, unhealthyAfterMs: 60_000, stopMs: 60_000 });
    const failedAtMs = (resetsOnHealthyTask: boolean) => {
      const circuitBreaker = { ...BREAKER, resetsOnHealthyTask, threshold: { type: 'COUNT', value: 2 } } as const;
      const given = inputOf({ ...bounds(1, 100, 200), circuitBreaker });
      const recording = simulate({ ...given, taskDefinitions: [slow, flaky] });
      return eventsOf(recording).find(([, event]) => event === 'DEPLOYMENT_FAILED')?.[0];
    };
    expect(failedAtMs(false)).toBe(DEPLOYED_AT + 311_000);
    expect(failedAtMs(true)).toBeUndefined();
  });

  it('P4.19: a new deployment is not held up by the failed starts of the one before', () => {
    const later = { atMs: DEPLOYED_AT + 5 * MINUTE_MS, taskDefinition: 1, load: null, test: null };
    const recording = simulate(inputOf({ ...bounds(1, 100, 200), deployments: [TO_NEVER_STARTS!, later] }));
    expect(eventsOf(recording)).toContainEqual([later.atMs, 'STARTED_TASKS', 1]);
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'COMPLETED' });
  });
});

describe('a task that fails its health check', () => {
  it('P4.17: is stopped once its replacement is healthy, where the upper bound has room', () => {
    const flaky = definition({ healthyAfterMs: 30_000, unhealthyAfterMs: 120_000 });
    const recording = simulate({
      ...inputOf({ ...bounds(1, 100, 200), deployments: [] }, 5 * MINUTE_MS),
      taskDefinitions: [flaky],
    });
    const [first, second] = tasksOf(recording);
    // UNHEALTHY at 121 s; the next tick is at 130 s, its replacement healthy at 161 s, the tick after that at 170 s.
    expect(second!.createdAtMs).toBe(130_000);
    expect(first).toMatchObject({ stoppedAtMs: 175_000, cause: 'FAILED_HEALTH_CHECKS' });
  });

  it('P4.17: stays while its replacement finds no container instance', () => {
    const flaky = definition({ healthyAfterMs: 30_000, unhealthyAfterMs: 120_000 });
    const recording = simulate({
      ...inputOf({ ...bounds(1, 100, 200), capacity: EC2, deployments: [] }),
      taskDefinitions: [flaky],
      launchTemplates: [template({ memoryMiB: 512 })],
    });
    expect(tasksOf(recording).map((task) => task.cause)).toEqual([undefined]);
    expect(eventsOf(recording).at(-1)).toEqual([130_000, 'PLACEMENT_FAILURE', 'RESOURCE:MEMORY']);
  });

  it('P4.17: goes first where the upper bound has no room', () => {
    const flaky = definition({ healthyAfterMs: 30_000, unhealthyAfterMs: 120_000 });
    const recording = simulate({
      ...inputOf({ ...bounds(1, 0, 100), deployments: [] }, 5 * MINUTE_MS),
      taskDefinitions: [flaky],
    });
    const [first, second] = tasksOf(recording);
    expect(first).toMatchObject({ stoppedAtMs: 135_000, cause: 'FAILED_HEALTH_CHECKS' });
    expect(second!.createdAtMs).toBe(140_000);
  });

  it('P4.18: is left alone during the grace period', () => {
    const flaky = definition({ healthyAfterMs: 30_000, unhealthyAfterMs: 60_000 });
    const recording = simulate({
      ...inputOf({ ...bounds(1, 0, 100), deployments: [], healthCheckGraceMs: 10 * MINUTE_MS }, 15 * MINUTE_MS),
      taskDefinitions: [flaky],
    });
    // RUNNING at 1 s, the grace ends at 601 s, the next tick is at 610 s.
    expect(tasksOf(recording)[0]!.stoppedAtMs).toBe(615_000);
  });
});

describe('any rollout', () => {
  const deployment = fc.record({
    atMs: fc.integer({ min: 1, max: 20 * MINUTE_MS }),
    taskDefinition: fc.nat(REVISIONS.length - 1),
    load: fc.constant(null),
    test: fc.constant(null),
  });
  const rollouts = fc.record({
    desiredCount: fc.integer({ min: 0, max: 12 }),
    minimumHealthyPercent: fc.constantFrom(0, 33, 50, 75, 90, 100),
    maximumPercent: fc.constantFrom(100, 110, 125, 150, 200),
    deployments: fc
      .array(deployment, { minLength: 1, maxLength: 4 })
      .map((all) => all.sort((one, other) => one.atMs - other.atMs)),
    circuitBreaker: fc.constantFrom(null, BREAKER, { ...BREAKER, rollback: true }),
    capacity: fc.constantFrom(EC2, service().capacity),
  });

  it('P4.2, P4.4: never has more tasks than the upper bound, and never stops healthy ones below the lower', () => {
    fc.assert(
      fc.property(rollouts, fc.constantFrom(6, 20, 200), (parts, room) => {
        const given = inputOf(parts, 30 * MINUTE_MS);
        const simulation = new Simulation({
          ...given,
          launchTemplates: [template({ memoryMiB: room * 512, cpuUnits: 1e6 })],
        });
        const { cluster } = simulation;
        const { desiredCount, minimumHealthyPercent, maximumPercent } = parts;
        const upper = Math.floor((desiredCount * maximumPercent) / 100);
        const lower = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
        let healthy = 0;
        let stopping = 0;
        while (simulation.step()) {
          cluster.validate();
          expect(cluster.activeCount[0]! + cluster.stoppingCount[0]!).toBeLessThanOrEqual(upper);
          // In this model a healthy task ends only by the scheduler's own stop, or by failing its health check.
          const fell = cluster.healthyCount[0]! < healthy && cluster.stoppingCount[0]! > stopping;
          if (fell) expect(cluster.healthyCount[0]!).toBeGreaterThanOrEqual(lower);
          healthy = cluster.healthyCount[0]!;
          stopping = cluster.stoppingCount[0]!;
        }
      }),
      { numRuns: 60 },
    );
  });
});
