import { describe, expect, it } from 'vitest';
import { ServiceClock } from '../../../../src/sim/controllers/services/service-clock.ts';
import { SERVICE_RECONCILE } from '../../../../src/sim/kernel/event-kinds.ts';
import { Timeline } from '../../../../src/sim/kernel/timeline.ts';

/** Every look that is taken, `[instant, service]`, until nothing is left. */
function looks(timeline: Timeline, clock: ServiceClock): number[][] {
  const taken: number[][] = [];
  while (timeline.advance(1_000_000)) {
    expect(timeline.kind).toBe(SERVICE_RECONCILE);
    if (clock.takeLook(timeline.a)) taken.push([timeline.nowMs, timeline.a]);
  }
  return taken;
}

describe('the clock of the service scheduler', () => {
  it('P4.8: looks once, however often it is asked to, at the earliest instant', () => {
    const timeline = new Timeline();
    const clock = new ServiceClock(timeline, 10_000, 2);
    clock.lookAt(0, 30_000);
    clock.lookAtNextTick(0);
    clock.lookAt(0, 20_000);
    clock.lookAtNextTick(1);
    clock.lookAtNextTick(1);
    expect(looks(timeline, clock)).toEqual([
      [10_000, 0],
      [10_000, 1],
    ]);
  });

  it('P4.8: the next tick is strictly later', () => {
    const timeline = new Timeline();
    const clock = new ServiceClock(timeline, 10_000, 1);
    timeline.rest(20_000);
    expect([clock.tickNumber(), clock.nextTickMs()]).toEqual([2, 30_000]);
    timeline.rest(29_999);
    expect([clock.tickNumber(), clock.nextTickMs()]).toEqual([2, 30_000]);
  });
});
