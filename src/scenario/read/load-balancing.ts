/** The scenario's `loadBalancers` and `targetGroups`, by hand or as elbv2 describes them. */

import { nearest } from '../../base/nearest.ts';
import { SECOND_MS } from '../../base/units.ts';
import { nameOf, nameOfArn, type TargetGroup, targetGroupFaults, toTargetGroup } from '../ecs/target-group.ts';
import type { Fault } from '../fault.ts';
import { checkSubject, type Subject } from '../issues.ts';
import type { ScenarioLoadBalancer } from '../scenario.ts';
import {
  type LoadBalancerSetting,
  loadBalancerSchema,
  type TargetGroupSetting,
  targetGroupSchema,
} from '../schema/load-balancing.ts';
import type { ScenarioShell } from '../schema.ts';
import { type EntryForm, entrySubjects } from './entries.ts';
import type { Reading } from './reading.ts';

const TARGET_GROUP: EntryForm = {
  kind: 'target group',
  schema: targetGroupSchema,
  fileKey: 'file',
  nameKey: 'targetGroupName',
  arnKey: 'targetGroupArn',
  mergedKeys: [],
};
const LOAD_BALANCER: EntryForm = {
  kind: 'load balancer',
  schema: loadBalancerSchema,
  fileKey: 'file',
  nameKey: 'loadBalancerName',
  arnKey: 'loadBalancerArn',
  mergedKeys: [],
};

/** Bytes of a request and its answer, connections per request, and how long one stays open (model). */
const BYTES_PER_REQUEST_DEFAULT = 10_000;
const CONNECTIONS_PER_REQUEST_DEFAULT = 0.1;
const CONNECTION_MS_DEFAULT = 60 * SECOND_MS;

/** All load balancers and target groups of a scenario; those with issues are left out. */
export function readLoadBalancing(
  reading: Reading,
  subject: Subject,
  lists: Pick<ScenarioShell, 'loadBalancers' | 'targetGroups'>,
): { readonly loadBalancers: readonly ScenarioLoadBalancer[]; readonly targetGroups: readonly TargetGroup[] } {
  const subjects = (form: EntryForm, key: 'loadBalancers' | 'targetGroups') =>
    (lists[key] ?? []).flatMap((_, index) => entrySubjects(reading, form, subject.sourcePath([key, index])));
  const loadBalancers = subjects(LOAD_BALANCER, 'loadBalancers').flatMap((one) => {
    const checked = checkSubject(loadBalancerSchema, one, loadBalancerFaults);
    const setting = reading.takeSound(loadBalancerSchema, one, checked);
    return setting === undefined ? [] : [{ value: toLoadBalancer(setting), subject: one }];
  });
  const targetGroups = subjects(TARGET_GROUP, 'targetGroups').flatMap((one) => {
    const faults = (setting: TargetGroupSetting) => targetGroupFaults(setting);
    const setting = reading.takeSound(targetGroupSchema, one, checkSubject(targetGroupSchema, one, faults));
    return setting === undefined ? [] : [{ value: toTargetGroup(setting), subject: one }];
  });
  const names = loadBalancers.map(({ value }) => value.name);
  reportRepeated(reading, loadBalancers, 'load balancer', 'loadBalancerName');
  reportRepeated(reading, targetGroups, 'target group', 'targetGroupName');
  for (const { value, subject: at } of targetGroups) {
    for (const fault of unknownLoadBalancer(value, names)) reading.report(at, fault);
  }
  return {
    loadBalancers: loadBalancers.map(({ value }) => value),
    targetGroups: targetGroups.map(({ value }) => value),
  };
}

function loadBalancerFaults(setting: LoadBalancerSetting): Fault[] {
  if (nameOf(setting, setting.loadBalancerName) !== undefined) return [];
  return [{ path: ['loadBalancerName'], expected: 'the name of the load balancer' }];
}

/** Names one that the scenario does not describe; where it describes none, nothing is known of any. */
function unknownLoadBalancer({ loadBalancerName }: TargetGroup, names: readonly string[]): Fault[] {
  if (loadBalancerName === undefined || names.length === 0 || names.includes(loadBalancerName)) return [];
  return [
    {
      path: ['loadBalancerName'],
      found: JSON.stringify(loadBalancerName),
      expected: `one of loadBalancers: ${names.join(' | ')}`,
      suggestion: nearest(loadBalancerName, names),
    },
  ];
}

function toLoadBalancer(setting: LoadBalancerSetting): ScenarioLoadBalancer {
  const zones = setting.availabilityZones?.map((zone) => (typeof zone === 'string' ? zone : zone.zoneName));
  const { bytesPerRequest, connectionsPerRequest, connectionSeconds, ruleCount } = setting;
  return {
    name: nameOfArn(nameOf(setting, setting.loadBalancerName) ?? '?'),
    isInternetFacing: setting.scheme === 'internet-facing',
    availabilityZones: zones ?? [],
    subnets: setting.subnets ?? [],
    securityGroups: setting.securityGroups ?? [],
    bytesPerRequest: bytesPerRequest ?? BYTES_PER_REQUEST_DEFAULT,
    connectionsPerRequest: connectionsPerRequest ?? CONNECTIONS_PER_REQUEST_DEFAULT,
    connectionMs: connectionSeconds ?? CONNECTION_MS_DEFAULT,
    ruleCount: ruleCount ?? 1,
  };
}

function reportRepeated(
  reading: Reading,
  entries: readonly { readonly value: { readonly name: string }; readonly subject: Subject }[],
  what: string,
  key: string,
): void {
  const names = entries.map(({ value }) => value.name);
  for (const [index, { value, subject }] of entries.entries()) {
    if (names.indexOf(value.name) === index) continue;
    reading.report(subject, {
      path: [key],
      found: `a second ${what} ${JSON.stringify(value.name)}`,
      expected: 'each name once',
    });
  }
}
