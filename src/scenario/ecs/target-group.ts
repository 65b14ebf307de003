/** Target groups with their attributes and defaults, by the rules of elbv2 (P7.1–P7.6). */

import { nearest } from '../../base/nearest.ts';
import { SECOND_MS } from '../../base/units.ts';
import type { BalancingAlgorithm, TargetGroupInput } from '../../sim/state/input/load-balancing.ts';
import type { Fault } from '../fault.ts';
import type { TargetGroupSetting } from '../schema/load-balancing.ts';

const DELAY = 'deregistration_delay.timeout_seconds';
const SLOW_START = 'slow_start.duration_seconds';
const ALGORITHM = 'load_balancing.algorithm.type';
const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
const SIMULATED = [DELAY, SLOW_START, ALGORITHM, CROSS_ZONE];
const ALGORITHMS: readonly BalancingAlgorithm[] = ['round_robin', 'least_outstanding_requests', 'weighted_random'];

/** A target group, defaults filled in; its load balancer by name, where one is named. */
export interface TargetGroup extends Omit<TargetGroupInput, 'loadBalancer'> {
  readonly loadBalancerName: string | undefined;
}

/** The name in an ARN of elbv2, `…:targetgroup/web/6d0e…` or `…:loadbalancer/app/shop/50dc…`; a name stays itself. */
export function nameOfArn(text: string): string {
  return /(?:targetgroup|loadbalancer\/app)\/([^/]+)/.exec(text)?.[1] ?? text;
}

/** The name of a target group or load balancer, under either key. */
export function nameOf(setting: { readonly name?: string | undefined }, given: string | undefined): string | undefined {
  return given ?? setting.name;
}

type Attributes = ReadonlyMap<string, string>;

function attributesOf({ attributes = [] }: TargetGroupSetting): Attributes {
  const entries = Array.isArray(attributes)
    ? attributes.map(({ key, value }) => [key, value] as const)
    : Object.entries(attributes);
  return new Map(entries.map(([key, value]) => [key, String(value)]));
}

/** What elbv2 would refuse. */
export function targetGroupFaults(setting: TargetGroupSetting): Fault[] {
  const faults: Fault[] = [];
  if (nameOf(setting, setting.targetGroupName) === undefined) {
    faults.push({ path: ['targetGroupName'], expected: 'the name of the target group' });
  }
  const { healthCheckIntervalSeconds: interval = 30, healthCheckTimeoutSeconds: timeout = 5 } = setting;
  if (timeout >= interval) {
    const expected = `less than ${interval}, the healthCheckIntervalSeconds`;
    faults.push({ path: ['healthCheckTimeoutSeconds'], found: String(timeout), expected });
  }
  return [...faults, ...attributeFaults(setting)];
}

function attributeFaults(setting: TargetGroupSetting): Fault[] {
  const attributes = attributesOf(setting);
  const at = (key: string, expected: string): Fault => ({
    path: ['attributes', ...pathOf(setting, key)],
    found: JSON.stringify(attributes.get(key)),
    expected,
  });
  const faults = [...attributes.keys()].flatMap((key): Fault[] => {
    const suggestion = SIMULATED.includes(key) ? undefined : nearest(key, SIMULATED);
    if (suggestion === undefined) return [];
    const path = ['attributes', ...pathOf(setting, key)];
    return [{ path, found: JSON.stringify(key), expected: 'a target group attribute', suggestion, isAtKey: true }];
  });
  const seconds = (key: string) => Number(attributes.get(key) ?? 0);
  if (!isWhole(seconds(DELAY), 0, 3600)) faults.push(at(DELAY, 'an integer from 0 to 3600'));
  const slow = seconds(SLOW_START);
  if (slow !== 0 && !isWhole(slow, 30, 900)) faults.push(at(SLOW_START, '0, or an integer from 30 to 900'));
  const algorithm = attributes.get(ALGORITHM) ?? 'round_robin';
  if (!(ALGORITHMS as readonly string[]).includes(algorithm)) {
    faults.push(at(ALGORITHM, `one of ${ALGORITHMS.join(' | ')}`));
  } else if (slow > 0 && algorithm !== 'round_robin') {
    faults.push(at(SLOW_START, `0: slow start does not go with ${algorithm} (P7.1)`));
  }
  const crossZone = attributes.get(CROSS_ZONE) ?? 'true';
  if (!['true', 'false', 'use_load_balancer_configuration'].includes(crossZone)) {
    faults.push(at(CROSS_ZONE, 'true, false or use_load_balancer_configuration'));
  }
  return faults;
}

function pathOf({ attributes }: TargetGroupSetting, key: string): (string | number)[] {
  if (!Array.isArray(attributes)) return [key];
  return [attributes.findIndex((one) => one.key === key), 'value'];
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Fills in the defaults of a checked target group. */
export function toTargetGroup(setting: TargetGroupSetting): TargetGroup {
  const attributes = attributesOf(setting);
  const seconds = (key: string, usual: number) => Number(attributes.get(key) ?? usual) * SECOND_MS;
  return {
    name: nameOf(setting, setting.targetGroupName) ?? '?',
    loadBalancerName: setting.loadBalancerName ?? setting.loadBalancerArns?.map(nameOfArn)[0],
    checkIntervalMs: (setting.healthCheckIntervalSeconds ?? 30) * SECOND_MS,
    checkTimeoutMs: (setting.healthCheckTimeoutSeconds ?? 5) * SECOND_MS,
    healthyThreshold: setting.healthyThresholdCount ?? 5,
    unhealthyThreshold: setting.unhealthyThresholdCount ?? 2,
    deregistrationDelayMs: seconds(DELAY, 300),
    slowStartMs: seconds(SLOW_START, 0),
    algorithm: (attributes.get(ALGORITHM) ?? 'round_robin') as BalancingAlgorithm,
    isCrossZone: attributes.get(CROSS_ZONE) !== 'false',
    failsChecksWhenOverloaded: setting.failsChecksWhenOverloaded ?? false,
  };
}
