import { describe, expect, it } from 'vitest';
import { isOnFargate, providerFaults, resolveCapacity } from '../../../src/scenario/read/capacity.ts';
import {
  fargateDefinition,
  faultsOf,
  provider,
  read,
  scenarioText,
  service,
  taskSource,
  webDefinition,
} from '../scenario-texts.ts';

const general = { capacityProvider: 'general', base: 0, weight: 1 };
const cluster = { clusterName: 'shop', providers: [], defaultStrategy: [general] };

describe('where tasks may run (P5.2)', () => {
  it('is the launch type, else the strategy, else the default strategy, else launch type EC2', () => {
    const strategy = [{ capacityProvider: 'spot', base: 0, weight: 2 }];
    expect(resolveCapacity({ launchType: 'EC2', capacityProviderStrategy: [] }, cluster)).toEqual({
      launchType: 'EC2',
    });
    expect(resolveCapacity({ capacityProviderStrategy: strategy }, cluster)).toEqual({ strategy });
    expect(resolveCapacity({ capacityProviderStrategy: [] }, cluster)).toEqual({ strategy: [general] });
    const none = { clusterName: 'shop', providers: [], defaultStrategy: [] };
    expect(resolveCapacity({ capacityProviderStrategy: [] }, none)).toEqual({ launchType: 'EC2' });
  });

  it('launch type FARGATE is Fargate’s on-demand provider', () => {
    const capacity = resolveCapacity({ launchType: 'FARGATE', capacityProviderStrategy: [] }, cluster);
    expect(capacity).toEqual({ strategy: [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }] });
    expect(isOnFargate(capacity)).toBe(true);
    expect(isOnFargate({ strategy: [general] })).toBe(false);
    expect(isOnFargate({ launchType: 'EC2' })).toBe(false);
  });

  it('is read so from a scenario', () => {
    const defaultCapacityProviderStrategy = [{ capacityProvider: 'general', weight: 1 }];
    const [one] = read(scenarioText({ defaultCapacityProviderStrategy, services: [service()] })).clusters[0]!.services;
    expect(one!.capacity).toEqual({ strategy: [general] });
  });
});

describe('what a capacity refuses', () => {
  const faults = (fields: object, top = {}) =>
    faultsOf({ services: [service(fields)] }, top).map((fault) => fault.replace('clusters[0].services[0].', ''));
  const onFargate = { launchType: 'FARGATE', taskDefinition: fargateDefinition() };

  it('a provider that the cluster does not have', () => {
    expect(faults({ capacityProviderStrategy: [{ capacityProvider: 'generl', weight: 1 }] })).toEqual([
      'capacityProviderStrategy[0].capacityProvider: found "generl", expected one of general | FARGATE | FARGATE_SPOT; did you mean "general"?',
    ]);
    expect(providerFaults([{ capacityProvider: 'x' }], 'key', [])[0]?.expected).toBe(
      'a capacity provider, of which the cluster has none',
    );
  });

  it('launch types that are not simulated', () => {
    expect(faults({ launchType: 'EXTERNAL' })).toEqual([
      'launchType: found "EXTERNAL", expected EC2 or FARGATE, the launch types simulated',
    ]);
  });

  it('Fargate refuses strategies and constraints, also by the default strategy', () => {
    const placementStrategy = [{ type: 'random' }];
    expect(faults({ ...onFargate, placementStrategy })).toEqual([
      expect.stringMatching(/^placementStrategy: .*expected no placementStrategy on Fargate$/),
    ]);
    const byDefault = { defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] };
    const services = [service({ taskDefinition: fargateDefinition(), placementStrategy })];
    expect(faultsOf({ ...byDefault, services })).toHaveLength(1);
  });

  it('Fargate asks for awsvpc, a size of its own, and no GPU (P1.12, P1.29)', () => {
    const taskDefinition = webDefinition();
    expect(faults({ launchType: 'FARGATE', taskDefinition })).toEqual([
      'taskDefinition: found web:1 with networkMode bridge, expected a task definition with awsvpc, which Fargate requires',
      'taskDefinition: found web:1 with no cpu and memory, expected task-level cpu and memory, which Fargate requires',
    ]);
    expect(faults({ ...onFargate, taskDefinition: fargateDefinition({ memory: '4096' }) })).toEqual([
      'taskDefinition: found job:1 with cpu 256 and memory 4096, expected a size of Fargate: memory from 512 to 2048',
    ]);
    expect(faults({ ...onFargate, taskDefinition: fargateDefinition({ cpu: '300' }) })[0]).toContain(
      'a cpu that Fargate has',
    );
    const resourceRequirements = [{ type: 'GPU', value: '1' }];
    const containerDefinitions = [{ name: 'job', image: 'job', resourceRequirements }];
    expect(faults({ ...onFargate, taskDefinition: fargateDefinition({ containerDefinitions }) })).toEqual([
      'taskDefinition: found job:1 with a GPU, expected a task definition without GPU on Fargate',
    ]);
  });

  it('Fargate Spot has no Windows (P5.21)', () => {
    const runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
    const taskDefinition = fargateDefinition({ runtimePlatform, cpu: '1024', memory: '2048' });
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
    expect(faults({ taskDefinition, capacityProviderStrategy })).toEqual([
      'capacityProviderStrategy[0].capacityProvider: found job for windows on x86_64, expected a platform that FARGATE_SPOT has',
    ]);
  });

  it('more than ten constraints, those of the task definition counted in (P1.4)', () => {
    const many = (count: number) =>
      Array.from({ length: count }, () => ({ type: 'memberOf', expression: 'runningTasksCount < 9' }));
    const taskDefinition = webDefinition({ placementConstraints: many(6) });
    expect(faults({ taskDefinition, placementConstraints: many(4) })).toEqual([]);
    expect(faults({ taskDefinition, placementConstraints: many(5) })).toEqual([
      'placementConstraints: found 11 constraints, expected at most 10, those of the task definition counted in',
    ]);
  });

  it('the same for standalone tasks', () => {
    const tasks = [taskSource({ taskDefinition: webDefinition() })];
    expect(faultsOf({ capacityProviders: [provider()], tasks })).toHaveLength(2);
  });
});
