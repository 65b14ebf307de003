/** How the instances of an Auto Scaling group come and go: checked, with the defaults of EC2 and of the model. */

import type { DistributionInput } from '../../base/distributions.ts';
import { HOUR_MS, SECOND_MS } from '../../base/units.ts';
import type { GroupUpdateInput, WarmPoolInput } from '../../sim/state/input/auto-scaling-groups.ts';
import type { DocumentPath } from '../document.ts';
import { toAutoScalingGroupProvider } from '../ecs/capacity-provider.ts';
import type { Fault } from '../fault.ts';
import type { Subject } from '../issues.ts';
import { instantMs } from '../quantities.ts';
import type { CapacityShortage, InstancesMix, ScenarioGroup } from '../scenario.ts';
import type { AutoScalingGroupSetting } from '../schema/capacity-provider.ts';
import type { DistributionSetting } from '../schema/distribution.ts';
import type { ScenarioFrame } from './frame.ts';
import { readDistribution } from './series.ts';

/** AlarmLow of managed scaling, minutes (P5.12). */
const LOW_ALARM_MINUTES = 15;
/** From the end of a minute until its datapoint is evaluated (P5.15: up to a minute, model). */
const ALARM_DELAY_MS = 30 * SECOND_MS;
/** Limit of the lifecycle hook of managed draining (P5.17). */
const DRAIN_TIMEOUT_MS = 48 * HOUR_MS;

/** The model's times, seconds (P5.15). */
const LAUNCH_SECONDS = [30, 120] as const;
const REGISTRATION_SECONDS = [10, 30] as const;
const WARM_START_SECONDS = [15, 30] as const;

/** The path of a field of the group. */
export type PathOf = (...path: DocumentPath) => DocumentPath;

/** Managed scaling is on. */
export function isScaled({ managedScaling }: AutoScalingGroupSetting): boolean {
  return managedScaling !== undefined && managedScaling.status !== 'DISABLED';
}

/** The group may launch on demand. */
export function usesOnDemand(group: AutoScalingGroupSetting): boolean {
  const { mixedInstancesPolicy: policy, purchaseOption } = group;
  if (group.remedies?.spotFallsBackToOnDemand === true) return true;
  if (policy === undefined) return purchaseOption !== 'spot';
  const { onDemandBaseCapacity = 0, onDemandPercentageAboveBaseCapacity = 100 } = policy.instancesDistribution ?? {};
  return onDemandBaseCapacity > 0 || onDemandPercentageAboveBaseCapacity > 0;
}

/** The group may launch on Spot. */
export function usesSpot({ mixedInstancesPolicy: policy, purchaseOption }: AutoScalingGroupSetting): boolean {
  if (policy === undefined) return purchaseOption === 'spot';
  return (policy.instancesDistribution?.onDemandPercentageAboveBaseCapacity ?? 100) < 100;
}

/** What is wrong with how the group comes and goes. */
export function groupFaults(frame: ScenarioFrame, group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  const faults: Fault[] = [];
  if (isScaled(group) && group.maxSize === undefined) {
    faults.push({ path: at('maxSize'), expected: 'how large managed scaling may make the group' });
  }
  if (group.maxSize === 0)
    faults.push({ path: at('maxSize'), expected: 'more than 0, which a capacity provider needs' });
  if (group.managedTerminationProtection === 'ENABLED' && !isScaled(group)) {
    const expected = 'DISABLED, or managedScaling with status ENABLED, which it needs';
    faults.push({ path: at('managedTerminationProtection'), expected });
  }
  return [...faults, ...mixFaults(group, at), ...updateFaults(frame, group, at), ...shortageFaults(group, at)];
}

function mixFaults({ mixedInstancesPolicy: policy, ...group }: AutoScalingGroupSetting, at: PathOf): Fault[] {
  if (policy === undefined) return [];
  const path = (...rest: (string | number)[]) => at('mixedInstancesPolicy', ...rest);
  const twice = (['instanceType', 'instanceTypes', 'purchaseOption'] as const).filter(
    (key) => group[key] !== undefined,
  );
  const weights = policy.launchTemplate.overrides.flatMap(({ weightedCapacity }, index) =>
    weightedCapacity === undefined
      ? []
      : [
          {
            path: path('launchTemplate', 'overrides', index, 'weightedCapacity'),
            expected: 'no weights, which capacity providers do not support',
            isAtKey: true,
          },
        ],
  );
  return [
    ...weights,
    ...twice.map((key) => ({ path: at(key), expected: `no ${key} beside mixedInstancesPolicy`, isAtKey: true })),
  ];
}

