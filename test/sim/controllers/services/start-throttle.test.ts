import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { StartThrottle } from '../../../../src/sim/controllers/services/start-throttle.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import { constant, definition, input, service, template } from '../../builders.ts';
import { tasksOf } from '../../reading.ts';

function throttled() {
  const parts = assembleEngine(input({ services: [service()] }));
  const { cluster, timeline } = parts;
  const throttle = new StartThrottle(parts);
  /** A round of launches of the newest deployment, all of which fail. */
  const failRound = (count = 1) => {
    const tasks = Array.from({ length: count }, () => cluster.createTask(0, 0, 0, timeline.nowMs));
    for (const task of tasks) throttle.countFailure(task);
  };
  const deploy = () => cluster.deployments.open(0, 0, NONE, 0, 0, 0);
  return { cluster, timeline, throttle, failRound, deploy };
}

describe('the start throttle', () => {
  it('P4.19: counts a round of launches once, and delays from the fourth round on', () => {
    const { throttle, failRound } = throttled();
    const untilMs: number[] = [];
    for (let round = 0; round < 5; round++) {
      failRound(2);
      untilMs.push(throttle.untilMs(0));
    }
    expect(untilMs).toEqual([0, 0, 0, 60_000, 120_000]);
  });

  it('P4.19: a task that reaches RUNNING ends the row of failures', () => {
    const { cluster, timeline, throttle, failRound } = throttled();
    for (let round = 0; round < 6; round++) failRound();
    throttle.reset(cluster.createTask(0, 0, 0, 0));
    timeline.rest(1_000_000);
    failRound();
    expect(throttle.untilMs(0)).toBe(1_000_000);
  });

  it('P4.19: a new task definition starts anew, the hundredth too; an older one that RUNs ends no row but its own', () => {
    const { cluster, throttle, failRound, deploy } = throttled();
    for (let round = 0; round < 4; round++) failRound();
    expect(throttle.untilMs(0)).toBe(60_000);
    const older = cluster.createTask(0, 0, 0, 0);
    let newest = 0;
    while (newest < 100) newest = deploy();
    expect(throttle.untilMs(newest)).toBe(0);
    for (let round = 0; round < 4; round++) failRound();
    expect(throttle.untilMs(newest)).toBe(60_000);
    throttle.reset(older);
    failRound();
    expect(throttle.untilMs(newest)).toBe(120_000);
    expect(throttle.untilMs(0)).toBe(60_000);
  });

  it('P4.19, P4.23: a set that never starts is throttled beside one that crashes every minute and starts again', () => {
    const recording = simulate(
      input({
        durationMs: 24 * HOUR_MS,
        launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 131_072 })],
        taskDefinitions: [
          definition({ behaviour: { startFailureProbability: 0, exitAfterMs: constant(MINUTE_MS), exitCode: 1 } }),
          definition({ revision: 2, behaviour: { startFailureProbability: 1, exitAfterMs: null, exitCode: 1 } }),
        ],
        services: [
          service({
            desiredCount: 1,
            trafficShift: { percents: [100], stepBakeMs: 0, bakeMs: MINUTE_MS },
            deployments: [{ atMs: HOUR_MS, taskDefinition: 1, load: null, test: null }],
          }),
        ],
      }),
    );
    // Four rounds at once, then 1, 2, 4, 8, 16 and from there on 27 minutes apart, each round a tick late at most.
    const rounds = 4 + 5 + Math.floor((23 * 60 - 31) / 27);
    const failed = tasksOf(recording).filter(({ cause }) => cause === 'TASK_FAILED_TO_START').length;
    expect(failed).toBeGreaterThan(rounds - 3);
    expect(failed).toBeLessThanOrEqual(rounds + 1);
  });
});
