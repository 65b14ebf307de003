import { describe, expect, it } from 'vitest';
import { MINUTE_MS, NONE } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import {
  constant,
  definition,
  FARGATE,
  FARGATE_SPOT,
  fleet,
  input,
  listed,
  service,
  source,
  template,
  timing,
} from '../builders.ts';
import { eventsOf, failuresOf, tasksOf } from '../reading.ts';

const whole = definition({ cpuUnits: 2048 });
const twoFleets = {
  launchTemplates: [template(), template({ capacityProvider: 1 })],
  capacityProviders: [fleet([0], 'one'), fleet([1], 'two')],
};
const both = {
  strategy: [
    { capacityProvider: 0, base: 0, weight: 1 },
    { capacityProvider: 1, base: 0, weight: 1 },
  ],
};

describe('a task under a capacity provider strategy', () => {
  it('P5.3 EX base 2, weights 1 and 3: FARGATE and FARGATE_SPOT share 10 tasks of a service 4 : 6', () => {
    const strategy = [
      { capacityProvider: 0, base: 2, weight: 1 },
      { capacityProvider: 1, base: 0, weight: 3 },
    ];
    const recording = simulate(
      input({
        launchTemplates: [],
        capacityProviders: [FARGATE, FARGATE_SPOT],
        services: [service({ desiredCount: 10, capacity: { strategy } })],
      }),
    );
    const providers = tasksOf(recording).map((task) => task.provider);
    expect(providers.slice(0, 2)).toEqual(['FARGATE', 'FARGATE']);
    expect(providers.filter((provider) => provider === 'FARGATE_SPOT')).toHaveLength(6);
    expect(recording.meters.fargate.map(({ capacity, tasks }) => [capacity, tasks])).toEqual([
      ['on-demand', 4],
      ['spot', 6],
    ]);
  });

  it('P5.4: waits for its own provider and does not spill over to one that has room', () => {
    const recording = simulate(
      input({
        ...twoFleets,
        capacityProviders: [fleet([0], 'one'), fleet([1, 1, 1], 'two')],
        taskDefinitions: [whole],
        services: [service({ desiredCount: 4, capacity: both })],
      }),
    );
    expect(tasksOf(recording).map((task) => [task.provider, task.instance])).toEqual([
      ['one', 0],
      ['two', 1],
      ['one', NONE],
      ['two', 2],
    ]);
    expect(eventsOf(recording)).toContainEqual([0, 'PLACEMENT_FAILURE', 'RESOURCE:CPU']);
  });

  it('P5.3: the successors of tasks that have stopped are shared out as the first ones were', () => {
    const behaviour = { startFailureProbability: 0, exitAfterMs: constant(5000), exitCode: 1 };
    const strategy = [
      { capacityProvider: 0, base: 1, weight: 0 },
      { capacityProvider: 1, base: 0, weight: 1 },
    ];
    const recording = simulate(
      input({
        durationMs: 30_000,
        launchTemplates: [],
        capacityProviders: [FARGATE, FARGATE_SPOT],
        taskDefinitions: [definition({ behaviour })],
        services: [service({ desiredCount: 3, capacity: { strategy } })],
      }),
    );
    const rounds = [0, 10_000, 20_000].map((atMs) =>
      tasksOf(recording).flatMap((task) => (task.createdAtMs === atMs ? [task.provider] : [])),
    );
    expect(rounds).toEqual(new Array(3).fill(['FARGATE', 'FARGATE_SPOT', 'FARGATE_SPOT']));
  });

  it('P5.14: waits in PROVISIONING, first come first, and is placed in the instant that capacity is freed', () => {
    const recording = simulate(
      input({
        taskDefinitions: [whole],
        taskSources: [source({ arrivals: listed(0, 1000, 2000, 3000), durationMs: constant(MINUTE_MS) })],
      }),
    );
    // Each runs a minute from 1 s after its placement.
    expect(tasksOf(recording).map((task) => [task.createdAtMs, task.pullStartedAtMs, task.stoppedAtMs])).toEqual([
      [0, 0, 61_000],
      [1000, 61_000, 122_000],
      [2000, 122_000, 183_000],
      [3000, 183_000, 244_000],
    ]);
    expect(recording.counters.runTaskFailures[0]).toBe(0);
  });

  it('P5.14: a smaller task that fits goes before one that still does not', () => {
    const recording = simulate(
      input({
        durationMs: 3 * MINUTE_MS,
        taskDefinitions: [definition({ cpuUnits: 1024 }), whole, definition({ cpuUnits: 512 })],
        services: [service({})],
        taskSources: [
          source({ name: 'filler', taskDefinition: 0 }),
          source({ name: 'large', taskDefinition: 1, arrivals: listed(10) }),
          source({ name: 'small', taskDefinition: 2, arrivals: listed(20) }),
        ],
      }),
    );
    expect(tasksOf(recording).map((task) => [task.workload, task.pullStartedAtMs])).toEqual([
      ['web', 0],
      ['filler', 0],
      ['large', Number.NaN],
      ['small', 61_000],
    ]);
  });

  it('P3.21: waits for a task that its constraint asks for, and is placed when that one is RUNNING', () => {
    const near = { type: 'memberOf', expression: 'task:group == service:database' } as const;
    const recording = simulate(
      input({ services: [service({ placementConstraints: [near] }), service({ serviceName: 'database' })] }),
    );
    expect(tasksOf(recording).map((task) => [task.workload, task.createdAtMs, task.pullStartedAtMs])).toEqual([
      ['web', 0, 1000],
      ['database', 0, 0],
    ]);
  });

  it('P5.14: refuses more than the limit of waiting tasks', () => {
    const recording = simulate(
      input({
        capacityProviders: [fleet([])],
        launchTemplates: [],
        taskSources: [source({ count: 10, arrivals: listed(...new Array<number>(51).fill(0)) })],
      }),
    );
    expect(recording.counters.tasksCreated[0]).toBe(500);
    expect(recording.counters.runTaskFailures[0]).toBe(10);
    expect(failuresOf(recording)).toEqual([
      ['EMPTY CAPACITY PROVIDER', 500],
      ['PROVISIONING LIMIT', 10],
    ]);
  });

  it('P5.14: with launch type EC2 RunTask fails at once, with the reason', () => {
    const recording = simulate(
      input({
        taskDefinitions: [whole],
        taskSources: [source({ capacity: { launchType: 'EC2' }, arrivals: listed(0, 1000) })],
      }),
    );
    expect(recording.counters.tasksCreated[0]).toBe(1);
    expect(recording.counters.runTaskFailures[0]).toBe(1);
    expect(failuresOf(recording)).toEqual([['RESOURCE:CPU', 1]]);
    // RunTask answers its caller; only services have events.
    expect(eventsOf(recording)).toEqual([]);
  });

  it('P3.4: launch type EC2 considers the instances of every provider', () => {
    const recording = simulate(
      input({
        ...twoFleets,
        taskDefinitions: [whole],
        services: [service({ desiredCount: 2, capacity: { launchType: 'EC2' } })],
      }),
    );
    expect(tasksOf(recording).map((task) => task.instance)).toEqual([0, 1]);
  });

  it('P2.7, P4.20 (PROVISIONING): an awsvpc task waits for its ENI, and an instance holds no more than it has', () => {
    const recording = simulate(
      input({
        taskDefinitions: [definition({ isAwsvpc: true })],
        services: [service({ desiredCount: 3 })],
        timing: timing({ eniAttachMs: constant(3000) }),
      }),
    );
    expect(tasksOf(recording).map((task) => [task.pullStartedAtMs, task.startedAtMs])).toEqual([
      [3000, 4000],
      [3000, 4000],
      [Number.NaN, Number.NaN],
    ]);
    expect(eventsOf(recording)[0]).toEqual([0, 'PLACEMENT_FAILURE', 'RESOURCE:ENI']);
  });

  it('keeps one decision per attempt, with the candidates left after each stage', () => {
    const recording = simulate(input({ taskDefinitions: [whole], services: [service({ desiredCount: 2 })] }));
    const log = recording.placements!;
    expect([...log.containerInstance]).toEqual([0, NONE]);
    expect([...log.taskNumber]).toEqual([0, 1]);
    const [stages] = recording.placementStages as [string[]];
    expect([...log.candidates.subarray(0, stages.length)]).toEqual(stages.map(() => 1));
    expect([...log.candidates.subarray(log.stagesMax, log.stagesMax + stages.length)]).toEqual(stages.map(() => 0));
  });
});
