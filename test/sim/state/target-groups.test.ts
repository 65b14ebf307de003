import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import {
  TARGET_DRAINING,
  TARGET_HEALTHY,
  TARGET_INITIAL,
  TARGET_UNHEALTHY,
  TARGET_UNUSED,
  TargetTable,
} from '../../../src/sim/state/target-groups.ts';
import { input, service, TARGETS, targetGroup } from '../builders.ts';

const BOTH = [...TARGETS, { targetGroup: 1, isReachable: true }];

function table(): TargetTable {
  return new TargetTable(
    input({
      targetGroups: [targetGroup(), targetGroup({ name: 'inner', deregistrationDelayMs: 0 })],
      services: [service({ targetGroups: BOTH }), service({ serviceName: 'plain' })],
    }),
  );
}

describe('the table of targets', () => {
  it('counts targets by group, zone and state', () => {
    const targets = table();
    targets.taskCreated(0);
    targets.setStatus(0, 0, 2, 0, TARGET_INITIAL);
    targets.setStatus(0, 0, 2, 1, TARGET_HEALTHY);
    expect(targets.countOf(0, TARGET_INITIAL)).toBe(1);
    expect(targets.countInZone(0, 1, TARGET_INITIAL)).toBe(0);
    targets.setStatus(0, 0, 2, 0, TARGET_DRAINING);
    expect([TARGET_INITIAL, TARGET_DRAINING].map((status) => targets.countInZone(0, 2, status))).toEqual([0, 1]);
    expect(targets.countOf(1, TARGET_HEALTHY)).toBe(1);
  });

  it('P4.5: calls a task healthy when each of its groups does, and always where it has none', () => {
    const targets = table();
    targets.taskCreated(0);
    targets.setStatus(0, 0, 0, 0, TARGET_HEALTHY);
    expect(targets.isHealthy(0, 0)).toBe(false);
    targets.setStatus(0, 0, 0, 1, TARGET_HEALTHY);
    expect(targets.isHealthy(0, 0)).toBe(true);
    expect(targets.isHealthy(0, 1)).toBe(true);
    targets.setStatus(0, 0, 0, 1, TARGET_UNHEALTHY);
    expect(targets.positionIn(0, 0, TARGET_UNHEALTHY)).toBe(1);
    expect(targets.positionIn(0, 0, TARGET_DRAINING)).toBe(NONE);
  });

  it('P7.5: drains for the longest delay of its groups', () => {
    expect([table().drainMs(0), table().drainMs(1), table().drainMs(7)]).toEqual([300_000, 0, 0]);
  });

  it('grows with the tasks, and refuses the row of a task that is still a target', () => {
    const targets = table();
    targets.taskCreated(5000);
    targets.setStatus(5000, 0, 0, 1, TARGET_HEALTHY);
    expect(() => targets.taskCreated(5000)).toThrow('used again');
    targets.setStatus(5000, 0, 0, 1, TARGET_UNUSED);
    targets.taskCreated(5000);
  });

  it('is held against its tasks', () => {
    const targets = table();
    targets.taskCreated(0);
    targets.setStatus(0, 0, 1, 0, TARGET_HEALTHY);
    const counts = targets.emptyCounts();
    expect(() => targets.validate(counts)).toThrow('count of targets');
    targets.countTask(0, 0, 1, counts);
    targets.validate(counts);
  });
});