/** Each update in order of time, against the sizes that the ones before it have left. */
function updateFaults(frame: ScenarioFrame, group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  const { minSize = 0, maxSize, updates = [] } = group;
  const inOrder = updates
    .map((update, index) => ({ ...update, index, atMs: instantMs(update.at, frame.startEpochMs) }))
    .sort((a, b) => a.atMs - b.atMs);
  let [min, max] = [minSize, maxSize ?? Number.POSITIVE_INFINITY];
  const faults = inOrder.map(({ index, desiredCapacity, ...sizes }): Fault | null => {
    const path = (key: string) => at('updates', index, key);
    if (sizes.minSize === undefined && sizes.maxSize === undefined && desiredCapacity === undefined) {
      return { path: at('updates', index), expected: 'a minSize, maxSize or desiredCapacity' };
    }
    min = sizes.minSize ?? min;
    max = sizes.maxSize ?? max;
    if (min > max && sizes.minSize !== undefined)
      return { path: path('minSize'), expected: `at most ${max}, the maxSize` };
    if (min > max) return { path: path('maxSize'), expected: `at least ${min}, the minSize` };
    if (desiredCapacity === undefined || (desiredCapacity >= min && desiredCapacity <= max)) return null;
    const expected = desiredCapacity > max ? `at most ${max}, the maxSize` : `at least ${min}, the minSize`;
    return { path: path('desiredCapacity'), expected };
  });
  return faults.filter((fault) => fault !== null);
}

/** A shortage of a type or zone that the group does not have is a misspelling. */
function shortageFaults(group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  const { capacityUnavailable = [], availabilityZones } = group;
  const types = typeNamesOf(group);
  return capacityUnavailable.flatMap(({ instanceType, availabilityZone }, index) => {
    const wrong: Fault[] = [];
    if (instanceType !== undefined && !types.includes(instanceType)) {
      const path = at('capacityUnavailable', index, 'instanceType');
      wrong.push({ path, expected: `one of ${types.join(' | ')}` });
    }
    if (availabilityZone !== undefined && availabilityZones?.includes(availabilityZone) === false) {
      const path = at('capacityUnavailable', index, 'availabilityZone');
      wrong.push({ path, expected: `one of ${availabilityZones.join(' | ')}` });
    }
    return wrong;
  });
}

function typeNamesOf({ instanceType, instanceTypes = [], mixedInstancesPolicy }: AutoScalingGroupSetting): string[] {
  const own = instanceType === undefined ? [] : [instanceType].flat();
  const overrides = mixedInstancesPolicy?.launchTemplate.overrides ?? [];
  return [...own, ...instanceTypes, ...overrides.map((override) => override.instanceType)];
}

/** What of the group goes otherwise than its words say. */
export function groupNotes(name: string, group: AutoScalingGroupSetting): string[] {
  const { remedies = {}, warmPool, mixedInstancesPolicy } = group;
  const strategy = mixedInstancesPolicy?.instancesDistribution?.spotAllocationStrategy ?? '';
  const about = (text: string) => `Capacity provider ${name}: ${text}`;
  return [
    ...(remedies.lowAlarmMinutes === undefined || remedies.lowAlarmMinutes === LOW_ALARM_MINUTES
      ? []
      : [
          about(
            `lowAlarmMinutes ${remedies.lowAlarmMinutes} is a what-if; in ECS the alarm has 15 minutes, and none can be set.`,
          ),
        ]),
    ...(remedies.spotFallsBackToOnDemand === true && usesSpot(group)
      ? [about('spotFallsBackToOnDemand is a what-if; EC2 Auto Scaling waits for Spot capacity.')]
      : []),
    ...(strategy.startsWith('capacity-optimized')
      ? [about(`${strategy} goes by the order of the overrides; how deep a Spot pool is is not simulated.`)]
      : []),
    ...(warmPool?.poolState === 'Hibernated' ? [about('a Hibernated warm pool is simulated as Stopped.')] : []),
    ...(warmPool?.instanceReusePolicy?.reuseOnScaleIn === true
      ? [about('reuseOnScaleIn was read and is not simulated; instances end on scale-in.')]
      : []),
  ];
}

