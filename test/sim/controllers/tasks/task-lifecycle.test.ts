import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../../src/base/units.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import { ENI_TIMED_OUT, PULL_TIMED_OUT, TOO_MANY_REQUESTS } from '../../../../src/sim/state/start-failures.ts';
import { constant, definition, FARGATE, fleet, image, input, listed, service, source, timing } from '../../builders.ts';
import { meanOf, tasksOf } from '../../reading.ts';

const onFargate = { launchTemplates: [], capacityProviders: [FARGATE] };

describe('a task on its way to RUNNING', () => {
  it('P4.20 EX (AWS): on Fargate 0.25 vCPU: 17.7 s before the pull, 3.0 s pull, 3.0 s to RUNNING, 23.7 s in total', () => {
    const recording = simulate(
      input({
        ...onFargate,
        images: [image('web', 90)],
        taskDefinitions: [definition({ isAwsvpc: true, images: [0] })],
        services: [service()],
        timing: timing({ fargateProvisioningMs: constant(17_701), containerStartMs: constant(3000) }),
      }),
    );
    expect(tasksOf(recording)).toMatchObject([{ createdAtMs: 0, pullStartedAtMs: 17_701, startedAtMs: 23_701 }]);
    expect(recording.pendingTimes[0]!.maxMs).toBeCloseTo(23_701, -2);
    expect(recording.pendingTimes[0]!.count).toBe(1);
  });

  it('P8.6: pulls slower with less than 1 vCPU, and everything again for each task', () => {
    const images = [image('web', 60)];
    const startedAtMs = (fargateCpuUnits: number) => {
      const taskDefinitions = [definition({ isAwsvpc: true, images: [0], fargateCpuUnits })];
      const recording = simulate(
        input({ ...onFargate, images, taskDefinitions, services: [service({ desiredCount: 2 })] }),
      );
      return tasksOf(recording).map((task) => task.startedAtMs);
    };
    expect(startedAtMs(1024)).toEqual([2000, 2000]);
    expect(startedAtMs(512)).toEqual([3000, 3000]);
  });

  it('P8.6: starts an image with a SOCI index once a part of it is there; all of it is transferred', () => {
    const images = [image('big', 600, { isLazy: true }), image('whole', 60)];
    const taskDefinitions = [definition({ isAwsvpc: true, images: [0, 1], fargateCpuUnits: 1024 })];
    const recording = simulate(input({ ...onFargate, images, taskDefinitions, services: [service()] }));
    // A tenth of 600 MiB and 60 MiB at 60 MiB/s, and a second for the container.
    expect(tasksOf(recording)[0]!.startedAtMs).toBe(3000);
    expect(recording.network.ecrPulledMiB).toBe(660);
  });

  it('P1.15, P12: images that the storage of the task does not hold end its start: no space left on device', () => {
    const started = (imageStorageMiB: number) => {
      const images = [image('web', 60), image('sidecar', 60)];
      const taskDefinitions = [definition({ isAwsvpc: true, images: [0, 1], fargateCpuUnits: 1024, imageStorageMiB })];
      return tasksOf(simulate(input({ ...onFargate, images, taskDefinitions, taskSources: [source()] })))[0]!;
    };
    expect(started(120)).toMatchObject({ startFailure: undefined, startedAtMs: 3000 });
    expect(started(119)).toMatchObject({ startFailure: 'NO_SPACE_LEFT', cause: 'TASK_FAILED_TO_START' });
    expect(started(119).stoppedAtMs).toBe(2000);
  });

  it('P2.13, P10.1: on EC2 the second task on an instance pulls nothing, and one beside it waits for the same pull', () => {
    const recording = simulate(
      input({
        images: [image('web', 500)],
        capacityProviders: [fleet([0])],
        taskDefinitions: [definition({ images: [0] })],
        services: [service({ desiredCount: 2, updates: [{ atMs: MINUTE_MS, desiredCount: 3 }] })],
      }),
    );
    expect(tasksOf(recording).map((task) => task.startedAtMs)).toEqual([6000, 6000, 61_000]);
  });

  it('P1.19: waits for what its containers wait for', () => {
    const recording = simulate(input({ taskDefinitions: [definition({ startupMs: 15_000 })], services: [service()] }));
    expect(tasksOf(recording)).toMatchObject([{ startedAtMs: 16_000 }]);
  });

  it('a failed start is STOPPED without RUNNING, with the reason', () => {
    const behaviour = { startFailureProbability: 1, exitAfterMs: null, exitCode: 0 };
    const recording = simulate(input({ taskDefinitions: [definition({ behaviour })], taskSources: [source()] }));
    expect(tasksOf(recording)).toMatchObject([{ stoppedAtMs: 1000, cause: 'TASK_FAILED_TO_START' }]);
    expect(recording.counters.tasksStarted[0]).toBe(0);
    expect(recording.pendingTimes[0]!.count).toBe(0);
  });
});

