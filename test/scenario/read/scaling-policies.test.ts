import { describe, expect, it } from 'vitest';
import { compile, faultsOf, service } from '../scenario-texts.ts';

const TARGET = { minCapacity: 1, maxCapacity: 10 };
const TRACKING = {
  targetValue: 60,
  predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
};
const ALARM = {
  namespace: 'AWS/ECS',
  metricName: 'CPUUtilization',
  period: 60,
  evaluationPeriods: 2,
  threshold: 50,
  comparisonOperator: 'GreaterThanOrEqualToThreshold',
};
const step = (from: number | null, to: number | null, scalingAdjustment: number) => ({
  metricIntervalLowerBound: from,
  metricIntervalUpperBound: to,
  scalingAdjustment,
});
const stepped = (stepAdjustments: object[], alarm: object | undefined = ALARM) => ({
  policyName: 'steps',
  policyType: 'StepScaling',
  stepScalingPolicyConfiguration: { adjustmentType: 'ChangeInCapacity', stepAdjustments },
  alarm,
});
const policiesOf = (...scalingPolicies: object[]) =>
  compile({ services: [service({ scalableTarget: TARGET, scalingPolicies })] }).inputs[0]!.services[0]!.scaling!
    .policies;
const faults = (...scalingPolicies: object[]) =>
  faultsOf({ services: [service({ scalableTarget: TARGET, scalingPolicies })] });

describe('the scaling policies of a service', () => {
  it('P6.6: target tracking has cooldowns of 300 seconds both ways, and scales in', () => {
    expect(policiesOf({ policyName: 'cpu', targetTrackingScalingPolicyConfiguration: TRACKING })).toMatchObject([
      {
        type: 'TargetTrackingScaling',
        policyName: 'cpu',
        targetValue: 60,
        scaleOutCooldownMs: 300_000,
        scaleInCooldownMs: 300_000,
        disableScaleIn: false,
      },
    ]);
  });

  it('are taken in the spelling of CloudFormation, and as describe-scaling-policies prints them', () => {
    const printed = {
      PolicyARN: 'arn:aws:autoscaling:us-east-1:1:scalingPolicy:1',
      PolicyName: 'cpu',
      ServiceNamespace: 'ecs',
      ResourceId: 'service/main/web',
      ScalableDimension: 'ecs:service:DesiredCount',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 75,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
        ScaleOutCooldown: 60,
        DisableScaleIn: true,
      },
      Alarms: [{ AlarmName: 'a', AlarmARN: 'arn' }],
      CreationTime: '2026-01-01T00:00:00Z',
    };
    expect(policiesOf(printed)).toMatchObject([
      { policyName: 'cpu', targetValue: 75, scaleOutCooldownMs: 60_000, disableScaleIn: true },
    ]);
  });

  it('P6.9: steps are sorted, and a bound that is not given is infinite', () => {
    const [policy] = policiesOf(stepped([step(10, null, 2), step(0, 10, 1)]));
    expect(policy).toMatchObject({
      type: 'StepScaling',
      cooldownMs: 300_000,
      minAdjustmentMagnitude: 0,
      alarm: {
        name: 'web-steps',
        threshold: 50,
        evaluationPeriods: 2,
        datapointsToAlarm: 2,
        treatMissingData: 'missing',
      },
      stepAdjustments: [
        { lowerBound: 0, upperBound: 10, scalingAdjustment: 1 },
        { lowerBound: 10, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 2 },
      ],
    });
  });

  it.each([
    [[step(0, 10, 1), step(20, null, 2)], 'metricIntervalLowerBound 10'],
    [[step(0, 10, 1), step(5, null, 2)], 'no gaps, no overlaps'],
    [[step(10, 0, 1)], 'below the metricIntervalUpperBound'],
  ])('P6.9: refuses gaps, overlaps and steps of no width', (steps, words) => {
    expect(faults(stepped(steps)).join()).toContain(words);
  });

  it('asks for the alarm of step scaling, and that it can be met', () => {
    expect(faults({ ...stepped([step(0, null, 1)]), alarm: undefined }).join()).toContain('the alarm that invokes');
    expect(faults(stepped([step(0, null, 1)], { ...ALARM, datapointsToAlarm: 3 })).join()).toContain(
      'evaluationPeriods',
    );
    expect(faults(stepped([step(0, null, 1)], { ...ALARM, metricName: 'Nothing' })).join()).toContain('metricName');
  });

  it('refuses a policy of no kind, of both, or of another kind than it says', () => {
    const both = { ...stepped([step(0, null, 1)]), targetTrackingScalingPolicyConfiguration: TRACKING };
    const other = { policyType: 'StepScaling', targetTrackingScalingPolicyConfiguration: TRACKING };
    for (const policy of [{ policyName: 'x' }, both, other]) {
      expect(faults(policy).join()).toContain('the policyType of it');
    }
  });

  it('P6.11: the least or largest minute of a sum is refused: it says nothing against the threshold of several', () => {
    const config = {
      adjustmentType: 'ChangeInCapacity',
      stepAdjustments: [step(0, null, 1)],
      metricAggregationType: 'Maximum',
    };
    const policy = (alarm: object) => ({ stepScalingPolicyConfiguration: config, alarm: { ...ALARM, ...alarm } });
    expect(policiesOf(policy({ period: 300 }))).toMatchObject([{ metricAggregationType: 'Maximum' }]);
    const dimensions = [{ name: 'TargetGroup', value: 'targetgroup/web/1' }];
    const sum = { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions };
    expect(policiesOf(policy({ ...sum, period: 60 }))).toHaveLength(1);
    expect(faults(policy({ ...sum, period: 300 }))[0]).toContain('expected Average: the alarm looks at the Sum');
  });
});