/** The group with its defaults. */
export function readGroup(frame: ScenarioFrame, subject: Subject, group: AutoScalingGroupSetting): ScenarioGroup {
  const { managedScaling, managedTerminationProtection, managedDraining } = toAutoScalingGroupProvider(group);
  const draw = (key: keyof AutoScalingGroupSetting & string, setting: DistributionSetting | undefined, usual: Span) =>
    secondsOf(frame, subject, ['autoScalingGroupProvider', key], setting, usual);
  const updates = updatesOf(frame, group);
  const sizes = [
    group.desiredCapacity,
    group.minSize,
    ...updates.flatMap(({ desiredCapacity, minSize }) => [desiredCapacity, minSize]),
  ];
  return {
    minSize: group.minSize ?? 0,
    maxSize: group.maxSize ?? Math.max(...sizes.map((size) => size ?? 0)),
    mix: mixOf(group),
    launchMs: draw('instanceLaunchSeconds', group.instanceLaunchSeconds, LAUNCH_SECONDS),
    registrationMs: draw('agentRegistrationSeconds', group.agentRegistrationSeconds, REGISTRATION_SECONDS),
    warmPool: warmPoolOf(frame, subject, group),
    updates,
    managedScaling: managedScaling.enabled
      ? {
          targetCapacity: managedScaling.targetCapacity,
          minimumScalingStepSize: managedScaling.minimumScalingStepSize,
          maximumScalingStepSize: managedScaling.maximumScalingStepSize,
          instanceWarmupMs: managedScaling.instanceWarmupPeriodSeconds * SECOND_MS,
          lowAlarmMinutes: group.remedies?.lowAlarmMinutes ?? LOW_ALARM_MINUTES,
          alarmDelayMs: group.alarmDelaySeconds ?? ALARM_DELAY_MS,
        }
      : null,
    managedTerminationProtection,
    drainTimeoutMs: managedDraining ? (group.drainTimeout ?? DRAIN_TIMEOUT_MS) : null,
    shortages: (group.capacityUnavailable ?? []).map((shortage) => shortageOf(frame, shortage)),
    repack: group.remedies?.drainAndRepack === undefined ? null : { everyMs: group.remedies.drainAndRepack.every },
    spotFallsBackToOnDemand: group.remedies?.spotFallsBackToOnDemand ?? false,
  };
}

type Span = readonly [min: number, max: number];

function secondsOf(
  { reading }: ScenarioFrame,
  subject: Subject,
  path: readonly string[],
  setting: DistributionSetting | undefined,
  [min, max]: Span,
): DistributionInput {
  const usual: DistributionInput = { kind: 'uniform', min: min * SECOND_MS, max: max * SECOND_MS };
  return setting === undefined ? usual : (readDistribution({ reading, subject, path: [...path] }, setting) ?? usual);
}

function mixOf({ mixedInstancesPolicy: policy }: AutoScalingGroupSetting): InstancesMix | null {
  if (policy === undefined) return null;
  const distribution = policy.instancesDistribution ?? {};
  const spot = distribution.spotAllocationStrategy ?? 'lowest-price';
  return {
    onDemandBaseCapacity: distribution.onDemandBaseCapacity ?? 0,
    onDemandPercentageAboveBaseCapacity: distribution.onDemandPercentageAboveBaseCapacity ?? 100,
    onDemandByPrice: distribution.onDemandAllocationStrategy === 'lowest-price',
    spotByPrice: spot === 'lowest-price' || spot === 'price-capacity-optimized',
  };
}

function warmPoolOf(
  frame: ScenarioFrame,
  subject: Subject,
  { warmPool }: AutoScalingGroupSetting,
): WarmPoolInput | null {
  if (warmPool === undefined) return null;
  const poolState = warmPool.poolState === 'Running' ? 'Running' : 'Stopped';
  const path = ['autoScalingGroupProvider', 'warmPool', 'startSeconds'];
  const usual = poolState === 'Running' ? ([0, 0] as const) : WARM_START_SECONDS;
  return {
    minSize: warmPool.minSize ?? 0,
    maxGroupPreparedCapacity: warmPool.maxGroupPreparedCapacity ?? null,
    poolState,
    startMs: secondsOf(frame, subject, path, warmPool.startSeconds, usual),
  };
}

function updatesOf({ startEpochMs }: ScenarioFrame, { updates = [] }: AutoScalingGroupSetting): GroupUpdateInput[] {
  return updates
    .map(({ at, minSize = null, maxSize = null, desiredCapacity = null }) => ({
      atMs: instantMs(at, startEpochMs),
      minSize,
      maxSize,
      desiredCapacity,
    }))
    .sort((a, b) => a.atMs - b.atMs);
}

type ShortageSetting = NonNullable<AutoScalingGroupSetting['capacityUnavailable']>[number];

function shortageOf({ startEpochMs, durationMs }: ScenarioFrame, shortage: ShortageSetting): CapacityShortage {
  const { instanceType = null, availabilityZone = null, purchaseOption = null, from, to } = shortage;
  return {
    instanceType,
    availabilityZone,
    purchaseOption,
    fromMs: from === undefined ? 0 : instantMs(from, startEpochMs),
    toMs: to === undefined ? durationMs : instantMs(to, startEpochMs),
  };
}
