import { describe, expect, it } from 'vitest';
import { compile, fargateDefinition, provider, service, taskSource } from '../scenario-texts.ts';

const subnets = { 'subnet-a': 'us-east-1a', 'subnet-b': 'us-east-1b' };

function network(ids: readonly string[], assignPublicIp = 'DISABLED') {
  return { networkConfiguration: { awsvpcConfiguration: { subnets: ids, assignPublicIp } } };
}

describe('one cluster', () => {
  it('names its capacity by row: base and weight 0 unless given (P5.1), launch type EC2 as such', () => {
    const capacityProviders = ['FARGATE', 'FARGATE_SPOT', provider()];
    const capacityProviderStrategy = [
      { capacityProvider: 'FARGATE_SPOT', weight: 3 },
      { capacityProvider: 'FARGATE', base: 2, weight: 1 },
    ];
    const services = [
      service({ taskDefinition: fargateDefinition(), capacityProviderStrategy }),
      service({ serviceName: 'old', launchType: 'EC2' }),
    ];
    const input = compile({ capacityProviders, services }).inputs[0]!;
    expect(input.services.map(({ capacity }) => capacity)).toEqual([
      {
        strategy: [
          { capacityProvider: 1, base: 0, weight: 3 },
          { capacityProvider: 0, base: 2, weight: 1 },
        ],
      },
      { launchType: 'EC2' },
    ]);
  });

  it('shares the row of a revision between services that behave alike', () => {
    const services = ['a', 'b', 'c'].map((serviceName) =>
      service({ serviceName, ...(serviceName === 'c' ? { behaviour: { startFailureProbability: 0.1 } } : {}) }),
    );
    const input = compile({ services }).inputs[0]!;
    expect(input.services.map(({ taskDefinition }) => taskDefinition)).toEqual([0, 0, 1]);
    expect(input.taskDefinitions.map(({ behaviour }) => behaviour.startFailureProbability)).toEqual([0, 0.1]);
  });

  it('knows the zones of subnets, all as soon as one is unknown', () => {
    const zones = (ids: readonly string[]) =>
      compile({ services: [service(network(ids))] }, { subnets }).inputs[0]!.services[0]!.zones;
    expect(zones(['subnet-b', 'subnet-a', 'subnet-b'])).toEqual([0, 1]);
    expect(zones(['subnet-a', 'subnet-x'])).toEqual([]);
    expect(zones([])).toEqual([]);
  });

  it('gives a public address to tasks on Fargate that ask for one, never on EC2 (P12.5)', () => {
    const address = (fields: object) =>
      compile({ services: [service({ ...fields, ...network(['subnet-a'], 'ENABLED') })] }).inputs[0]!.services[0]!
        .hasPublicIpv4;
    expect(address({ taskDefinition: fargateDefinition(), launchType: 'FARGATE' })).toBe(true);
    expect(address({ taskDefinition: fargateDefinition() })).toBe(false);
  });

  it('passes strategies on as they are: the engine has the defaults (P3.12)', () => {
    const placementConstraints = [
      { type: 'distinctInstance' },
      { type: 'memberOf', expression: 'runningTasksCount == 0' },
    ];
    const input = compile({ services: [service({ placementConstraints })] }).inputs[0]!.services[0]!;
    expect(input.placementStrategy).toEqual([]);
    expect(input.placementConstraints).toEqual([{ type: 'distinctInstance', expression: '' }, placementConstraints[1]]);
  });

  it('keeps what the run asks for', () => {
    const input = compile({ tasks: [taskSource()] }).inputs[0]!;
    expect(input.record).toMatchObject({ keepPlacements: false, keepTasks: false });
    expect(input).toMatchObject({
      clusterName: 'main',
      seed: '1',
      durationMs: 86_400_000,
      startEpochMs: Date.UTC(2026, 0, 5),
    });
  });

  it('P6.2: brings use up to date as often as a scaling policy looks at it', () => {
    const metricConfigurations = [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }];
    const policy = (predefinedMetricType: string) => ({
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 60,
        predefinedMetricSpecification: { predefinedMetricType },
      },
    });
    const intervalWith = (type: string) => {
      const scaled = { scalableTarget: { minCapacity: 1, maxCapacity: 9 }, scalingPolicies: [policy(type)] };
      return compile({ services: [service({ monitoring: { metricConfigurations }, ...scaled })] }).inputs[0]!.timing
        .usageIntervalMs;
    };
    expect(intervalWith('ECSServiceAverageCPUUtilization')).toBe(60_000);
    expect(intervalWith('ECSServiceAverageCPUUtilizationHighResolution')).toBe(20_000);
  });
});
