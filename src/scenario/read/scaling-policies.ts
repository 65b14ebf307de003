/** Scaling policies of a service (P6.3–P6.12). */

import { SECOND_MS } from '../../base/units.ts';
import type {
  ScalingPolicyInput,
  StepAdjustmentInput,
  StepScalingInput,
} from '../../sim/state/input/service-scaling.ts';
import { STANDARD_PERIOD_MS } from '../../sim/state/metric-names.ts';
import type { MetricSpec } from '../../sim/state/metrics.ts';
import type { DocumentPath } from '../document.ts';
import type { Fault } from '../fault.ts';
import type { AlarmSetting } from '../schema/alarm.ts';
import type { ScalingPolicySetting, StepScalingSetting } from '../schema/service-scaling.ts';
import { toAlarm } from './alarms.ts';
import { type MetricOwner, trackedMetric } from './scaling-metrics.ts';

/** Default of every cooldown of an ECS service (P6.6, P6.11). */
const COOLDOWN_SECONDS = 300;

/** A policy as the engine takes it, or what is wrong with it; paths start at the policy. */
export function readPolicy(
  setting: ScalingPolicySetting,
  number: number,
  owner: MetricOwner,
): ScalingPolicyInput | readonly Fault[] {
  const { targetTrackingScalingPolicyConfiguration: tracking, stepScalingPolicyConfiguration: step } = setting;
  const policyName = setting.policyName ?? `policy-${number + 1}`;
  const named = setting.policyType;
  if (tracking !== undefined && step === undefined && named !== 'StepScaling') {
    return readTracking(policyName, tracking, owner);
  }
  if (step !== undefined && tracking === undefined && named !== 'TargetTrackingScaling') {
    return readStep(policyName, step, setting.alarm, owner);
  }
  const expected =
    'one of targetTrackingScalingPolicyConfiguration and stepScalingPolicyConfiguration, and the policyType of it';
  return [{ path: [], found: named ?? 'a policy without its configuration', expected }];
}

function readTracking(
  policyName: string,
  setting: NonNullable<ScalingPolicySetting['targetTrackingScalingPolicyConfiguration']>,
  owner: MetricOwner,
): ScalingPolicyInput | readonly Fault[] {
  const metric = trackedMetric(setting, owner);
  if (isFault(metric)) return [under('targetTrackingScalingPolicyConfiguration', metric)];
  return {
    type: 'TargetTrackingScaling',
    policyName,
    metric,
    targetValue: setting.targetValue,
    scaleOutCooldownMs: (setting.scaleOutCooldown ?? COOLDOWN_SECONDS) * SECOND_MS,
    scaleInCooldownMs: (setting.scaleInCooldown ?? COOLDOWN_SECONDS) * SECOND_MS,
    disableScaleIn: setting.disableScaleIn ?? false,
  };
}

function readStep(
  policyName: string,
  setting: StepScalingSetting,
  alarm: AlarmSetting | undefined,
  owner: MetricOwner,
): ScalingPolicyInput | readonly Fault[] {
  if (alarm === undefined) {
    return [{ path: ['alarm'], expected: 'the alarm that invokes the policy, as put-metric-alarm takes it' }];
  }
  const read = toAlarm(alarm, `${owner.serviceName}-${policyName}`, owner);
  const steps = stepsOf(setting);
  const metricAggregationType = setting.metricAggregationType ?? 'Average';
  const faults = [
    ...(Array.isArray(read) ? read.map((fault) => under('alarm', fault)) : aggregationFaults(read, setting)),
    ...stepFaults(steps),
  ];
  if (Array.isArray(read) || faults.length > 0) return faults;
  return {
    type: 'StepScaling',
    policyName,
    alarm: read as StepScalingInput['alarm'],
    adjustmentType: setting.adjustmentType,
    metricAggregationType,
    stepAdjustments: steps.map(({ step }) => step),
    cooldownMs: (setting.cooldown ?? COOLDOWN_SECONDS) * SECOND_MS,
    minAdjustmentMagnitude: setting.minAdjustmentMagnitude ?? 0,
  };
}

/** The least or the largest minute of a sum says nothing against the threshold of a longer one. */
function aggregationFaults(
  { metric }: StepScalingInput['alarm'],
  { metricAggregationType = 'Average' }: StepScalingSetting,
): Fault[] {
  const isOfMinutes = metric.periodMs > STANDARD_PERIOD_MS;
  if (metricAggregationType === 'Average' || metric.statistic === 'Average' || !isOfMinutes) return [];
  const path = ['stepScalingPolicyConfiguration', 'metricAggregationType'];
  return [{ path, expected: `Average: the alarm looks at the ${metric.statistic} of a period of several minutes` }];
}

interface PlacedStep {
  readonly step: StepAdjustmentInput;
  readonly path: DocumentPath;
}

/** In ascending order; a bound that is not given is infinite (P6.9). */
function stepsOf({ stepAdjustments }: StepScalingSetting): PlacedStep[] {
  const steps = stepAdjustments.map(
    ({ metricIntervalLowerBound, metricIntervalUpperBound, scalingAdjustment }, index) => ({
      step: {
        lowerBound: metricIntervalLowerBound ?? Number.NEGATIVE_INFINITY,
        upperBound: metricIntervalUpperBound ?? Number.POSITIVE_INFINITY,
        scalingAdjustment,
      },
      path: ['stepScalingPolicyConfiguration', 'stepAdjustments', index],
    }),
  );
  return steps.sort((one, other) => one.step.lowerBound - other.step.lowerBound);
}

/** No gaps, no overlaps (P6.9). */
function stepFaults(steps: readonly PlacedStep[]): Fault[] {
  return steps.flatMap(({ step, path }, index) => {
    const faults: Fault[] = [];
    if (step.lowerBound >= step.upperBound) {
      faults.push({ path, expected: 'a metricIntervalLowerBound below the metricIntervalUpperBound' });
    }
    const before = steps[index - 1]?.step.upperBound;
    if (before !== undefined && before !== step.lowerBound) {
      const expected = `metricIntervalLowerBound ${before}, where the step before ends: no gaps, no overlaps (P6.9)`;
      faults.push({ path, found: `metricIntervalLowerBound ${step.lowerBound}`, expected });
    }
    return faults;
  });
}

function isFault(value: MetricSpec | Fault): value is Fault {
  return 'path' in value;
}

function under(key: string, fault: Fault): Fault {
  return { ...fault, path: [key, ...fault.path] };
}
