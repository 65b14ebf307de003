import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../../src/base/units.ts';
import { CODE_DEPLOY_CONFIGURATIONS, linearPercents } from '../../../../src/scenario/ecs/traffic-shift.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { TrafficShiftInput } from '../../../../src/sim/state/input/deployments.ts';
import type { ServiceInput } from '../../../../src/sim/state/input.ts';
import { definition, input, service, template } from '../../builders.ts';
import { EC2 } from '../../fleets.ts';
import { decisionsOf, eventsOf, tasksOf } from '../../reading.ts';

const DEPLOYED_AT = 10 * MINUTE_MS;
/** Launched at once, RUNNING after 1 s and healthy 40 s after that (P4.5). */
const HEALTHY_AT = DEPLOYED_AT + 41_000;
const NEVER_STARTS = definition({
  revision: 3,
  behaviour: { startFailureProbability: 1, exitAfterMs: null, exitCode: 1 },
});
const DEFINITIONS = [definition(), definition({ revision: 2 }), NEVER_STARTS];

const BLUE_GREEN: TrafficShiftInput = { percents: [100], stepBakeMs: 0, bakeMs: 5 * MINUTE_MS };
const CANARY: TrafficShiftInput = { percents: [5, 100], stepBakeMs: 10 * MINUTE_MS, bakeMs: 0 };
const LINEAR: TrafficShiftInput = { percents: linearPercents(10), stepBakeMs: 6 * MINUTE_MS, bakeMs: 0 };

function deployment(parts: Partial<ServiceInput['deployments'][number]> = {}) {
  return { atMs: DEPLOYED_AT, taskDefinition: 1, load: null, test: null, ...parts };
}

function inputOf(parts: Partial<ServiceInput>, durationMs = 2 * HOUR_MS) {
  return input({
    durationMs,
    launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 131_072 })],
    taskDefinitions: DEFINITIONS,
    services: [service({ desiredCount: 4, deployments: [deployment()], ...parts })],
  });
}

/** [when, percent to the new deployment] of every shift. */
function shiftsOf(recording: ReturnType<typeof simulate>): (readonly [number, number])[] {
  return decisionsOf(recording)
    .filter(({ kind }) => kind === 'TRAFFIC_SHIFTED')
    .map(({ atMs, values }) => [atMs, values.trafficPercent!] as const);
}

/** Looks at the tables after every event: most tasks at once, and fewest healthy ones since the deployment. */
function watch(given: ReturnType<typeof inputOf>) {
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
  return { peak, healthyMin, cluster: simulation.cluster, recording: simulation.finish() };
}

