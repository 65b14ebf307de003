import { describe, expect, it } from 'vitest';
import { Streams } from '../../../../src/base/streams.ts';
import { createService } from '../../../../src/sim/controllers/requests/detailed-service.ts';
import { LatencyHistogram } from '../../../../src/sim/record/latency-histogram.ts';
import type { TargetGroupInput } from '../../../../src/sim/state/input/load-balancing.ts';
import { curve, load, targetGroup } from '../../builders.ts';
import { targetService } from './models.ts';

function outstanding(group: TargetGroupInput | null): number[] {
  const { model, pools } = createService({
    name: 'web',
    load: load({ requestsPerSecond: curve([[0, 10]]), cpuSecondsPerRequest: 1 }),
    group,
    zones: 1,
    endMs: 1e6,
    kinds: 1,
    cpuServersMax: 1,
    latencies: new LatencyHistogram(),
    streams: new Streams('detailed'),
  });
  const targets = Array.from({ length: 5 }, () => {
    const target = model.add(targetService({ cpuMs: 0, waitMs: 1e9 }));
    pools?.assign(target, 0, false);
    model.route(target, 0);
    return target;
  });
  model.advanceTo(100_000);
  model.validate();
  return targets.map((target) => model.outstanding(target));
}

describe('createService', () => {
  it.each(['round_robin', 'least_outstanding_requests'] as const)('P7.1 %s spreads requests evenly', (algorithm) => {
    const counts = outstanding(targetGroup({ algorithm }));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('P7.1 weighted_random spreads them as chance has it; so do clients without a load balancer', () => {
    for (const group of [targetGroup({ algorithm: 'weighted_random' }), null]) {
      const counts = outstanding(group);
      expect(Math.max(...counts) - Math.min(...counts)).toBeGreaterThan(1);
      for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(5 * Math.sqrt(160));
    }
  });
});
