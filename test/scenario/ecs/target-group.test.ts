import { describe, expect, it } from 'vitest';
import { nameOfArn, targetGroupFaults, toTargetGroup } from '../../../src/scenario/ecs/target-group.ts';
import type { TargetGroupSetting } from '../../../src/scenario/schema/load-balancing.ts';

const group = (setting: TargetGroupSetting = {}) => toTargetGroup({ targetGroupName: 'web', ...setting });
const faults = (setting: TargetGroupSetting) => targetGroupFaults({ targetGroupName: 'web', ...setting });

describe('a target group', () => {
  it('P7.1, P7.2, P7.5, P7.6: has the defaults of elbv2', () => {
    expect(group()).toEqual({
      name: 'web',
      loadBalancerName: undefined,
      checkIntervalMs: 30_000,
      checkTimeoutMs: 5_000,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      deregistrationDelayMs: 300_000,
      slowStartMs: 0,
      algorithm: 'round_robin',
      isCrossZone: true,
      failsChecksWhenOverloaded: false,
    });
  });

  it('takes its attributes as a map, or as elbv2 prints them', () => {
    const map = { 'deregistration_delay.timeout_seconds': 30, 'load_balancing.cross_zone.enabled': false };
    const list = Object.entries(map).map(([key, value]) => ({ key, value: String(value) }));
    expect(group({ attributes: map })).toMatchObject({ deregistrationDelayMs: 30_000, isCrossZone: false });
    expect(group({ attributes: list })).toEqual(group({ attributes: map }));
  });

  it('is found by the name in its ARN, and its load balancer likewise', () => {
    expect(nameOfArn('arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/6d0ecf831eec9f09')).toBe('web');
    expect(nameOfArn('arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/shop/50dc6c495c0c9188')).toBe('shop');
    expect(nameOfArn('web')).toBe('web');
  });
});

describe('elbv2 refuses', () => {
  it('a timeout as long as the interval, and a group without a name', () => {
    expect(faults({ healthCheckIntervalSeconds: 10, healthCheckTimeoutSeconds: 10 })).toHaveLength(1);
    expect(targetGroupFaults({})).toHaveLength(1);
    expect(faults({})).toEqual([]);
  });

  it('P7.5: a deregistration delay beyond 3600 s', () => {
    expect(faults({ attributes: { 'deregistration_delay.timeout_seconds': '3601' } })).toHaveLength(1);
    expect(faults({ attributes: { 'deregistration_delay.timeout_seconds': '0' } })).toEqual([]);
  });

  it('P7.4: a slow start outside 30–900 s; P7.1: with least outstanding requests or weighted random', () => {
    const slow = (seconds: number, algorithm = 'round_robin') =>
      faults({
        attributes: { 'slow_start.duration_seconds': seconds, 'load_balancing.algorithm.type': algorithm },
      }).length;
    expect([slow(0), slow(29), slow(30), slow(900), slow(901)]).toEqual([0, 1, 0, 0, 1]);
    expect(slow(30, 'least_outstanding_requests')).toBe(1);
    expect(slow(30, 'weighted_random')).toBe(1);
    expect(slow(0, 'weighted_random')).toBe(0);
    expect(slow(0, 'fastest')).toBe(1);
  });

  it('an attribute that is misspelled, with the near one; others of elbv2 are let be', () => {
    expect(faults({ attributes: { 'deregistration_delay.timeout_second': 30 } })).toMatchObject([
      { suggestion: 'deregistration_delay.timeout_seconds', isAtKey: true },
    ]);
    expect(faults({ attributes: { 'stickiness.enabled': 'false' } })).toEqual([]);
  });
});
