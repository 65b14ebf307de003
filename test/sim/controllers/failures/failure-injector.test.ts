import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { DECISION_KINDS, SPOT_NOTICE } from '../../../../src/sim/record/decisions.ts';
import type { Recording } from '../../../../src/sim/record/recording.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { HazardInput } from '../../../../src/sim/state/input/failures.ts';
import { definition, FARGATE, FARGATE_SPOT, fleet, input, service, template } from '../../builders.ts';
import { EC2 } from '../../fleets.ts';
import { tasksOf } from '../../reading.ts';

const failing = (...hazards: readonly HazardInput[]) => ({ failures: { hazards, incidents: [] } });
const onSpot = { strategy: [{ capacityProvider: 0, base: 0, weight: 1 }] };
const fargateSpot = { launchTemplates: [], capacityProviders: [FARGATE_SPOT], taskDefinitions: [definition()] };

const interruption = (perHour: number, parts: object = {}) => ({
  kind: 'instance-interruption' as const,
  launchTemplate: 0,
  perHour,
  withoutNotice: 0,
  drainsOnNotice: true,
  ...parts,
});

function notices({ decisions }: Recording): [number, number][] {
  return [...decisions.kind.keys()]
    .filter((row) => decisions.kind[row] === SPOT_NOTICE)
    .map((row) => [decisions.atMs[row]!, decisions.subject[row]!]);
}

/** Three standard deviations of a Poisson count. */
function within(count: number, expected: number) {
  expect(count).toBeGreaterThan(expected - 3 * Math.sqrt(expected));
  expect(count).toBeLessThan(expected + 3 * Math.sqrt(expected));
}

describe('Fargate Spot', () => {
  const run = (perHour: number, parts: object = {}) =>
    simulate(
      input({
        ...fargateSpot,
        durationMs: 10 * DAY_MS,
        services: [service({ capacity: onSpot, desiredCount: 20 })],
        ...failing({ kind: 'task-interruption', capacityProvider: 0, perHour }),
        ...parts,
      }),
    );

  it('P5.21: takes back rate × time of its tasks', () => {
    const recording = run(0.05);
    const runningHours = recording.workloadSeries.runningTasks.reduce((sum, value) => sum + value, 0) / HOUR_MS;
    expect(runningHours).toBeGreaterThan(4700);
    within(recording.counters.interruptedTasks[0]!, 0.05 * runningHours);
  });

  it('P5.21: an interrupted task gets SIGTERM with its notice, and its successor runs on Spot again (P5.4)', () => {
    const mixed = {
      capacityProviders: [FARGATE, FARGATE_SPOT],
      services: [
        service({
          desiredCount: 10,
          capacity: {
            strategy: [
              { capacityProvider: 0, base: 2, weight: 1 },
              { capacityProvider: 1, base: 0, weight: 3 },
            ],
          },
        }),
      ],
      ...failing({ kind: 'task-interruption', capacityProvider: 1, perHour: 0.2 }),
    };
    const all = tasksOf(run(0, mixed));
    const interrupted = all.filter(({ cause }) => cause === 'SPOT_INTERRUPTION');
    expect(interrupted.length).toBeGreaterThan(100);
    expect(new Set(interrupted.map(({ provider, exitCode }) => `${provider} ${exitCode}`))).toEqual(
      new Set(['FARGATE_SPOT 143']),
    );
    // 4 on demand since the start (P5.3), and nobody ever after.
    expect(all.filter(({ provider }) => provider === 'FARGATE').map(({ number }) => number)).toHaveLength(4);
    expect(all.filter(({ provider }) => provider === 'FARGATE_SPOT')).toHaveLength(6 + interrupted.length);
  });

  it('P5.21: a stopTimeout above the two minutes does not prolong them', () => {
    const slow = {
      taskDefinitions: [definition({ stopMs: 10 * MINUTE_MS })],
      services: [service({ capacity: onSpot })],
    };
    const [first, second] = tasksOf(run(0.2, slow));
    // Its successor starts at the next tick after the notice.
    expect(first!.stoppedAtMs - second!.createdAtMs).toBeGreaterThan(110_000);
    expect(first!.stoppedAtMs - second!.createdAtMs).toBeLessThanOrEqual(120_000);
  });

  it('another service, and other kinds of failure, move no interruption', () => {
    const alone = run(0.05, { durationMs: DAY_MS });
    const other = service({ serviceName: 'other', capacity: onSpot, desiredCount: 5 });
    const both = run(0.05, {
      durationMs: DAY_MS,
      services: [service({ capacity: onSpot, desiredCount: 20 }), other],
      ...failing(
        { kind: 'task-interruption', capacityProvider: 0, perHour: 0.05 },
        { kind: 'task-crash', service: 1, perHour: 1, exitCode: 1 },
      ),
    });
    const lives = (recording: Recording) =>
      tasksOf(recording).filter(({ cause, workload }) => cause === 'SPOT_INTERRUPTION' && workload === 'web').length;
    expect(lives(alone)).toBeGreaterThan(10);
    expect(lives(both)).toBe(lives(alone));
  });
});

