/** Service auto scaling: the scalable target, its policies and its scheduled actions (P6). */

import type { ScheduledActionInput, ServiceScalingInput } from '../../sim/state/input/service-scaling.ts';
import { scalingOfTemplate } from '../ecs/scaling-template.ts';
import type { Fault } from '../fault.ts';
import { checkSubject, type Subject } from '../issues.ts';
import { parseSchedule } from '../loads/cron.ts';
import type { ServiceSetting } from '../schema/service.ts';
import { type ScalingSetting, scalingSchema } from '../schema/service-scaling.ts';
import type { ScenarioFrame } from './frame.ts';
import type { MetricOwner } from './scaling-metrics.ts';
import { readPolicy } from './scaling-policies.ts';

/** What a service says of its scaling, as the engine takes it; null where nothing scales it. Reports what is wrong. */
export function readScaling(
  frame: ScenarioFrame,
  subject: Subject,
  setting: ScalingSetting,
  owner: MetricOwner,
): ServiceScalingInput | null {
  const { scalableTarget, scalingPolicies = [] } = setting;
  if (scalableTarget === undefined) return null;
  const policies = scalingPolicies.flatMap((policy, index) => {
    const read = readPolicy(policy, index, owner);
    if ('type' in read) return [read];
    for (const fault of read) {
      frame.reading.report(subject, { ...fault, path: ['scalingPolicies', index, ...fault.path] });
    }
    return [];
  });
  const { minCapacity, maxCapacity } = scalableTarget;
  return { minCapacity, maxCapacity, policies, scheduledActions: readActions(frame, subject, setting) };
}

/** The same from a CloudFormation template that the service names: the only scalable target of ECS there. */
export function readScalingTemplate(
  frame: ScenarioFrame,
  subject: Subject,
  template: { readonly fileName: string; readonly targetGroup: string | undefined },
  owner: MetricOwner,
): ServiceScalingInput | null {
  const { reading } = frame;
  const document = reading.documentOf(subject, ['scaling'], template.fileName);
  if (document === undefined) return null;
  const [scaling, ...others] = scalingOfTemplate(document, template.targetGroup);
  if (scaling === undefined || others.length > 0) {
    const names = [scaling, ...others].flatMap((one) => one?.logicalName ?? []);
    const found = names.length === 0 ? 'a file without any' : `a file with ${names.join(', ')}`;
    reading.report(subject, {
      path: ['scaling'],
      found,
      expected: 'a CloudFormation template with one ScalableTarget of ECS',
    });
    return null;
  }
  const checked = checkSubject(scalingSchema, scaling.subject, scalingFaults);
  const setting = reading.takeSound(scalingSchema, scaling.subject, checked);
  return setting === undefined ? null : readScaling(frame, scaling.subject, setting, owner);
}

/** What can be seen before anything else of the service is read. */
export function scalingFaults(
  setting: ScalingSetting & Partial<Pick<ServiceSetting, 'schedulingStrategy' | 'scaling'>>,
): Fault[] {
  const { scalableTarget, scalingPolicies = [], scheduledActions = [], schedulingStrategy, scaling } = setting;
  if (scaling !== undefined) {
    const isTwice = scalableTarget !== undefined || scalingPolicies.length + scheduledActions.length > 0;
    if (!isTwice && schedulingStrategy !== 'DAEMON') return [];
    const expected = isTwice
      ? 'either scaling or scalableTarget with its policies'
      : 'none: a DAEMON service has no desired count';
    return [{ path: ['scaling'], expected, isAtKey: true }];
  }
  if (scalableTarget === undefined) {
    const isScaled = scalingPolicies.length + scheduledActions.length > 0;
    return isScaled ? [{ path: ['scalableTarget'], expected: 'minCapacity and maxCapacity, to scale within' }] : [];
  }
  const { minCapacity, maxCapacity } = scalableTarget;
  const faults: Fault[] = repeatedNames(scalingPolicies.map(({ policyName }) => policyName));
  if (schedulingStrategy === 'DAEMON') {
    faults.push({ path: ['scalableTarget'], expected: 'none: a DAEMON service has no desired count', isAtKey: true });
  }
  if (minCapacity > maxCapacity) {
    faults.push({ path: ['scalableTarget', 'minCapacity'], expected: `at most maxCapacity, ${maxCapacity}` });
  }
  return faults;
}

function repeatedNames(names: readonly (string | undefined)[]): Fault[] {
  return names.flatMap((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return [];
    return [{ path: ['scalingPolicies', index, 'policyName'], expected: 'each policy name once in a service' }];
  });
}

/** Every run of every scheduled action, in order of time. */
function readActions(
  { reading, startEpochMs, durationMs }: ScenarioFrame,
  subject: Subject,
  { scalableTarget, scheduledActions = [] }: ScalingSetting,
): ScheduledActionInput[] {
  const runs = scheduledActions.flatMap((action, index) => {
    const { schedule, timezone, scalableTargetAction, startTime = 0, endTime = Number.POSITIVE_INFINITY } = action;
    const path = ['scheduledActions', index];
    const { minCapacity = null, maxCapacity = null } = scalableTargetAction;
    if (minCapacity === null && maxCapacity === null) {
      reading.report(subject, {
        path: [...path, 'scalableTargetAction'],
        expected: 'minCapacity, maxCapacity or both',
      });
    }
    const read = parseSchedule(schedule, timezone);
    if ('firings' in read) {
      return read
        .firings(startEpochMs, durationMs)
        .filter((atMs) => startEpochMs + atMs >= startTime && startEpochMs + atMs <= endTime)
        .map((atMs) => ({ atMs, minCapacity, maxCapacity, path }));
    }
    const key = read.expected.startsWith('a time zone') ? 'timezone' : 'schedule';
    reading.report(subject, { path: [...path, key], expected: read.expected });
    return [];
  });
  runs.sort((one, other) => one.atMs - other.atMs);
  let { minCapacity: min, maxCapacity: max } = scalableTarget!;
  for (const run of runs) {
    min = run.minCapacity ?? min;
    max = run.maxCapacity ?? max;
    if (min <= max) continue;
    const expected = 'limits that fit those in force then: the minimum at most the maximum';
    reading.report(subject, {
      path: [...run.path, 'scalableTargetAction'],
      found: `minCapacity ${min} with maxCapacity ${max}`,
      expected,
    });
    break;
  }
  return runs.map(({ atMs, minCapacity, maxCapacity }) => ({ atMs, minCapacity, maxCapacity }));
}
