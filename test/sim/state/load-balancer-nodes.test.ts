import { describe, expect, it } from 'vitest';
import { Conditions } from '../../../src/sim/state/conditions.ts';
import { LoadBalancerNodes } from '../../../src/sim/state/load-balancer-nodes.ts';
import { input, loadBalancer, timing } from '../builders.ts';

const given = input({
  loadBalancers: [loadBalancer({ nodeZones: [0, 1, 2] }), loadBalancer({ nodeZones: [1, -1] }), loadBalancer()],
  timing: timing({ nodeFailoverMs: 60_000 }),
});

describe('the nodes of load balancers', () => {
  it('P7.6: lose their part of the requests until clients know them no more', () => {
    const nodes = new LoadBalancerNodes(given);
    const conditions = new Conditions(given);
    const lostAt = (nowMs: number) => {
      nodes.update(conditions, nowMs);
      return [...nodes.lostPortion];
    };
    expect([0, 1, 2].map((zone) => nodes.portionOf(0, zone))).toEqual([1 / 3, 1 / 3, 1 / 3]);
    conditions.changeZone(0, 1);
    expect(lostAt(1000)).toEqual([1 / 3, 0, 0]);
    expect(nodes.portionOf(0, 0)).toBe(0);
    expect(nodes.portionOf(0, 1)).toBeCloseTo(1 / 3, 12);
    conditions.changeZone(1, 1);
    expect(lostAt(31_000)).toEqual([2 / 3, 1 / 2, 0]);
    expect(lostAt(61_000)).toEqual([1 / 2, 1 / 2, 0]);
    expect(lostAt(91_000)).toEqual([0, 0, 0]);
    expect(nodes.portionOf(0, 2)).toBe(1);
    conditions.changeZone(2, 1);
    expect(lostAt(200_000)).toEqual([1, 0, 0]);
    expect(lostAt(300_000)).toEqual([1, 0, 0]);
    conditions.changeZone(1, -1);
    expect(lostAt(301_000)).toEqual([0, 0, 0]);
  });
});
