import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { TargetGroupInput } from '../../../../src/sim/state/input/load-balancing.ts';
import type { ServiceInput, SimulationInput, TaskDefinitionInput } from '../../../../src/sim/state/input.ts';
import {
  TARGET_DRAINING,
  TARGET_HEALTHY,
  TARGET_INITIAL,
  TARGET_UNHEALTHY,
  TARGET_UNUSED,
} from '../../../../src/sim/state/target-groups.ts';
import { ACTIVATING, DEACTIVATING, STOPPING } from '../../../../src/sim/state/tasks.ts';
import { constant, definition, input, service, TARGETS, targetGroup, template, timing } from '../../builders.ts';
import { eventsOf, tasksOf } from '../../reading.ts';

const RUNNING_AT = 1000;

interface Case {
  readonly task?: Partial<TaskDefinitionInput>;
  readonly group?: Partial<TargetGroupInput>;
  readonly service?: Partial<ServiceInput>;
  readonly input?: Partial<SimulationInput>;
}

/** One target group before one service on a big instance; the task is RUNNING after 1 s. */
function inputOf({ task, group, service: parts, input: others }: Case = {}): SimulationInput {
  return input({
    launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 131_072 })],
    taskDefinitions: [definition(task)],
    targetGroups: [targetGroup(group)],
    services: [service({ targetGroups: TARGETS, ...parts })],
    ...others,
  });
}

/** `[ms since RUNNING, status]` of the first task's target, whenever it changes. */
function statesOf(given: SimulationInput, position = 0): [number, number][] {
  const simulation = new Simulation(given);
  const states: [number, number][] = [];
  const { targets, tasks } = simulation.cluster;
  let before = TARGET_UNUSED;
  while (simulation.step()) {
    simulation.cluster.validate();
    if (tasks.number[0] !== 0) break;
    const status = targets.status[position]!;
    if (status !== before) states.push([simulation.timeline.nowMs - RUNNING_AT, status]);
    before = status;
  }
  return states;
}

/** When the first task is counted healthy, ms since RUNNING; null where it never is. */
function healthyAfterMs(given: SimulationInput): number | null {
  const simulation = new Simulation(given);
  while (simulation.step()) {
    if (simulation.cluster.healthyCount[0] === 1) return simulation.timeline.nowMs - RUNNING_AT;
  }
  return null;
}

describe('a target', () => {
  it('P7.2: is healthy after one successful check, within an interval of its registration', () => {
    const seen = ['1', '2', '3', '4', '5', '6'].map((seed) => {
      const states = statesOf(inputOf({ input: { seed, durationMs: 5 * MINUTE_MS } }));
      expect(states.map(([, status]) => status)).toEqual([TARGET_INITIAL, TARGET_HEALTHY]);
      expect(states[0]![0]).toBe(0);
      return states[1]![0];
    });
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...seen)).toBeLessThan(30_000);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('P7.2: is registered up to 10 s after RUNNING, so that its first check comes later by that', () => {
    const [, [plain]] = statesOf(inputOf()) as [[number, number], [number, number]];
    const late = statesOf(inputOf({ input: { timing: timing({ targetRegistrationMs: constant(7000) }) } }));
    expect(late[1]![0]).toBe(plain + 7000);
  });

  it('P7.2: is unhealthy after 2 failed checks, known at the timeout of the second', () => {
    const states = statesOf(inputOf({ service: { targetGroups: [{ targetGroup: 0, isReachable: false }] } }));
    const first = healthyAfterMs(inputOf())!;
    expect(states.slice(0, 2)).toEqual([
      [0, TARGET_INITIAL],
      [first + 30_000 + 5_000, TARGET_UNHEALTHY],
    ]);
  });

  it('P7.2: needs 5 successes in a row to recover, one interval apart', () => {
    const grace = { healthCheckGraceMs: 600_000 };
    const states = statesOf(inputOf({ task: { answersAfterMs: 100_000 }, service: grace }));
    const first = healthyAfterMs(inputOf())!;
    const firstSuccess = first + 30_000 * Math.ceil((100_000 - first) / 30_000);
    expect(states).toEqual([
      [0, TARGET_INITIAL],
      [first + 35_000, TARGET_UNHEALTHY],
      [firstSuccess + 4 * 30_000, TARGET_HEALTHY],
    ]);
  });

  it('that begins to fail is unhealthy two checks later, known at once since it answers', () => {
    const states = statesOf(inputOf({ task: { failsChecksAfterMs: 200_000 } }));
    const first = healthyAfterMs(inputOf())!;
    const firstFailure = first + 30_000 * Math.ceil((200_000 - first) / 30_000);
    expect(states[2]).toEqual([firstFailure + 30_000, TARGET_UNHEALTHY]);
  });

  it('costs no event while nothing about it can change', () => {
    const day = { durationMs: 24 * 60 * MINUTE_MS };
    const alone = simulate(inputOf({ service: { targetGroups: [] }, input: day }));
    expect(simulate(inputOf({ input: day })).eventCount).toBeLessThanOrEqual(alone.eventCount + 1);
  });

  it('answers only once its program is ready', () => {
    const first = healthyAfterMs(inputOf())!;
    const ready = healthyAfterMs(inputOf({ task: { answersAfterMs: first + 1 } }));
    expect(ready).toBe(first + 30_000);
  });
});

