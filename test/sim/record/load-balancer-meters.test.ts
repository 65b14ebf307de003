import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts';
import { BucketIntegrals } from '../../../src/sim/record/bucket-integrals.ts';
import { loadBalancerMeters } from '../../../src/sim/record/load-balancer-meters.ts';
import { input, loadBalancer, service, TARGETS, targetGroup } from '../builders.ts';

function metersOf(durationMs: number, requestsPerSecond: number, parts = {}) {
  const given = input({
    durationMs,
    loadBalancers: [loadBalancer({ connectionsPerRequest: 1, ...parts })],
    targetGroups: [targetGroup({ loadBalancer: 0 })],
    services: [service({ targetGroups: TARGETS }), service({ serviceName: 'plain' })],
  });
  const gauge = new BucketIntegrals(2, given.record.bucketMs, durationMs);
  gauge.set(0, requestsPerSecond, 0);
  gauge.set(1, 1e6, 0);
  gauge.finish(durationMs);
  return loadBalancerMeters(given, gauge);
}

describe('what load balancers are billed by', () => {
  it('P7.7: hours, a part of one counts as whole; LCUs by the requests of the services behind it only', () => {
    const [hours, lcus, ...others] = metersOf(90 * MINUTE_MS, 50);
    expect([hours!.kind, hours!.quantity]).toEqual(['loadBalancerHours', expect.closeTo(2, 12)]);
    // 50 new connections/s are 2 LCU, for one hour and a half.
    expect([lcus!.kind, lcus!.quantity]).toEqual(['lcuHours', expect.closeTo(3, 9)]);
    expect(others).toEqual([]);
  });

  it('P9.6: the public addresses of its nodes', () => {
    const meters = metersOf(HOUR_MS, 0, { publicIpv4Count: 3 });
    expect(meters.at(-1)).toMatchObject({ kind: 'loadBalancerAddressSeconds', quantity: expect.closeTo(3 * 3600, 6) });
  });

  it('nothing without a load balancer', () => {
    const given = input({ services: [service()] });
    expect(loadBalancerMeters(given, new BucketIntegrals(1, HOUR_MS, HOUR_MS))).toEqual([]);
  });
});
