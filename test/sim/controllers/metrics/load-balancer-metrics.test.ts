import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import {
  curve,
  definition,
  input,
  load,
  loadBalancer,
  service,
  TARGETS,
  targetGroup,
  template,
} from '../../builders.ts';

type Requests = ReturnType<typeof load>['requests'];

/** Four targets of one vCPU, 100 requests a second of 5 ms each, ten minutes long; the last datapoint by name. */
function datapoints(keepMetrics = true, requests: Partial<Requests> = {}): Map<string, number> {
  const given = input({
    durationMs: 10 * MINUTE_MS + 1,
    launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 131_072 })],
    taskDefinitions: [definition({ cpuLimitUnits: 1024 })],
    loadBalancers: [
      loadBalancer({
        nodeZones: [0, 2],
        connectionsPerRequest: 0.5,
        connectionMs: 10_000,
        bytesPerRequest: 1000,
        ruleCount: 14,
      }),
    ],
    targetGroups: [
      targetGroup({ loadBalancer: 0, algorithm: requests.detail === undefined ? 'weighted_random' : 'round_robin' }),
    ],
    services: [
      service({
        desiredCount: 4,
        targetGroups: TARGETS,
        load: load({
          requestsPerSecond: curve([[0, 100]]),
          cpuSecondsPerRequest: 0.005,
          requests: { ...load({}).requests, ...requests },
        }),
      }),
    ],
  });
  const { metrics } = simulate({ ...given, record: { ...given.record, keepMetrics } });
  const ours = (metrics ?? []).filter(({ namespace }) => namespace === 'AWS/ApplicationELB');
  const keyOf = ({ name, dimensions }: (typeof ours)[number]) => {
    const values = new Map(dimensions.map((dimension) => [dimension.name, dimension.value]));
    const isOfBalancer = !values.has('TargetGroup') && name === 'RequestCount';
    return [name, ...(isOfBalancer ? ['balancer'] : []), values.get('AvailabilityZone') ?? []].flat().join(' ');
  };
  return new Map(ours.map((metric) => [keyOf(metric), metric.values.at(-1)!]));
}

describe('AWS/ApplicationELB', () => {
  it('P7.8: has the metrics of a target group under their names', () => {
    const values = datapoints();
    expect(values.get('RequestCount')).toBe(6000);
    expect(values.get('HealthyHostCount')).toBe(4);
    expect(values.get('UnHealthyHostCount')).toBe(0);
    expect(values.get('HTTPCode_Target_5XX_Count')).toBe(0);
    // M/M/1 at 25 requests a second: 5 ms / (1 − 0.125).
    expect(values.get('TargetResponseTime')).toBeCloseTo(0.005 / 0.875, 4);
  });

  it('P7.8: one by one, TargetResponseTime is the mean of the times that requests took', () => {
    // 25 evenly spaced requests a second at each target, 40 ms apart, of 5 ms each: none waits.
    const constant = { kind: 'constant', deviation: 0 } as Requests['times'];
    const values = datapoints(true, { detail: 'requests', arrivals: 'even', times: constant });
    expect(values.get('TargetResponseTime')).toBeCloseTo(0.005, 9);
  });

  it('P7.7, P7.8: has connections, bytes and LCUs of the load balancer', () => {
    const values = datapoints();
    expect(values.get('NewConnectionCount')).toBe(3000);
    expect(values.get('ActiveConnectionCount')).toBe(500);
    expect(values.get('ProcessedBytes')).toBe(6_000_000);
    // 14 rules of which 10 are free: 400 evaluations a second.
    expect(values.get('RuleEvaluations')).toBe(4 * 6000);
    // 50 new connections a second are the largest of its dimensions.
    expect(values.get('ConsumedLCUs')).toBe(2);
  });

  it('P7.8: has the targets of each zone, and the requests that come through each node', () => {
    const values = datapoints();
    const hosts = ['us-east-1a', 'us-east-1b'].map((zone) => values.get(`HealthyHostCount ${zone}`));
    expect(hosts).toEqual([4, 0]);
    expect(values.get('UnHealthyHostCount us-east-1a')).toBe(0);
    const requests = ['us-east-1a', 'us-east-1b', 'us-east-1c'].map((zone) =>
      values.get(`RequestCount balancer ${zone}`),
    );
    expect(requests).toEqual([3000, undefined, 3000]);
    expect(values.get('RequestCount balancer')).toBe(6000);
  });

  it('is not published where nobody looks', () => {
    expect(datapoints(false).size).toBe(0);
  });
});
