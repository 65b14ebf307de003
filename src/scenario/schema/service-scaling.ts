/** Service auto scaling in the words of Application Auto Scaling and of put-metric-alarm. */

import { z } from 'zod';
import { ADJUSTMENT_TYPES, AGGREGATION_TYPES } from '../../sim/state/input/service-scaling.ts';
import { alarmSchema, metricDimensionsSchema } from './alarm.ts';
import { strictObject } from './strict-object.ts';
import { calendarTime, filePath, positive } from './values.ts';

/** Metrics that target tracking knows by name (P6.2). */
export const PREDEFINED_METRICS = [
  'ECSServiceAverageCPUUtilization',
  'ECSServiceAverageMemoryUtilization',
  'ECSServiceAverageCPUUtilizationHighResolution',
  'ECSServiceAverageMemoryUtilizationHighResolution',
  'ALBRequestCountPerTarget',
] as const;

const capacity = z.int().min(0).max(1_000_000);
const seconds = z.int().min(0).max(86_400);

/** Fields of register-scalable-target and put-scaling-policy that say which service it is: it stands beside them. */
const resource = {
  serviceNamespace: z.literal('ecs').optional(),
  resourceId: z.string().optional(),
  scalableDimension: z.literal('ecs:service:DesiredCount').optional(),
};
/** What the describe commands print beside it. */
const output = { creationTime: z.unknown().optional() };

/** The limits of the desired count (P6.1). */
export const scalableTargetSchema = strictObject(() => ({
  ...resource,
  minCapacity: capacity.describe('Fewest tasks.'),
  maxCapacity: capacity.describe('Most tasks.'),
  roleARN: z.string().optional(),
  scalableTargetARN: z.string().optional(),
  suspendedState: strictObject(() => ({
    dynamicScalingInSuspended: z.literal(false).optional(),
    dynamicScalingOutSuspended: z.literal(false).optional(),
    scheduledScalingSuspended: z.literal(false).optional(),
  })).optional(),
  ...output,
})).describe('Limits of the desired count, as register-scalable-target takes them.');

const customizedMetric = strictObject(() => ({
  metricName: z.string(),
  namespace: z.string(),
  dimensions: metricDimensionsSchema.optional(),
  statistic: z.enum(['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum']),
  unit: z.string().optional(),
})).describe('A metric that the simulation publishes, by its name in CloudWatch.');

const targetTracking = strictObject(() => ({
  targetValue: positive,
  predefinedMetricSpecification: strictObject(() => ({
    predefinedMetricType: z.enum(PREDEFINED_METRICS),
    resourceLabel: z.string().optional(),
  })).optional(),
  customizedMetricSpecification: customizedMetric.optional(),
  scaleOutCooldown: seconds.optional().describe('Seconds. Default 300.'),
  scaleInCooldown: seconds.optional().describe('Seconds. Default 300.'),
  disableScaleIn: z.boolean().optional(),
}));

const stepScaling = strictObject(() => ({
  adjustmentType: z.enum(ADJUSTMENT_TYPES),
  stepAdjustments: z
    .array(
      strictObject(() => ({
        metricIntervalLowerBound: z.number().nullable().optional(),
        metricIntervalUpperBound: z.number().nullable().optional(),
        scalingAdjustment: z.int(),
      })),
    )
    .min(1)
    .max(20),
  cooldown: seconds.optional().describe('Seconds. Default 300.'),
  metricAggregationType: z
    .enum(AGGREGATION_TYPES)
    .optional()
    .describe('Of the minutes in a longer period of the alarm: by which the step is chosen. Default Average.'),
  minAdjustmentMagnitude: z.int().min(0).optional(),
}));

/** A policy as put-scaling-policy takes it; with step scaling its alarm stands beside it. */
export const scalingPolicySchema = strictObject(() => ({
  ...resource,
  policyName: z.string().optional(),
  policyType: z.enum(['TargetTrackingScaling', 'StepScaling']).optional(),
  targetTrackingScalingPolicyConfiguration: targetTracking.optional(),
  stepScalingPolicyConfiguration: stepScaling.optional(),
  alarm: alarmSchema.describe('The CloudWatch alarm that invokes the policy, as put-metric-alarm takes it.').optional(),
  policyARN: z.string().optional(),
  alarms: z.array(z.looseObject({})).optional(),
  ...output,
})).describe('A scaling policy as put-scaling-policy takes it.');

/** A scheduled action as put-scheduled-action takes it (P6.13). */
export const scheduledActionSchema = strictObject(() => ({
  ...resource,
  scheduledActionName: z.string().optional(),
  schedule: z.string().describe('at(2026-01-06T08:00:00), rate(1 day) or cron(0 8 * * ? *).'),
  startTime: calendarTime.optional().describe('Not before.'),
  endTime: calendarTime.optional().describe('Not after.'),
  timezone: z.string().optional().describe('Of at() and cron(), such as Europe/Berlin. Default UTC.'),
  scalableTargetAction: strictObject(() => ({ minCapacity: capacity.optional(), maxCapacity: capacity.optional() })),
  scheduledActionARN: z.string().optional(),
  ...output,
})).describe('New limits at set times, as put-scheduled-action takes them.');

/** The fields of a service that make it scale. */
export const scalingExtras = {
  scalableTarget: scalableTargetSchema.optional(),
  scalingPolicies: z.array(scalingPolicySchema).optional().describe('What moves the desired count within its limits.'),
  scheduledActions: z.array(scheduledActionSchema).optional().describe('What moves the limits at set times.'),
} as const;

/** A CloudFormation template in place of the three. */
export const scalingTemplate = filePath.describe(
  'A CloudFormation template with the ScalableTarget of the service, its ScalingPolicies and their alarms.',
);

/** All that scales a service, as one value. */
export const scalingSchema = z.object(scalingExtras);

/** What a service says of its scaling. */
export type ScalingSetting = z.output<z.ZodObject<typeof scalingExtras>>;
export type ScalingPolicySetting = z.output<typeof scalingPolicySchema>;
export type TargetTrackingSetting = z.output<typeof targetTracking>;
export type StepScalingSetting = z.output<typeof stepScaling>;
export type ScheduledActionSetting = z.output<typeof scheduledActionSchema>;