describe('BLUE_GREEN', () => {
  it('P4.23: a full second set, all traffic at once, bake time, then the old set stops; peak 2 × desired', () => {
    const { peak, healthyMin, recording } = watch(inputOf({ trafficShift: BLUE_GREEN }));
    expect([peak, healthyMin]).toEqual([8, 4]);
    expect(shiftsOf(recording)).toEqual([[HEALTHY_AT, 100]]);
    const stopsAtMs = HEALTHY_AT + BLUE_GREEN.bakeMs;
    expect(tasksOf(recording).map(({ stoppedAtMs }) => stoppedAtMs)).toEqual([
      ...Array(4).fill(stopsAtMs + 5000),
      ...Array(4).fill(Number.NaN),
    ]);
    expect(recording.deployments.at(-1)).toMatchObject({
      rolloutState: 'COMPLETED',
      startedAtMs: DEPLOYED_AT,
      endedAtMs: stopsAtMs + 5000,
    });
  });

  it('P4.23: a test comes between the healthy set and the shift; one that fails leaves the old set in place', () => {
    const test = { durationMs: 3 * MINUTE_MS, fails: false };
    const passed = simulate(inputOf({ trafficShift: BLUE_GREEN, deployments: [deployment({ test })] }));
    expect(shiftsOf(passed)).toEqual([[HEALTHY_AT + 3 * MINUTE_MS, 100]]);
    const failing = [deployment({ test: { ...test, fails: true } })];
    const { recording, healthyMin, cluster } = watch(inputOf({ trafficShift: BLUE_GREEN, deployments: failing }));
    expect(shiftsOf(recording)).toEqual([]);
    expect(healthyMin).toBe(4);
    expect(recording.deployments.map((one) => [one.status, one.rolloutState, one.failure])).toEqual([
      ['PRIMARY', 'COMPLETED', null],
      ['INACTIVE', 'FAILED', 'TEST'],
    ]);
    const failedAtMs = HEALTHY_AT + 3 * MINUTE_MS;
    expect(eventsOf(recording)).toContainEqual([failedAtMs, 'DEPLOYMENT_FAILED_TEST', 2]);
    expect(eventsOf(recording)).toContainEqual([failedAtMs, 'ROLLING_BACK', 1]);
    const causes = tasksOf(recording).map(({ cause }) => cause);
    expect(causes).toEqual([...Array(4).fill(undefined), ...Array(4).fill('REPLACED_BY_DEPLOYMENT')]);
    expect([...cluster.deployments.productionTrafficPercent.slice(0, 2)]).toEqual([100, 0]);
  });

  it('P4.15: the circuit breaker is of rolling updates: a set that never starts leaves the old one in place', () => {
    const { recording, healthyMin, cluster } = watch(
      inputOf({ trafficShift: BLUE_GREEN, deployments: [deployment({ taskDefinition: 2 })] }),
    );
    expect(healthyMin).toBe(4);
    expect(recording.deployments.at(-1)).toMatchObject({ rolloutState: 'IN_PROGRESS', endedAtMs: null });
    expect([...cluster.deployments.productionTrafficPercent.slice(0, 2)]).toEqual([100, 0]);
  });

  it('P4.7: both sets follow a desired count that changes meanwhile', () => {
    const updates = [
      { atMs: HEALTHY_AT + MINUTE_MS, desiredCount: 6 },
      { atMs: HEALTHY_AT + 3 * MINUTE_MS, desiredCount: 2 },
    ];
    const simulation = new Simulation(inputOf({ trafficShift: BLUE_GREEN, updates }));
    const at = (timeMs: number) => {
      simulation.runUntil(timeMs);
      return [...simulation.cluster.deployments.activeCount.slice(0, 2)];
    };
    expect(at(HEALTHY_AT + 2 * MINUTE_MS)).toEqual([6, 6]);
    expect(at(HEALTHY_AT + 4 * MINUTE_MS)).toEqual([2, 2]);
    expect(at(HEALTHY_AT + 6 * MINUTE_MS)).toEqual([0, 2]);
  });

  it('P4.1: a task of the old set that ends meanwhile is replaced by one of its own revision', () => {
    const behaviour = {
      startFailureProbability: 0,
      exitAfterMs: { kind: 'constant', value: 12 * MINUTE_MS },
      exitCode: 1,
    } as const;
    const given = inputOf({ trafficShift: { ...BLUE_GREEN, bakeMs: HOUR_MS } });
    const recording = simulate({ ...given, taskDefinitions: [definition({ behaviour }), DEFINITIONS[1]!] });
    const after = tasksOf(recording).filter(({ createdAtMs }) => createdAtMs > HEALTHY_AT);
    expect(after.length).toBeGreaterThan(0);
    expect(after.every(({ deployment: number }) => number === 1)).toBe(true);
  });

  it('P4.10: a newer update before the shift sends the set in between away; the old set keeps serving', () => {
    const later = deployment({ atMs: DEPLOYED_AT + 20_000, taskDefinition: 0 });
    const { recording, healthyMin, peak } = watch(
      inputOf({ trafficShift: BLUE_GREEN, deployments: [deployment(), later] }),
    );
    expect([healthyMin, peak <= 12]).toEqual([4, true]);
    expect(recording.deployments.map(({ rolloutState }) => rolloutState)).toEqual([
      'COMPLETED',
      'IN_PROGRESS',
      'COMPLETED',
    ]);
    // The set in between goes at once; the first one after the shift to the third and its bake time.
    expect(shiftsOf(recording)).toEqual([[later.atMs + 41_000, 100]]);
    const stops = tasksOf(recording).map(({ stoppedAtMs }) => stoppedAtMs);
    expect(new Set(stops.slice(4, 8))).toEqual(new Set([later.atMs + 5000]));
    expect(new Set(stops.slice(0, 4))).toEqual(new Set([later.atMs + 41_000 + BLUE_GREEN.bakeMs + 5000]));
  });
});

