import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../src/sim/actions/engine-parts.ts';
import { StartThrottle } from '../../../src/sim/controllers/start-throttle.ts';
import { input, service } from '../builders.ts';

function throttled() {
  const parts = assembleEngine(input({ services: [service()] }));
  return { cluster: parts.cluster, timeline: parts.timeline, throttle: new StartThrottle(parts) };
}

describe('the start throttle', () => {
  it('P4.19: counts a round of launches once, and delays from the fourth round on', () => {
    const { cluster, throttle } = throttled();
    const untilMs: number[] = [];
    for (let round = 0; round < 5; round++) {
      const first = cluster.tasks.created;
      cluster.tasks.create(0);
      cluster.tasks.create(0);
      throttle.countFailure(0, first);
      throttle.countFailure(0, first + 1);
      untilMs.push(throttle.untilMs(0));
    }
    expect(untilMs).toEqual([0, 0, 0, 60_000, 120_000]);
  });

  it('P4.19: a task that reaches RUNNING ends the row of failures', () => {
    const { cluster, timeline, throttle } = throttled();
    for (let round = 0; round < 6; round++)
      throttle.countFailure(0, cluster.tasks.create(0) && cluster.tasks.created - 1);
    throttle.reset(0);
    timeline.rest(1_000_000);
    throttle.countFailure(0, cluster.tasks.created);
    expect(throttle.untilMs(0)).toBe(1_000_000);
  });
});