describe('P4.5: a task counts as healthy', () => {
  const FIRST = healthyAfterMs(inputOf())!;
  const CHECKED = { hasHealthCheck: true, healthyAfterMs: 55_000 };

  it('40 s after RUNNING with neither a load balancer nor a health check', () => {
    expect(healthyAfterMs(inputOf({ service: { targetGroups: [] } }))).toBe(40_000);
  });

  it('when its health check says so, without a load balancer', () => {
    expect(healthyAfterMs(inputOf({ task: CHECKED, service: { targetGroups: [] } }))).toBe(55_000);
  });

  it('when the target group reports it healthy, without a health check', () => {
    expect(FIRST).toBeLessThan(30_000);
  });

  it('when both say so, whichever is later', () => {
    expect(healthyAfterMs(inputOf({ task: CHECKED }))).toBe(55_000);
    expect(healthyAfterMs(inputOf({ task: { ...CHECKED, healthyAfterMs: 0 } }))).toBe(FIRST);
  });

  it('when every one of its target groups reports it healthy; it is ACTIVATING before it is RUNNING', () => {
    const two = inputOf({
      service: { targetGroups: [...TARGETS, { targetGroup: 1, isReachable: true }] },
      input: {
        targetGroups: [targetGroup(), targetGroup({ name: 'inner', checkIntervalMs: 300_000 })],
        timing: timing({ activatingMs: constant(3000) }),
      },
    });
    const simulation = new Simulation(two);
    const activating: number[] = [];
    while (simulation.step() && simulation.cluster.healthyCount[0] === 0) {
      if (simulation.cluster.tasks.lastStatus[0] === ACTIVATING) activating.push(simulation.timeline.nowMs);
    }
    expect(activating[0]).toBe(1000);
    expect(simulation.cluster.tasks.startedAtMs[0]).toBe(4000);
    expect([0, 1].map((slot) => simulation.cluster.targets.status[slot])).toEqual([TARGET_HEALTHY, TARGET_HEALTHY]);
    const one = inputOf({ service: { targetGroups: [{ targetGroup: 1, isReachable: false }] } });
    expect(
      healthyAfterMs({ ...two, services: [service({ targetGroups: [...TARGETS, ...one.services[0]!.targetGroups] })] }),
    ).toBe(null);
  });
});

describe('a task whose target is unhealthy', () => {
  const failing = { task: { failsChecksAfterMs: 120_000 } };

  it('P4.17: is replaced, the replacement first; its stop says which target group (P12)', () => {
    const recording = simulate(inputOf({ ...failing, input: { durationMs: 20 * MINUTE_MS } }));
    const [first, second] = tasksOf(recording);
    expect(first!.cause).toBe('FAILED_ELB_HEALTH_CHECKS');
    expect(second!.createdAtMs).toBeLessThan(first!.stoppedAtMs);
    expect(eventsOf(recording).some(([, event, group]) => event === 'TARGET_UNHEALTHY' && group === 0)).toBe(true);
  });

  it('P4.18: is left alone in its grace period, and replaced when it is still unhealthy after it', () => {
    const stop = (graceMs: number) =>
      tasksOf(simulate(inputOf({ task: { failsChecksAfterMs: 0 }, service: { healthCheckGraceMs: graceMs } })))[1]!
        .createdAtMs;
    expect(stop(0)).toBeLessThan(100_000);
    expect(stop(600_000)).toBeGreaterThanOrEqual(600_000 + RUNNING_AT);
    expect(stop(600_000)).toBeLessThan(610_000 + RUNNING_AT);
  });

  it('P4.18: that is healthy again before its grace period ends stays', () => {
    const slow = { task: { answersAfterMs: 100_000 }, input: { durationMs: 15 * MINUTE_MS } };
    expect(tasksOf(simulate(inputOf({ ...slow, service: { healthCheckGraceMs: 400_000 } })))).toHaveLength(1);
    expect(tasksOf(simulate(inputOf(slow))).length).toBeGreaterThan(2);
  });

  it('P12.4: of a load balancer that cannot reach its tasks is replaced again and again, without a throttle', () => {
    const targetGroups = [{ targetGroup: 0, isReachable: false }];
    const recording = simulate(inputOf({ service: { targetGroups } }));
    const causes = new Set(tasksOf(recording).flatMap(({ cause }) => cause ?? []));
    expect([...causes]).toEqual(['FAILED_ELB_HEALTH_CHECKS']);
    expect(tasksOf(recording).length).toBeGreaterThan(8);
    expect(eventsOf(recording).some(([, event]) => event === 'START_IMPAIRED')).toBe(false);
  });
});