describe('CANARY and LINEAR', () => {
  it('P4.24: CANARY shifts 5 %, and the rest 10 minutes later', () => {
    expect(shiftsOf(simulate(inputOf({ trafficShift: CANARY })))).toEqual([
      [HEALTHY_AT, 5],
      [HEALTHY_AT + 10 * MINUTE_MS, 100],
    ]);
  });

  it('P4.24 EX: LINEAR by default is 10 steps and 9 waits of 6 minutes, 54 minutes to the full shift', () => {
    const recording = simulate(inputOf({ trafficShift: LINEAR }));
    const shifts = shiftsOf(recording);
    expect(shifts.map(([, percent]) => percent)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(shifts.at(-1)![0] - shifts[0]![0]).toBe(54 * MINUTE_MS);
    // No bake after 100 %: the old tasks stop with the last shift.
    expect(tasksOf(recording)[0]!.stoppedAtMs).toBe(shifts.at(-1)![0] + 5000);
  });

  it('P4.24: the last step of LINEAR is what is left', () => {
    expect(linearPercents(30)).toEqual([30, 60, 90, 100]);
    expect(linearPercents(100)).toEqual([100]);
    // AWS: an 11 % step waits 9 times.
    expect(linearPercents(11)).toHaveLength(10);
    expect(CODE_DEPLOY_CONFIGURATIONS['CodeDeployDefault.ECSLinear10PercentEvery3Minutes'].percents).toHaveLength(10);
  });

  it('P4.10: a newer update in mid-shift takes all traffic back first', () => {
    const later = deployment({ atMs: HEALTHY_AT + MINUTE_MS, taskDefinition: 0 });
    const simulation = new Simulation(inputOf({ trafficShift: CANARY, deployments: [deployment(), later] }));
    simulation.runUntil(later.atMs);
    const traffic = () => [...simulation.cluster.deployments.productionTrafficPercent.slice(0, 3)];
    expect(traffic()).toEqual([95, 5, Number.NaN]);
    simulation.runUntil(later.atMs + 1);
    expect(traffic()).toEqual([100, 0, 0]);
  });
});

describe('any shift of traffic', () => {
  const parts = fc.record({
    desiredCount: fc.nat(5),
    trafficShift: fc.constantFrom(BLUE_GREEN, { ...CANARY, stepBakeMs: MINUTE_MS }),
    capacity: fc.constantFrom(EC2, service().capacity),
    deployments: fc
      .array(
        fc.record({
          atMs: fc.integer({ min: 1, max: 20 * MINUTE_MS }),
          taskDefinition: fc.nat(2),
          load: fc.constant(null),
          test: fc.constantFrom(null, { durationMs: 30_000, fails: true }),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((all) => all.sort((one, other) => one.atMs - other.atMs)),
    updates: fc
      .array(fc.record({ atMs: fc.nat(25 * MINUTE_MS), desiredCount: fc.nat(5) }), { maxLength: 2 })
      .map((all) => all.sort((one, other) => one.atMs - other.atMs)),
  });

  it('P4.23: the shares add up to 100, and who has traffic is there', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const simulation = new Simulation(inputOf(given, 40 * MINUTE_MS));
        const { deployments } = simulation.cluster;
        while (simulation.step()) {
          simulation.cluster.validate();
          const percents = [...deployments.productionTrafficPercent.slice(0, deployments.count)];
          const known = percents.filter((percent) => !Number.isNaN(percent));
          if (known.length > 0) expect(known.reduce((sum, percent) => sum + percent, 0)).toBe(100);
          const primary = deployments.primary[0]!;
          const source = deployments.source[primary]!;
          percents.forEach((percent, row) => {
            if (percent > 0) expect([primary, source]).toContain(row);
          });
          if (source !== NONE) expect(deployments.source[source]).toBe(NONE);
        }
      }),
      { numRuns: 60 },
    );
  });
});
