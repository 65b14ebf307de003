import { NONE } from '../../../base/units.ts';
import type { AlarmTable } from '../../state/alarms.ts';
import type { ScalingPolicyInput, StepScalingInput, TargetTrackingInput } from '../../state/input/service-scaling.ts';
import type { SimulationInput } from '../../state/input.ts';
import { STANDARD_PERIOD_MS } from '../../state/metric-names.ts';
import type { MetricTable } from '../../state/metrics.ts';
import { openUserAlarm } from '../metrics/user-alarms.ts';
import { LOW_ALARM_FACTOR } from './scaling-rules.ts';

/** A policy of a service with its alarms. */
export interface ScalingPolicy {
  /** Place among the policies of its service. */
  readonly number: number;
  readonly input: ScalingPolicyInput;
  /** Target, or threshold of the alarm. */
  readonly targetValue: number;
  readonly outCooldownMs: number;
  readonly inCooldownMs: number;
  /** Above the target; or the alarm of step scaling, whichever way it looks. */
  readonly highAlarm: number;
  /** NONE where target tracking is not to scale in, and with step scaling. */
  readonly lowAlarm: number;
  /** Group of its alarms in AlarmTable. */
  readonly alarmGroup: number;
  /** null: the newest datapoint of the alarm says how far it is breached. */
  readonly minutes: PolicyMinutes | null;
}

/** The minutes in a period of an alarm, of which the least or the largest chooses the step (P6.11). */
export interface PolicyMinutes {
  /** Row of the one-minute metric. */
  readonly metric: number;
  readonly count: number;
  readonly isMaximum: boolean;
  readonly delayMs: number;
}

/** Opens metrics and alarms of every scaling policy; by service. */
export function openScalingPolicies(
  input: SimulationInput,
  metrics: MetricTable,
  alarms: AlarmTable,
): ScalingPolicy[][] {
  return input.services.map(({ scaling, serviceName }) =>
    (scaling?.policies ?? []).map((policy, number) => {
      const name = `service/${input.clusterName}/${serviceName}`;
      if (policy.type === 'StepScaling') return openStepScaling(input, metrics, alarms, { policy, number });
      return openTargetTracking(input, metrics, alarms, { policy, number, name });
    }),
  );
}

/** Two alarms per policy: above the target, and below nine tenths of it (P6.3). */
function openTargetTracking(
  { cloudWatch }: SimulationInput,
  metrics: MetricTable,
  alarms: AlarmTable,
  { policy, number, name }: { policy: TargetTrackingInput; number: number; name: string },
): ScalingPolicy {
  const metric = metrics.open(policy.metric);
  const isStandard = policy.metric.periodMs >= STANDARD_PERIOD_MS;
  const out = isStandard ? cloudWatch.scaleOutDatapoints : cloudWatch.highResolutionScaleOutDatapoints;
  const low = isStandard ? cloudWatch.scaleInDatapoints : cloudWatch.highResolutionScaleInDatapoints;
  const delayMs = isStandard ? cloudWatch.metricDelayMs : cloudWatch.highResolutionMetricDelayMs;
  const shared = { metric, treatMissingData: 'missing', delayMs } as const;
  const highAlarm = alarms.open({
    ...shared,
    name: `TargetTracking-${name}-AlarmHigh-${policy.policyName}`,
    comparison: 'GreaterThanThreshold',
    threshold: policy.targetValue,
    evaluationPeriods: out,
    datapointsToAlarm: out,
  });
  const lowAlarm = policy.disableScaleIn
    ? NONE
    : alarms.open({
        ...shared,
        name: `TargetTracking-${name}-AlarmLow-${policy.policyName}`,
        comparison: 'LessThanThreshold',
        threshold: policy.targetValue * LOW_ALARM_FACTOR,
        evaluationPeriods: low,
        datapointsToAlarm: low,
      });
  return {
    number,
    input: policy,
    targetValue: policy.targetValue,
    outCooldownMs: policy.scaleOutCooldownMs,
    inCooldownMs: policy.scaleInCooldownMs,
    highAlarm,
    lowAlarm,
    alarmGroup: alarms.groupNumberOf(highAlarm),
    minutes: null,
  };
}

/** The user's own alarm (P6.9). */
function openStepScaling(
  { cloudWatch }: SimulationInput,
  metrics: MetricTable,
  alarms: AlarmTable,
  { policy, number }: { policy: StepScalingInput; number: number },
): ScalingPolicy {
  const { alarm, cooldownMs } = policy;
  const highAlarm = openUserAlarm({ cloudWatch, metrics, alarms }, alarm);
  return {
    number,
    input: policy,
    targetValue: alarm.threshold,
    outCooldownMs: cooldownMs,
    inCooldownMs: cooldownMs,
    highAlarm,
    lowAlarm: NONE,
    alarmGroup: alarms.groupNumberOf(highAlarm),
    minutes: minutesOf(policy, cloudWatch.metricDelayMs, metrics),
  };
}

/** The average of the minutes is the alarm's own datapoint, and a period of one minute has no other. */
function minutesOf(
  { alarm: { metric: spec }, metricAggregationType }: StepScalingInput,
  delayMs: number,
  metrics: MetricTable,
): PolicyMinutes | null {
  const count = spec.periodMs / STANDARD_PERIOD_MS;
  if (metricAggregationType === 'Average' || count <= 1) return null;
  const metric = metrics.open({ ...spec, periodMs: STANDARD_PERIOD_MS });
  metrics.keepLatest(metric, count + Math.ceil(delayMs / STANDARD_PERIOD_MS) + 1);
  return { metric, count, isMaximum: metricAggregationType === 'Maximum', delayMs };
}

/** Least or largest minute of the period that has been evaluated now; NaN where none has a datapoint. */
export function extremeMinute(
  { metric, count, isMaximum, delayMs }: PolicyMinutes,
  metrics: MetricTable,
  nowMs: number,
): number {
  const since = Math.floor(nowMs / STANDARD_PERIOD_MS) - (nowMs - delayMs) / STANDARD_PERIOD_MS;
  let extreme = Number.NaN;
  for (let back = since; back < since + count; back++) {
    const value = metrics.last(metric, back);
    if (Number.isNaN(extreme) || (isMaximum ? value > extreme : value < extreme)) extreme = value;
  }
  return extreme;
}