describe('EC2 Spot', () => {
  const spot = template({ purchaseOption: 'spot' });
  const run = (hazard: HazardInput, parts: object = {}) =>
    simulate(
      input({
        launchTemplates: [spot],
        capacityProviders: [fleet(Array.from({ length: 200 }, () => 0))],
        durationMs: 10 * HOUR_MS,
        ...failing(hazard),
        ...parts,
      }),
    );

  it('P9.5: takes back the share of instances that rate and time say', () => {
    const recording = run(interruption(0.05));
    const expected = 200 * (1 - Math.exp(-0.05 * 10));
    const deviation = Math.sqrt(expected * Math.exp(-0.5));
    expect(Math.abs(notices(recording).length - expected)).toBeLessThan(3 * deviation);
  });

  it('P9.5: ends an instance two minutes after its notice, and bills it until then', () => {
    const recording = run(interruption(1), {
      capacityProviders: [fleet([0])],
      durationMs: DAY_MS,
      taskDefinitions: [definition()],
      services: [service({ capacity: EC2 })],
    });
    const [[noticeMs]] = notices(recording) as [[number, number]];
    expect(recording.meters.ec2[0]!.instanceSeconds).toBe(Math.ceil((noticeMs + 2 * MINUTE_MS) / 1000));
  });

  it('P9.5: with ECS_ENABLE_SPOT_INSTANCE_DRAINING its service tasks are replaced before it goes, without it they die', () => {
    const two = {
      launchTemplates: [spot, template({ zone: 1 })],
      capacityProviders: [fleet([0, 1])],
      durationMs: DAY_MS,
      services: [
        service({ capacity: EC2, desiredCount: 4, placementStrategy: [{ type: 'spread', field: 'instanceId' }] }),
      ],
    };
    const drained = run(interruption(1), two);
    expect(tasksOf(drained).filter(({ cause }) => cause === 'DRAINED')).toHaveLength(2);
    expect(drained.counters.interruptedTasks[0]).toBe(0);
    expect(drained.serviceLevels.healthyTasksMin[0]).toBe(4);
    const dead = run(interruption(1, { drainsOnNotice: false }), two);
    expect(dead.counters.interruptedTasks[0]).toBe(2);
    expect(dead.serviceLevels.healthyTasksMin[0]).toBe(2);
    expect(
      tasksOf(dead)
        .filter(({ cause }) => cause === 'HOST_TERMINATED')
        .map(({ exitCode }) => exitCode),
    ).toEqual([-1, -1]);
  });

  it('P9.5: terminations by rebalancing give ECS no notice, and leave all other ends where they are', () => {
    const some = run(interruption(0.2, { withoutNotice: 0.5 }));
    const all = run(interruption(0.2, { withoutNotice: 1 }));
    const none = run(interruption(0.2));
    expect(notices(all)).toEqual([]);
    expect(notices(some).length).toBeLessThan(notices(none).length);
    for (const notice of notices(some)) expect(notices(none)).toContainEqual(notice);
  });
});

describe('other failures at random', () => {
  it('instances fail without notice, and their tasks with them', () => {
    const recording = simulate(
      input({
        capacityProviders: [fleet([0])],
        durationMs: DAY_MS,
        services: [service({ capacity: EC2, desiredCount: 3 })],
        ...failing({ kind: 'instance-failure', launchTemplate: 0, perHour: 1 }),
      }),
    );
    expect(recording.counters.interruptedTasks[0]).toBe(3);
    expect(notices(recording)).toEqual([]);
    expect([...recording.decisions.kind].map((kind) => DECISION_KINDS[kind]!.name)).toEqual(['INSTANCE_TERMINATED']);
  });

  it('P1.18: a task that crashes exits with its code and is replaced, without a throttle (P4.19)', () => {
    const recording = simulate(
      input({
        capacityProviders: [fleet([0, 0])],
        durationMs: 10 * DAY_MS,
        services: [service({ capacity: EC2, desiredCount: 8 })],
        ...failing({ kind: 'task-crash', service: 0, perHour: 0.1, exitCode: 139 }),
      }),
    );
    const crashed = tasksOf(recording).filter(({ cause }) => cause === 'ESSENTIAL_CONTAINER_EXITED');
    const runningHours = recording.workloadSeries.runningTasks.reduce((sum, value) => sum + value, 0) / HOUR_MS;
    within(crashed.length, 0.1 * runningHours);
    expect(new Set(crashed.map(({ exitCode }) => exitCode))).toEqual(new Set([139]));
    expect(recording.counters.tasksCreated[0]).toBe(8 + crashed.length);
    expect(recording.serviceLevels.pendingMaxMs[0]).toBeLessThan(MINUTE_MS);
  });
});
