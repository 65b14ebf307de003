import type { AlarmSpec } from '../alarms.ts';
import type { MetricSpec } from '../metrics.ts';

/** Keeps the metric of a service at a target (P6.3–P6.8). */
export interface TargetTrackingInput {
  readonly type: 'TargetTrackingScaling';
  readonly policyName: string;
  readonly metric: MetricSpec;
  readonly targetValue: number;
  readonly scaleOutCooldownMs: number;
  readonly scaleInCooldownMs: number;
  readonly disableScaleIn: boolean;
}

/** One step; bounds are relative to the threshold of the alarm, infinite where it has none (P6.9). */
export interface StepAdjustmentInput {
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly scalingAdjustment: number;
}

export const ADJUSTMENT_TYPES = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'] as const;
export type AdjustmentType = (typeof ADJUSTMENT_TYPES)[number];

/** An alarm of the user's, and the metric it watches. */
export interface AlarmInput extends Omit<AlarmSpec, 'metric' | 'delayMs'> {
  readonly metric: MetricSpec;
}

export const AGGREGATION_TYPES = ['Average', 'Minimum', 'Maximum'] as const;
export type AggregationType = (typeof AGGREGATION_TYPES)[number];

/** Steps by the size of the breach of an alarm of the user's (P6.9–P6.12). */
export interface StepScalingInput {
  readonly type: 'StepScaling';
  readonly policyName: string;
  readonly alarm: AlarmInput;
  readonly adjustmentType: AdjustmentType;
  /** Of the one-minute datapoints in a longer period of the alarm: by which of them the step is chosen (P6.11). */
  readonly metricAggregationType: AggregationType;
  /** Ascending, without gaps and overlaps. */
  readonly stepAdjustments: readonly StepAdjustmentInput[];
  readonly cooldownMs: number;
  /** 0 = none. */
  readonly minAdjustmentMagnitude: number;
}

export type ScalingPolicyInput = TargetTrackingInput | StepScalingInput;

/** One run of a scheduled action: new limits, null = as they are (P6.13). */
export interface ScheduledActionInput {
  readonly atMs: number;
  readonly minCapacity: number | null;
  readonly maxCapacity: number | null;
}

/** The scalable target of a service and what moves it (P6.1). */
export interface ServiceScalingInput {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly policies: readonly ScalingPolicyInput[];
  /** In order of time. */
  readonly scheduledActions: readonly ScheduledActionInput[];
}

/** How CloudWatch sees the cluster, and what AWS does not publish about its timing (docs/decisions, P6.3). */
export interface CloudWatchInput {
  /** From the end of a period until alarms are evaluated with its datapoint: of metrics of a minute and longer. */
  readonly metricDelayMs: number;
  /** The same of metrics below a minute. */
  readonly highResolutionMetricDelayMs: number;
  /** Datapoints of the alarms of target tracking: above the target, and below nine tenths of it. */
  readonly scaleOutDatapoints: number;
  readonly scaleInDatapoints: number;
  readonly highResolutionScaleOutDatapoints: number;
  readonly highResolutionScaleInDatapoints: number;
  /** The cluster's own alarms, beside those of scaling policies. */
  readonly alarms: readonly AlarmInput[];
  /** Container Insights of the cluster (P11.3); `enhanced` has another price. */
  readonly containerInsights: 'disabled' | 'enabled' | 'enhanced';
  /** The CloudWatch agent runs on the container instances: they have metrics of their own (P11.3). */
  readonly hasInstanceInsights: boolean;
}
