/** Builders of service auto scaling: a policy says what its case is about. */
import { MINUTE_MS } from '../../src/base/units.ts';
import type {
  ServiceScalingInput,
  StepScalingInput,
  TargetTrackingInput,
} from '../../src/sim/state/input/service-scaling.ts';
import { serviceUtilization } from '../../src/sim/state/metric-names.ts';
import type { MetricSpec } from '../../src/sim/state/metrics.ts';

/** CPUUtilization of a service of the cluster that `input` builds. */
export function cpu(serviceName = 'web', periodMs = MINUTE_MS): MetricSpec {
  return serviceUtilization('CPUUtilization', 'shop', serviceName, periodMs);
}

/** 60 % CPU, cooldowns of five minutes. */
export function tracking(parts: Partial<TargetTrackingInput> = {}): TargetTrackingInput {
  return {
    type: 'TargetTrackingScaling',
    policyName: 'cpu-60',
    metric: cpu(),
    targetValue: 60,
    scaleOutCooldownMs: 5 * MINUTE_MS,
    scaleInCooldownMs: 5 * MINUTE_MS,
    disableScaleIn: false,
    ...parts,
  };
}

/** One task more above 60 % CPU for a minute. */
export function stepping(
  parts: Partial<Omit<StepScalingInput, 'alarm'>> & { alarm?: Partial<StepScalingInput['alarm']> } = {},
): StepScalingInput {
  return {
    type: 'StepScaling',
    policyName: 'step',
    adjustmentType: 'ChangeInCapacity',
    metricAggregationType: 'Average',
    stepAdjustments: [{ lowerBound: 0, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 1 }],
    cooldownMs: 5 * MINUTE_MS,
    minAdjustmentMagnitude: 0,
    ...parts,
    alarm: {
      name: 'cpu-high',
      metric: cpu(),
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: 'missing',
      ...parts.alarm,
    },
  };
}

/** Between 1 and 20 tasks. */
export function scaling(parts: Partial<ServiceScalingInput> = {}): ServiceScalingInput {
  return { minCapacity: 1, maxCapacity: 20, policies: [], scheduledActions: [], ...parts };
}
