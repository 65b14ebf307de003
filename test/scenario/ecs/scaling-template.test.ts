import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/scenario/document.ts';
import { checkTemplate } from '../../../src/scenario/ecs/cloudformation.ts';
import { scalesEcs, scalingOfTemplate } from '../../../src/scenario/ecs/scaling-template.ts';
import type { TemplateDocument } from '../../../src/scenario/ecs/template-reader.ts';
import { compile, faultsOf, service } from '../scenario-texts.ts';
import { corpusText, hasCorpus } from './samples.ts';

const TEMPLATE = `Parameters:
  Most: {Type: Number, Default: 9}
Resources:
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      MinCapacity: 2
      MaxCapacity: !Ref Most
      ResourceId: !Sub "service/\${Cluster}/\${Service.Name}"
      ScalableDimension: ecs:service:DesiredCount
      ServiceNamespace: ecs
      ScheduledActions:
        - ScheduledActionName: night
          Schedule: cron(0 22 * * ? *)
          ScalableTargetAction: {MinCapacity: 1, MaxCapacity: "4"}
  Requests:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: requests
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref Target
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 1000
        PredefinedMetricSpecification:
          PredefinedMetricType: ALBRequestCountPerTarget
          ResourceLabel: !Join ["/", [!GetAtt Front.LoadBalancerFullName, !GetAtt Group.TargetGroupFullName]]
  Out:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: out
      PolicyType: StepScaling
      ScalingTargetId: !Ref Target
      StepScalingPolicyConfiguration:
        AdjustmentType: ChangeInCapacity
        MetricAggregationType: Average
        StepAdjustments: [{MetricIntervalLowerBound: 0, ScalingAdjustment: 1}]
  High:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/ECS
      MetricName: CPUUtilization
      Dimensions: [{Name: ClusterName, Value: !Ref Cluster}, {Name: ServiceName, Value: !GetAtt Service.Name}]
      Statistic: Average
      Period: "60"
      EvaluationPeriods: 2
      Threshold: 70
      ComparisonOperator: GreaterThanThreshold
      AlarmActions: [!Ref Out]
  Table:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {MinCapacity: x, ServiceNamespace: dynamodb}
  TablePolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties: {PolicyType: 3, ScalingTargetId: !Ref Table}
`;
const loadBalancers = [{ targetGroupArn: 'shop', containerName: 'web', containerPort: 80 }];
const scaled = (template: string, fields: object = {}) =>
  compile(
    { services: [service({ loadBalancers, scaling: 'scaling.yaml', ...fields })] },
    {},
    { 'scaling.yaml': template },
  ).inputs[0]!.services[0]!.scaling!;
const faults = (template: string, fields: object = {}) =>
  faultsOf({ services: [service({ scaling: 'scaling.yaml', ...fields })] }, {}, { 'scaling.yaml': template });

describe('service auto scaling in a CloudFormation template', () => {
  it('scales the service that names it: limits, policies with their alarms, scheduled actions', () => {
    const { minCapacity, maxCapacity, policies, scheduledActions } = scaled(TEMPLATE);
    expect([minCapacity, maxCapacity]).toEqual([2, 9]);
    expect(scheduledActions).toEqual([{ atMs: 22 * 3_600_000, minCapacity: 1, maxCapacity: 4 }]);
    expect(policies).toMatchObject([
      { type: 'TargetTrackingScaling', policyName: 'requests', targetValue: 1000 },
      { type: 'StepScaling', policyName: 'out', alarm: { threshold: 70, evaluationPeriods: 2 } },
    ]);
  });

  it('is about the service that it is read for, and its target group, where the template leaves that open', () => {
    const { policies } = scaled(TEMPLATE);
    expect(policies.map((policy) => ('alarm' in policy ? policy.alarm.metric : policy.metric).dimensions)).toEqual([
      [
        { name: 'LoadBalancer', value: 'app/load-balancer/0' },
        { name: 'TargetGroup', value: 'targetgroup/shop/0' },
      ],
      [
        { name: 'ClusterName', value: 'main' },
        { name: 'ServiceName', value: 'web' },
      ],
    ]);
    expect(faults(TEMPLATE)[0]).toContain('Requests.Properties.TargetTrackingScalingPolicyConfiguration');
  });

  it('has its faults at their place in the template', () => {
    expect(faults(TEMPLATE.replace('MinCapacity: 2', 'MinCapacity: 20'), { loadBalancers })).toEqual([
      'Resources.Target.Properties.MinCapacity: found 20, expected at most maxCapacity, 9',
    ]);
    expect(
      faults(TEMPLATE.replace('MetricName: CPUUtilization', 'MetricName: CPUUtilisation'), { loadBalancers })[0],
    ).toMatch(/^Resources\.High\.Properties\.MetricName: found "CPUUtilisation".*did you mean "CPUUtilization"/);
    const [twice] = faults(TEMPLATE.replace('  Table:\n', '  Other:\n').replace('dynamodb', 'ecs'), { loadBalancers });
    expect(twice).toContain(
      'found a file with Target, Other, expected a CloudFormation template with one ScalableTarget',
    );
    expect(faults('Resources: {A: {Type: B}}')[0]).toContain('found a file without any');
    expect(faults(TEMPLATE, { loadBalancers, scalableTarget: { minCapacity: 1, maxCapacity: 2 } })[0]).toContain(
      'either scaling or',
    );
  });

  it('of other services than ECS is left alone', () => {
    const document = parseDocument(TEMPLATE, 'scaling.yaml');
    expect(checkTemplate(document).map(({ logicalName, issues }) => [logicalName, issues.length])).toEqual([
      ['Target', 0],
      ['Requests', 0],
      ['Out', 0],
    ]);
    const template = document.value as TemplateDocument;
    expect(scalesEcs(template, template.Resources.TablePolicy)).toBe(false);
    expect(scalingOfTemplate(document, undefined).map(({ logicalName }) => logicalName)).toEqual(['Target']);
  });

  it('is checked by validate, in the words of the template', () => {
    const wrong = parseDocument(TEMPLATE.replace('StepScaling\n', 'StepScalling\n'), 'scaling.yaml');
    const [issue] = checkTemplate(wrong).flatMap(({ issues }) => issues);
    expect(issue).toMatchObject({ path: 'Resources.Out.Properties.PolicyType', suggestion: 'StepScaling' });
  });
});

describe.skipIf(!hasCorpus)('the corpus', () => {
  it.each([
    ['aws-samples__startup-kit-templates__templates--fargate.cfn.yml', [1, 2], ['ScaleOutPolicy', 'ScaleInPolicy']],
    [
      'widdix__aws-cf-templates__fargate--service-cloudmap.yaml',
      [2, 4],
      [`\${AWS::StackName}-scale-up`, `\${AWS::StackName}-scale-down`],
    ],
  ])('%s scales a service as it stands', (file, limits, names) => {
    const { minCapacity, maxCapacity, policies } = scaled(corpusText(`cloudformation/${file}`));
    expect([minCapacity, maxCapacity]).toEqual(limits);
    expect(policies.map(({ policyName }) => policyName)).toEqual(names);
  });
});
