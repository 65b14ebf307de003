/**
 * A scenario with everything on: services that scale behind a load balancer on container instances that scale, in
 * fluid detail, with a deployment of each every week. What a planner runs for a month, at a size that few have.
 */
import { compileScenario } from '../src/scenario/compile.ts';
import { parseDocument } from '../src/scenario/document.ts';
import { readScenario } from '../src/scenario/read.ts';
import type { SimulationInput } from '../src/sim/state/input.ts';

const WEEK_DAYS = 7;

/** The scenario below, compiled. */
export function everythingInput(days: number, services: number, idle = 0): SimulationInput {
  const document = parseDocument(JSON.stringify(everythingScenario(days, services, idle)), 'everything.json');
  return compileScenario(readScenario(document)).inputs[0];
}

/**
 * `services` services over so many days; at the peak they need about twelve container instances each. Beside them
 * `idle` services of two tasks with a steady trickle of requests, on as many container instances of their own.
 */
export function everythingScenario(days: number, services: number, idle = 0) {
  const rows = Array.from({ length: services }, (_, row) => row);
  const idleRows = Array.from({ length: idle }, (_, row) => services + row);
  return {
    plimsoll: 1,
    name: 'everything',
    region: 'us-east-1',
    duration: `${days}d`,
    report: { bucket: '1h' },
    clusters: [
      {
        clusterName: 'shop',
        capacityProviders: [
          { name: 'general', autoScalingGroupProvider: group(services, services * 20, services * 8) },
          ...(idle === 0 ? [] : [{ name: 'idle', autoScalingGroupProvider: group(idle, idle, idle) }]),
        ],
        services: [...rows.map((row) => service(row, days)), ...idleRows.map(idleService)],
      },
    ],
    loadBalancers: [{ loadBalancerName: 'public' }],
    targetGroups: [...rows, ...idleRows].map((row) => ({
      targetGroupName: `target-${row}`,
      loadBalancerName: 'public',
    })),
    taskDefinitions: [
      {
        family: 'web',
        cpu: '1024',
        memory: '2048',
        networkMode: 'bridge',
        containerDefinitions: [{ name: 'web', image: 'web', portMappings: [{ containerPort: 80 }] }],
      },
    ],
  };
}

function group(minSize: number, maxSize: number, desiredCapacity: number) {
  return {
    instanceType: 'm6i.xlarge',
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    minSize,
    maxSize,
    desiredCapacity,
    managedScaling: { status: 'ENABLED', targetCapacity: 100 },
    managedTerminationProtection: 'ENABLED',
  };
}

function service(row: number, days: number) {
  const weeks = Math.ceil(days / WEEK_DAYS);
  return {
    serviceName: `service-${row}`,
    taskDefinition: 'web',
    desiredCount: 20,
    capacityProviderStrategy: [{ capacityProvider: 'general', weight: 1 }],
    placementStrategy: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'memory' },
    ],
    loadBalancers: [{ targetGroupArn: `target-${row}`, containerName: 'web', containerPort: 80 }],
    scalableTarget: { minCapacity: 4, maxCapacity: 200 },
    scalingPolicies: [
      {
        policyName: 'cpu',
        policyType: 'TargetTrackingScaling',
        targetTrackingScalingPolicyConfiguration: {
          targetValue: 60,
          predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      },
    ],
    load: {
      requestsPerSecond: { shape: 'nasa-web', mean: 400 + row * 12 },
      cpuSecondsPerRequest: 0.02,
      memoryMiB: 500,
    },
    deployments: Array.from({ length: weeks }, (_, week) => ({
      at: `${week * WEEK_DAYS * 24 + 30 + (row % 24)}h`,
      forceNewDeployment: true,
    })).filter((_, week) => week * WEEK_DAYS + 3 < days),
  };
}

/** It scales, and has nothing to scale for. */
function idleService(row: number) {
  const active = service(row, 0);
  return {
    ...active,
    desiredCount: 2,
    capacityProviderStrategy: [{ capacityProvider: 'idle', weight: 1 }],
    scalableTarget: { minCapacity: 2, maxCapacity: 200 },
    load: { ...active.load, requestsPerSecond: 3 },
  };
}
