import { describe, expect, it } from 'vitest';
import { fargateDefinition, faultsOf, provider, read, scenarioText, service, taskSource } from '../scenario-texts.ts';

describe('a cluster', () => {
  it('has the zones of its fleets and its own, in order; else the first three of the region', () => {
    const zones = (cluster: object) => read(scenarioText(cluster)).clusters[0]!.availabilityZones;
    const two = provider({ availabilityZones: ['us-east-1d', 'us-east-1a'] });
    expect(zones({ capacityProviders: [two], availabilityZones: ['us-east-1b'] })).toEqual([
      'us-east-1a',
      'us-east-1b',
      'us-east-1d',
    ]);
    expect(zones({ capacityProviders: ['FARGATE'] })).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
  });

  it('P8.7: has the zones of the subnets of its work, whichever of the region these are', () => {
    const subnets = { s1: 'us-east-1f', s2: { availabilityZone: 'us-east-1d', cidrBlock: '10.0.0.0/24' } };
    const inSubnets = (...ids: string[]) => ({
      launchType: 'FARGATE',
      taskDefinition: fargateDefinition(),
      networkConfiguration: { awsvpcConfiguration: { subnets: ids } },
    });
    const zones = (cluster: object) =>
      read(scenarioText({ capacityProviders: ['FARGATE'], ...cluster }, { subnets })).clusters[0]!.availabilityZones;
    const web = service(inSubnets('s1', 's2'));
    expect(zones({ services: [web] })).toEqual(['us-east-1d', 'us-east-1f']);
    expect(zones({ services: [service(inSubnets('s1'))], tasks: [taskSource(inSubnets('s2'))] })).toEqual([
      'us-east-1d',
      'us-east-1f',
    ]);
    // Where the subnets of some work are not known it may go anywhere.
    const anywhere = service({ ...inSubnets('elsewhere'), serviceName: 'api' });
    expect(zones({ services: [web, anywhere] })).toEqual([
      ...['us-east-1a', 'us-east-1b', 'us-east-1c'],
      ...['us-east-1d', 'us-east-1f'],
    ]);
    expect(zones({ capacityProviders: [provider({ availabilityZones: ['us-east-1a'] })], services: [web] })).toEqual([
      ...['us-east-1a', 'us-east-1d', 'us-east-1f'],
    ]);
  });

  it('names each provider and each service once', () => {
    expect(faultsOf({ capacityProviders: [provider(), provider()] })).toEqual([
      'clusters[0].capacityProviders[1]: found a second capacity provider "general", expected each name once in a cluster',
    ]);
    expect(faultsOf({ services: [service(), service()] })).toEqual([
      'clusters[0].services[1].serviceName: found a second service "web", expected each name once in a cluster',
    ]);
  });

  it('numbers task sources of one name', () => {
    const sources = read(scenarioText({ tasks: [taskSource(), taskSource(), taskSource({ name: 'x' })] })).clusters[0]!;
    expect(sources.taskSources.map(({ name }) => name)).toEqual(['job', 'job-2', 'x']);
  });

  it('checks its default strategy as any other (P5.1, P5.2)', () => {
    const mixed = ['general', 'FARGATE'].map((capacityProvider) => ({ capacityProvider, weight: 1 }));
    expect(faultsOf({ defaultCapacityProviderStrategy: mixed })).toEqual([
      expect.stringContaining(
        'defaultCapacityProviderStrategy[1].capacityProvider: found "FARGATE", expected an Auto Scaling',
      ),
    ]);
    const unknown = [{ capacityProvider: 'x', weight: 1 }];
    expect(faultsOf({ defaultCapacityProviderStrategy: unknown })).toHaveLength(1);
  });

  it('has a zone of its own region only', () => {
    expect(faultsOf({ availabilityZones: ['eu-west-1a'] })).toEqual([
      'clusters[0].availabilityZones[0]: found "eu-west-1a", expected a zone of us-east-1 such as us-east-1a',
    ]);
  });

  it('keeps the order of the scenario', () => {
    const services = ['b', 'a'].map((serviceName) => service({ serviceName, taskDefinition: fargateDefinition() }));
    expect(read(scenarioText({ services })).clusters[0]!.services.map((one) => one.serviceName)).toEqual(['b', 'a']);
  });
});
