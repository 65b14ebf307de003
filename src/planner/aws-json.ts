/**
 * What a scenario asks for as input of the AWS CLI, a file per call for its `--cli-input-json`. What only an account
 * knows stands in angle brackets, which the CLI refuses: the ARN of an Auto Scaling group, its launch template.
 */
import { MINUTE_MS, SECOND_MS } from '../base/units.ts';
import type { ContainerDefinition } from '../scenario/ecs/container-definition.ts';
import type { TaskDefinition } from '../scenario/ecs/task-definition.ts';
import type { Fleet, Scenario, ScenarioCapacityProvider, ScenarioService } from '../scenario/scenario.ts';
import type { TargetTrackingInput } from '../sim/state/input/service-scaling.ts';

/** File name → text: `create-service-shop-web.json`. */
export function awsInputs(scenario: Scenario): Map<string, string> {
  const files = new Map<string, string>();
  const add = (call: string, names: readonly string[], body: object) => {
    files.set(`${[call, ...names].map(safeName).join('-')}.json`, `${JSON.stringify(body, null, 2)}\n`);
  };
  for (const { clusterName, capacityProviders, services } of scenario.clusters) {
    for (const provider of capacityProviders) {
      if (provider.kind !== 'auto-scaling-group') continue;
      add('create-auto-scaling-group', [clusterName, provider.name], autoScalingGroup(provider.name, provider.fleet));
      add('create-capacity-provider', [clusterName, provider.name], capacityProvider(provider));
    }
    for (const service of services) {
      const { taskDefinition, serviceName, scaling } = service;
      add('task-definition-sizes', [taskDefinition.family], taskSizes(taskDefinition));
      add('create-service', [clusterName, serviceName], createService(clusterName, service));
      if (scaling === null) continue;
      const target = scalableTarget(clusterName, serviceName);
      const { minCapacity, maxCapacity, policies } = scaling;
      add('register-scalable-target', [clusterName, serviceName], {
        ...target,
        MinCapacity: minCapacity,
        MaxCapacity: maxCapacity,
      });
      for (const policy of policies) {
        if (policy.type !== 'TargetTrackingScaling') continue;
        const body = { PolicyName: policy.policyName, ...target, ...trackingPolicy(policy) };
        add('put-scaling-policy', [clusterName, serviceName, policy.policyName], body);
      }
    }
  }
  return files;
}

function createService(cluster: string, service: ScenarioService): object {
  const { serviceName, taskDefinition, schedulingStrategy, desiredCount, capacity, placementConstraints } = service;
  const { placementStrategy, minimumHealthyPercent, maximumPercent, circuitBreaker, rebalancesZones } = service;
  const isReplica = schedulingStrategy === 'REPLICA';
  return {
    cluster,
    serviceName,
    // The latest revision: with the sizes above it is a new one.
    taskDefinition: taskDefinition.family,
    schedulingStrategy,
    ...(isReplica ? { desiredCount } : {}),
    ...('launchType' in capacity
      ? { launchType: capacity.launchType }
      : { capacityProviderStrategy: capacity.strategy.map((item) => ({ ...item })) }),
    ...(placementStrategy.length > 0 ? { placementStrategy } : {}),
    ...(placementConstraints.length > 0 ? { placementConstraints } : {}),
    deploymentConfiguration: {
      minimumHealthyPercent,
      maximumPercent,
      ...(circuitBreaker === null
        ? {}
        : { deploymentCircuitBreaker: { enable: true, rollback: circuitBreaker.rollback } }),
    },
    ...(isReplica ? { availabilityZoneRebalancing: rebalancesZones ? 'ENABLED' : 'DISABLED' } : {}),
    ...(taskDefinition.networkMode === 'awsvpc' ? { networkConfiguration: networkConfiguration(service) } : {}),
  };
}

function networkConfiguration({ subnets, securityGroups, assignPublicIp }: ScenarioService): object {
  return {
    awsvpcConfiguration: {
      subnets: subnets.length > 0 ? subnets : ['<subnet>'],
      ...(securityGroups.length > 0 ? { securityGroups } : {}),
      assignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED',
    },
  };
}