describe('a start that fails for a reason (P12)', () => {
  const images = [image('web', 100)];
  const taskDefinitions = [definition({ isAwsvpc: true, images: [0] })];
  const work = { ...onFargate, images, taskDefinitions, taskSources: [source()] };

  it('P12: an ENI that takes too long ends the task in PROVISIONING, without a pull and without a bill', () => {
    const slow = timing({ fargateProvisioningMs: constant(200_000), eniTimeoutMs: 180_000 });
    const recording = simulate(input({ ...work, timing: slow }));
    expect(tasksOf(recording)).toMatchObject([
      {
        cause: 'TASK_FAILED_TO_START',
        startFailure: 'ENI_TIMED_OUT',
        stoppedAtMs: 180_000,
        pullStartedAtMs: Number.NaN,
      },
    ]);
    expect(recording.meters.fargate).toMatchObject([{ taskSeconds: 0 }]);
    expect(recording.startFailures[ENI_TIMED_OUT]).toBe(1);
    expect(recording.counters.startFailures[0]).toBe(1);
  });

  it('P12: without an answer of the registry the start fails after the time limit, with the reason', () => {
    const simulation = new Simulation(input({ ...work, timing: timing({ connectionTimeoutMs: constant(170_000) }) }));
    simulation.cluster.registryFailure = PULL_TIMED_OUT;
    expect(tasksOf(simulation.finish())).toMatchObject([
      { cause: 'TASK_FAILED_TO_START', startFailure: 'PULL_TIMED_OUT', pullStartedAtMs: 0, stoppedAtMs: 170_000 },
    ]);
  });

  it('P10.2: a registry that answers again is asked again, and the task starts', () => {
    const simulation = new Simulation(input({ ...work, timing: timing({ pullRetryMs: 15_000 }) }));
    simulation.cluster.registryFailure = PULL_TIMED_OUT;
    simulation.runUntil(50_000);
    simulation.cluster.registryFailure = NONE;
    const recording = simulation.finish();
    // Asked again at 60 s: 100 MiB at 30 MiB/s, and a second to start.
    expect(tasksOf(recording)).toMatchObject([{ startedAtMs: 64_333, startFailure: undefined }]);
    expect(recording.counters.startFailures[0]).toBe(0);
  });

  it('P12: a registry that refuses fails the start at once', () => {
    const simulation = new Simulation(input({ ...work, timing: timing({ startRefusedMs: constant(2000) }) }));
    simulation.cluster.registryFailure = TOO_MANY_REQUESTS;
    expect(tasksOf(simulation.finish())).toMatchObject([{ startFailure: 'TOO_MANY_REQUESTS', stoppedAtMs: 2000 }]);
  });

  it('P2.13: an image that is on the instance needs no registry', () => {
    const simulation = new Simulation(
      input({
        images,
        taskDefinitions: [definition({ images: [0] })],
        taskSources: [source({ arrivals: listed(0, MINUTE_MS) })],
      }),
    );
    simulation.runUntil(30_000);
    simulation.cluster.registryFailure = PULL_TIMED_OUT;
    const [first, second] = tasksOf(simulation.finish());
    expect([first!.startedAtMs, second!.startedAtMs]).toEqual([2000, MINUTE_MS + 1000]);
  });
});

