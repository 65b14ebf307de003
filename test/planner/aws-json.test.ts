import { describe, expect, it } from 'vitest';
import { awsInputs } from '../../src/planner/aws-json.ts';
import { fargateDefinition, provider, read, scenarioText, service, webDefinition } from '../scenario/scenario-texts.ts';

const parsed = (files: ReadonlyMap<string, string>, name: string) => JSON.parse(files.get(name) ?? 'null') as unknown;

const scenario = read(
  scenarioText({
    capacityProviders: [
      provider({ minSize: 1, maxSize: 9, managedScaling: { status: 'ENABLED', targetCapacity: 90 } }),
      'FARGATE',
    ],
    services: [
      service({
        taskDefinition: webDefinition({ cpu: '512', memory: '1024' }),
        capacityProviderStrategy: [{ capacityProvider: 'general', weight: 1 }],
        placementStrategy: [{ type: 'binpack', field: 'memory' }],
        deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 },
        monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
        scalableTarget: { minCapacity: 2, maxCapacity: 20 },
        scalingPolicies: [
          {
            policyName: 'cpu',
            targetTrackingScalingPolicyConfiguration: {
              targetValue: 60,
              predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution' },
            },
          },
        ],
      }),
      service({ serviceName: 'job', taskDefinition: fargateDefinition(), launchType: 'FARGATE' }),
    ],
  }),
);

describe('a scenario as calls of the AWS CLI', () => {
  const files = awsInputs(scenario);

  it('has a file per call', () => {
    expect([...files.keys()]).toEqual([
      'create-auto-scaling-group-main-general.json',
      'create-capacity-provider-main-general.json',
      'task-definition-sizes-web.json',
      'create-service-main-web.json',
      'register-scalable-target-main-web.json',
      'put-scaling-policy-main-web-cpu.json',
      'task-definition-sizes-job.json',
      'create-service-main-job.json',
    ]);
  });

  it('a capacity provider of the same name in two clusters has a file for each', () => {
    const both = { ...scenario, clusters: [...scenario.clusters, { ...scenario.clusters[0]!, clusterName: 'other' }] };
    const names = [...awsInputs(both).keys()].filter((name) => /provider|group/.test(name));
    expect(names).toEqual([
      'create-auto-scaling-group-main-general.json',
      'create-capacity-provider-main-general.json',
      'create-auto-scaling-group-other-general.json',
      'create-capacity-provider-other-general.json',
    ]);
  });

  it('create-service names capacity, placement and deployment as the API does', () => {
    expect(parsed(files, 'create-service-main-web.json')).toMatchObject({
      cluster: 'main',
      serviceName: 'web',
      taskDefinition: 'web',
      schedulingStrategy: 'REPLICA',
      desiredCount: 2,
      capacityProviderStrategy: [{ capacityProvider: 'general', base: 0, weight: 1 }],
      placementStrategy: [{ type: 'binpack', field: 'memory' }],
      deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 },
    });
    expect(parsed(files, 'create-service-main-job.json')).toMatchObject({
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }],
      networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'DISABLED' } },
    });
  });

  it('create-auto-scaling-group and create-capacity-provider size the group, and leave to the account what only it knows', () => {
    expect(parsed(files, 'create-auto-scaling-group-main-general.json')).toMatchObject({
      MinSize: 1,
      MaxSize: 9,
      DesiredCapacity: 3,
      MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 'm6i.xlarge' }] } },
    });
    expect(parsed(files, 'create-capacity-provider-main-general.json')).toMatchObject({
      name: 'general',
      autoScalingGroupProvider: {
        autoScalingGroupArn: expect.stringMatching(/^<.*>$/),
        managedScaling: { status: 'ENABLED', targetCapacity: 90, instanceWarmupPeriod: 300 },
      },
    });
  });

  it('P6.1, P6.2: the scalable target and its policy', () => {
    const target = {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/main/web',
      ScalableDimension: 'ecs:service:DesiredCount',
    };
    expect(parsed(files, 'register-scalable-target-main-web.json')).toEqual({
      ...target,
      MinCapacity: 2,
      MaxCapacity: 20,
    });
    expect(parsed(files, 'put-scaling-policy-main-web-cpu.json')).toMatchObject({
      PolicyName: 'cpu',
      ...target,
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution' },
        ScaleOutCooldown: 300,
      },
    });
  });

  it('the sizes of a task definition are those of the API: texts for the task, numbers for containers', () => {
    expect(parsed(files, 'task-definition-sizes-web.json')).toEqual({
      family: 'web',
      cpu: '512',
      memory: '1024',
      containerDefinitions: [{ name: 'web', cpu: 256, memory: 512 }],
    });
  });
});