describe('a load-balanced task that stops', () => {
  const stopped = { updates: [{ atMs: 10 * MINUTE_MS, desiredCount: 0 }] };

  it('P4.21, P7.5: is DEACTIVATING and draining for the deregistration delay, then STOPPING', () => {
    const simulation = new Simulation(inputOf({ service: stopped }));
    const seen: [number, number, number][] = [];
    const { tasks, targets } = simulation.cluster;
    while (simulation.step()) {
      const status = tasks.lastStatus[0]!;
      if (status !== DEACTIVATING && status !== STOPPING) continue;
      if (seen.at(-1)?.[1] !== status) seen.push([simulation.timeline.nowMs, status, TARGET_UNUSED]);
      // What the stop entails comes a moment later, at the same instant.
      seen.at(-1)![2] = targets.status[0]!;
    }
    expect(seen.map(([, ...rest]) => rest)).toEqual([
      [DEACTIVATING, TARGET_DRAINING],
      [STOPPING, TARGET_UNUSED],
    ]);
    expect(seen[1]![0] - seen[0]![0]).toBe(300_000);
  });

  it('P4.21: takes the deregistration delay and its container stop time in all', () => {
    const stopMs = (delayMs: number) => {
      const recording = simulate(inputOf({ group: { deregistrationDelayMs: delayMs }, service: stopped }));
      return tasksOf(recording)[0]!.stoppedAtMs - 10 * MINUTE_MS;
    };
    expect(stopMs(120_000)).toBe(125_000);
    expect(stopMs(0)).toBe(5_000);
  });

  it('P4.4: occupies the upper bound while it drains, so that a rollout at 100/150 takes a delay per round', () => {
    const deployments = [{ atMs: 10 * MINUTE_MS, taskDefinition: 1, load: null, test: null }];
    const rollout = (delayMs: number) => {
      const simulation = new Simulation(
        inputOf({
          group: { deregistrationDelayMs: delayMs },
          service: { desiredCount: 2, maximumPercent: 150, deployments },
          input: { taskDefinitions: [definition(), definition({ revision: 2 })] },
        }),
      );
      let peak = 0;
      while (simulation.step()) {
        const { activeCount, stoppingCount } = simulation.cluster;
        peak = Math.max(peak, activeCount[0]! + stoppingCount[0]!);
      }
      return { peak, seconds: simulation.finish().deployments[1]!.endedAtMs! / 1000 - 600 };
    };
    const [slow, quick] = [rollout(300_000), rollout(0)];
    expect([slow.peak, quick.peak]).toEqual([3, 3]);
    expect(slow.seconds - quick.seconds).toBeGreaterThanOrEqual(600);
    expect(slow.seconds - quick.seconds).toBeLessThan(660);
  });

  it('P4.21: does not drain when it died, nor when it never ran', () => {
    const behaviour = { startFailureProbability: 0, exitAfterMs: constant(200_000), exitCode: 1 };
    const died = tasksOf(simulate(inputOf({ task: { behaviour } })))[0]!;
    expect(died.stoppedAtMs).toBe(RUNNING_AT + 200_000);
    const early = tasksOf(simulate(inputOf({ service: { updates: [{ atMs: 500, desiredCount: 0 }] } })))[0]!;
    expect(early.stoppedAtMs).toBeLessThan(20_000);
  });
});