function autoScalingGroup(name: string, { instanceTypes, availabilityZones, desiredCapacity, group }: Fleet): object {
  const launchTemplate = { LaunchTemplateName: `<launch template of ${name}>` };
  const shared = {
    AutoScalingGroupName: name,
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: desiredCapacity,
    AvailabilityZones: availabilityZones,
  };
  return {
    ...shared,
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: launchTemplate,
        Overrides: instanceTypes.map((instanceType) => ({ InstanceType: instanceType })),
      },
    },
  };
}

function capacityProvider({ name, fleet }: Extract<ScenarioCapacityProvider, { kind: 'auto-scaling-group' }>): object {
  const { managedScaling, managedTerminationProtection, drainTimeoutMs } = fleet.group;
  const enabled = (isOn: boolean) => (isOn ? 'ENABLED' : 'DISABLED');
  return {
    name,
    autoScalingGroupProvider: {
      autoScalingGroupArn: `<ARN of the Auto Scaling group ${name}>`,
      managedScaling:
        managedScaling === null
          ? { status: 'DISABLED' }
          : {
              status: 'ENABLED',
              targetCapacity: managedScaling.targetCapacity,
              minimumScalingStepSize: managedScaling.minimumScalingStepSize,
              maximumScalingStepSize: managedScaling.maximumScalingStepSize,
              instanceWarmupPeriod: managedScaling.instanceWarmupMs / SECOND_MS,
            },
      managedTerminationProtection: enabled(managedTerminationProtection),
      managedDraining: enabled(drainTimeoutMs !== null),
    },
  };
}

/** The sizes alone: images, secrets and commands are in the user's own task definition. */
function taskSizes({ family, cpuUnits, memoryMiB, containerDefinitions }: TaskDefinition): object {
  return {
    family,
    ...(cpuUnits === undefined ? {} : { cpu: String(cpuUnits) }),
    ...(memoryMiB === undefined ? {} : { memory: String(memoryMiB) }),
    containerDefinitions: containerDefinitions.map(containerSizes),
  };
}

function containerSizes({ name, cpuUnits, memoryMiB, memoryReservationMiB }: ContainerDefinition): object {
  return {
    name,
    cpu: cpuUnits,
    ...(memoryMiB === undefined ? {} : { memory: memoryMiB }),
    ...(memoryReservationMiB === undefined ? {} : { memoryReservation: memoryReservationMiB }),
  };
}

function scalableTarget(clusterName: string, serviceName: string): object {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${clusterName}/${serviceName}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  };
}

/** Predefined metrics by the name of the metric they stand for (P6.2). */
const PREDEFINED: Readonly<Record<string, string>> = {
  CPUUtilization: 'ECSServiceAverageCPUUtilization',
  MemoryUtilization: 'ECSServiceAverageMemoryUtilization',
  RequestCountPerTarget: 'ALBRequestCountPerTarget',
};

function trackingPolicy(policy: TargetTrackingInput): object {
  const { name, periodMs } = policy.metric;
  const isUtilization = name.endsWith('Utilization');
  const resolution = isUtilization && periodMs < MINUTE_MS ? 'HighResolution' : '';
  const predefined = PREDEFINED[name];
  return {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: policy.targetValue,
      ...(predefined === undefined
        ? { CustomizedMetricSpecification: { MetricName: name, Namespace: policy.metric.namespace } }
        : { PredefinedMetricSpecification: { PredefinedMetricType: `${predefined}${resolution}` } }),
      ScaleOutCooldown: policy.scaleOutCooldownMs / SECOND_MS,
      ScaleInCooldown: policy.scaleInCooldownMs / SECOND_MS,
      DisableScaleIn: policy.disableScaleIn,
    },
  };
}

/** Fit for a file name on every system. */
function safeName(name: string): string {
  return name.replace(/[^\w-]+/g, '-');
}
