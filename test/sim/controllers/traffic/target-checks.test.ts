import { describe, expect, it } from 'vitest';
import {
  CHECK_PASSED,
  CHECK_REFUSED,
  CHECK_TIMED_OUT,
  TargetChecks,
} from '../../../../src/sim/controllers/traffic/target-checks.ts';
import type { TargetGroupInput } from '../../../../src/sim/state/input/load-balancing.ts';
import type { TaskDefinitionInput } from '../../../../src/sim/state/input.ts';
import { TARGET_HEALTHY, TARGET_INITIAL, TARGET_UNHEALTHY } from '../../../../src/sim/state/target-groups.ts';
import { definition, input, service, targetGroup } from '../../builders.ts';
import { clusterOf, runTaskOn } from '../../clusters.ts';

/** A task RUNNING since 1 s, whose target is in that state. */
function checksOf(
  task: Partial<TaskDefinitionInput>,
  group: Partial<TargetGroupInput> = {},
  status = TARGET_HEALTHY,
  isReachable = true,
) {
  const cluster = clusterOf(
    input({
      taskDefinitions: [definition(task)],
      targetGroups: [targetGroup(group)],
      services: [service({ targetGroups: [{ targetGroup: 0, isReachable }] })],
    }),
  );
  const row = runTaskOn(cluster, 0);
  cluster.tasks.programStartedAtMs[row] = 1000;
  cluster.targets.setStatus(row, 0, 0, 0, status);
  const checks = new TargetChecks(cluster);
  return {
    cluster,
    outcome: (atMs: number) => checks.outcome(row, 0, atMs),
    nextMs: (atMs: number) => checks.nextMs(row, 0, atMs),
  };
}

describe('a health check', () => {
  it('times out before the program is ready, passes then, and is refused once it fails', () => {
    const { outcome } = checksOf({ answersAfterMs: 5000, failsChecksAfterMs: 9000 });
    expect([1000, 5999, 6000, 9999, 10_000].map(outcome)).toEqual([
      CHECK_TIMED_OUT,
      CHECK_TIMED_OUT,
      CHECK_PASSED,
      CHECK_PASSED,
      CHECK_REFUSED,
    ]);
  });

  it('P12.4: times out where the load balancer cannot reach its targets', () => {
    expect(checksOf({}, {}, TARGET_INITIAL, false).outcome(60_000)).toBe(CHECK_TIMED_OUT);
  });

  it('times out under overload, only where the group says so', () => {
    for (const failsChecksWhenOverloaded of [true, false]) {
      const { cluster, outcome } = checksOf({}, { failsChecksWhenOverloaded });
      cluster.targets.openRequests(cluster.requests.length);
      cluster.targets.isOverloaded[0] = 1;
      expect(outcome(60_000)).toBe(failsChecksWhenOverloaded ? CHECK_TIMED_OUT : CHECK_PASSED);
    }
  });
});

describe('the next check that matters', () => {
  it('is the next one of a new target, and none of one that stays as it is', () => {
    expect(checksOf({}, {}, TARGET_INITIAL).nextMs(7000)).toBe(37_000);
    expect(checksOf({}).nextMs(7000)).toBeNaN();
    expect(checksOf({}, {}, TARGET_UNHEALTHY).nextMs(7000)).toBeNaN();
  });

  it('is the first at which a healthy target fails, or an unhealthy one answers', () => {
    // Checks at 7, 37, 67, 97 s; RUNNING since 1 s.
    expect(checksOf({ failsChecksAfterMs: 66_000 }).nextMs(7000)).toBe(67_000);
    expect(checksOf({ failsChecksAfterMs: 66_001 }).nextMs(7000)).toBe(97_000);
    expect(checksOf({ answersAfterMs: 66_000 }, {}, TARGET_UNHEALTHY).nextMs(7000)).toBe(67_000);
    expect(checksOf({ answersAfterMs: 66_000 }, {}, TARGET_UNHEALTHY, false).nextMs(7000)).toBeNaN();
  });

  it('is every one where an overload can change the answer', () => {
    expect(checksOf({}, { failsChecksWhenOverloaded: true }).nextMs(7000)).toBe(37_000);
  });
});