describe('a task that ends by itself', () => {
  it('runs for its duration and exits with 0; of many starts the failures are as many as their chance', () => {
    const arrivals = listed(...Array.from({ length: 2000 }, (_, i) => i * 1000));
    const behaviour = { startFailureProbability: 0.3, exitAfterMs: null, exitCode: 9 };
    const recording = simulate(
      input({
        ...onFargate,
        taskDefinitions: [definition({ isAwsvpc: true, behaviour })],
        taskSources: [source({ arrivals })],
      }),
    );
    const failures = recording.counters.startFailures[0]!;
    expect(Math.abs(failures - 600)).toBeLessThan(5 * Math.sqrt(2000 * 0.3 * 0.7));
    for (const task of tasksOf(recording).filter((one) => one.cause === 'ESSENTIAL_CONTAINER_EXITED')) {
      expect(task.stoppedAtMs - task.startedAtMs).toBe(MINUTE_MS);
      expect(task.exitCode).toBe(0);
    }
  });

  it('exits earlier where its program does, with the exit code of that; it has none while it runs (P1.18, P12.7)', () => {
    const exits = (exitAfterMs: number) => {
      const behaviour = { startFailureProbability: 0, exitAfterMs: constant(exitAfterMs), exitCode: 9 };
      const taskDefinitions = [definition({ isAwsvpc: true, behaviour })];
      const arrivals = listed(0, HOUR_MS - 30_000);
      const recording = simulate(input({ ...onFargate, taskDefinitions, taskSources: [source({ arrivals })] }));
      return tasksOf(recording).map((task) => [task.stoppedAtMs - task.startedAtMs, task.exitCode]);
    };
    expect(exits(20_000)).toEqual([
      [20_000, 9],
      [20_000, 9],
    ]);
    expect(exits(2 * MINUTE_MS)).toEqual([
      [MINUTE_MS, 0],
      [Number.NaN, NONE],
    ]);
  });

  it('P8.1 EX 25 s: a Fargate task is billed as 60 s; a longer one from the pull to STOPPED, a begun second whole', () => {
    const recording = simulate(
      input({
        ...onFargate,
        taskDefinitions: [definition({ isAwsvpc: true })],
        taskSources: [
          source({ name: 'short', durationMs: constant(25_000) }),
          source({ name: 'long', durationMs: constant(99_100) }),
        ],
        timing: timing({ fargateProvisioningMs: constant(15_000) }),
      }),
    );
    expect(recording.meters.fargate.map((meter) => meter.taskSeconds)).toEqual([60, 101]);
  });

  it('P9.6: holds a public IPv4 address from its creation, where it has one', () => {
    const recording = simulate(
      input({
        ...onFargate,
        taskDefinitions: [definition({ isAwsvpc: true })],
        taskSources: [
          source({ name: 'public', durationMs: constant(25_000), hasPublicIpv4: true }),
          source({ name: 'private', durationMs: constant(25_000) }),
        ],
        timing: timing({ fargateProvisioningMs: constant(15_000) }),
      }),
    );
    expect(recording.meters.fargate.map((meter) => meter.publicIpv4Seconds)).toEqual([41, 0]);
  });

  it('P8.1: told to stop while it waits for its ENI it never pulls, and costs nothing', () => {
    const recording = simulate(
      input({
        ...onFargate,
        taskDefinitions: [definition({ isAwsvpc: true })],
        services: [service({ updates: [{ atMs: 5000, desiredCount: 0 }] })],
        timing: timing({ fargateProvisioningMs: constant(15_000), deprovisioningMs: constant(20_000) }),
      }),
    );
    expect(tasksOf(recording)).toMatchObject([{ pullStartedAtMs: Number.NaN, stoppedAtMs: 25_000 }]);
    expect(recording.meters.fargate).toMatchObject([{ tasks: 0, taskSeconds: 0 }]);
    expect(meanOf(recording.poolSeries.reservedCpuUnits, recording)).toBe(0);
  });

  it('is in the log and billed when the run ends before it does', () => {
    const recording = simulate(
      input({
        ...onFargate,
        durationMs: 90_500,
        taskDefinitions: [definition({ isAwsvpc: true })],
        taskSources: [source({ durationMs: constant(1e6) })],
      }),
    );
    expect(tasksOf(recording)).toMatchObject([{ stoppedAtMs: Number.NaN, cause: undefined, startedAtMs: 1000 }]);
    expect(recording.meters.fargate).toMatchObject([{ taskSeconds: 91, tasks: 1 }]);
    expect(meanOf(recording.workloadSeries.runningTasks, recording) * 90_500).toBeCloseTo(89_500, 6);
  });

  it('P1.24: a standalone task is never stopped because of its health', () => {
    const recording = simulate(
      input({
        taskDefinitions: [definition({ healthyAfterMs: 1e14, unhealthyAfterMs: 10_000 })],
        taskSources: [source({ durationMs: constant(MINUTE_MS) })],
      }),
    );
    const [task] = tasksOf(recording);
    expect([task!.stoppedAtMs - task!.startedAtMs, task!.cause]).toEqual([MINUTE_MS, 'ESSENTIAL_CONTAINER_EXITED']);
  });

  it('P4.22: a STOPPED task has left the cluster and stands in the log', () => {
    const simulation = new Simulation(input({ taskSources: [source({ durationMs: constant(MINUTE_MS) })] }));
    simulation.runUntil(30_000);
    expect(simulation.cluster.tasks.rows.count).toBe(1);
    simulation.runUntil(2 * MINUTE_MS);
    expect(simulation.cluster.tasks.rows.count).toBe(0);
    expect(tasksOf(simulation.finish())).toHaveLength(1);
  });
});
