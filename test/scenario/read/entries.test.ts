import { describe, expect, it } from 'vitest';
import { isFilePath, originOf } from '../../../src/scenario/read/entries.ts';
import { childValue } from '../../../src/scenario/schema-walk.ts';
import { faultsOf, issuesOf, provider, read, scenarioText, service, webDefinition } from '../scenario-texts.ts';

const file = (value: unknown) => JSON.stringify(value, null, 1);
const load = { cpuFraction: 0.5, memoryMiB: 100 };

/** What describe-services prints of a service. */
const described = {
  serviceArn: 'arn:aws:ecs:us-east-1:1:service/shop/web',
  serviceName: 'web',
  clusterArn: 'arn:aws:ecs:us-east-1:1:cluster/shop',
  status: 'ACTIVE',
  desiredCount: 4,
  runningCount: 4,
  pendingCount: 0,
  launchType: 'EC2',
  taskDefinition: 'arn:aws:ecs:us-east-1:1:task-definition/web:7',
  deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 50 },
  deployments: [{ id: 'ecs-svc/1', status: 'PRIMARY', desiredCount: 4 }],
  events: [],
  createdAt: '2026-01-01T00:00:00Z',
  schedulingStrategy: 'REPLICA',
};
const top = { taskDefinitions: [webDefinition()] };

describe('an entry of a list', () => {
  it('is a path when it ends like one', () => {
    expect(['services/web.json', 'x.YAML', 'a.yml'].map(isFilePath)).toEqual([true, true, true]);
    expect(['web', 'web:3', 'FARGATE'].map(isFilePath)).toEqual([false, false, false]);
  });

  it('was printed by AWS when it has an ARN', () => {
    expect(originOf({ ServiceArn: 'x' }, 'serviceArn')).toBe('aws');
    expect(originOf({ serviceName: 'x' }, 'serviceArn')).toBe('scenario');
  });

  it('may be what describe-services prints, with load beside it', () => {
    const scenario = read(scenarioText({ services: [{ ...described, load }] }, top));
    expect(scenario.clusters[0]!.services[0]).toMatchObject({
      serviceName: 'web',
      desiredCount: 4,
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      capacity: { launchType: 'EC2' },
      taskDefinition: { family: 'web', revision: 7 },
      load: { memoryMiB: 100 },
    });
  });

  it('may be the whole output of describe-services', () => {
    const scenario = read(scenarioText({ services: [{ services: [described], failures: [] }] }, top));
    expect(scenario.clusters[0]!.services.map((one) => one.serviceName)).toEqual(['web']);
  });

  it('may be spelled as CloudFormation does', () => {
    const Service = { ServiceName: 'web', TaskDefinition: 'web', DesiredCount: 3, LaunchType: 'EC2' };
    expect(read(scenarioText({ services: [Service] }, top)).clusters[0]!.services[0]!.desiredCount).toBe(3);
  });

  it('may be a file of several', () => {
    const files = { 'all.json': file({ services: [described, { ...described, serviceName: 'api' }] }) };
    const scenario = read(scenarioText({ services: ['all.json'] }, top), files);
    expect(scenario.clusters[0]!.services.map((one) => one.serviceName)).toEqual(['web', 'api']);
  });

  it('may put fields before those of a file', () => {
    const files = { 'web.json': file({ services: [described] }) };
    const entry = { service: 'web.json', desiredCount: 9, deploymentConfiguration: { maximumPercent: 200 }, load };
    expect(read(scenarioText({ services: [entry] }, top), files).clusters[0]!.services[0]).toMatchObject({
      desiredCount: 9,
      minimumHealthyPercent: 50,
      maximumPercent: 200,
      load: { memoryMiB: 100 },
    });
  });

  it('chooses among several in a file by name', () => {
    const files = { 'all.json': file([described, { ...described, serviceName: 'api', desiredCount: 2 }]) };
    const chosen = read(scenarioText({ services: [{ service: 'all.json', serviceName: 'api' }] }, top), files);
    expect(chosen.clusters[0]!.services[0]!.desiredCount).toBe(2);
    expect(faultsOf({ services: [{ service: 'all.json', load }] }, top, files)).toEqual([
      'clusters[0].services[0].service: found a file with 2 services, expected serviceName beside it, one of web | api',
    ]);
  });

  it('with a fault in its file names the file’s own place', () => {
    const files = { 'web.json': '{\n "serviceName": "web",\n "desiredCount": -4\n}' };
    const place = 'web.json:3:18 desiredCount: found -4, expected an integer >= 0';
    expect(issuesOf(scenarioText({ services: [{ service: 'web.json', load }] }, top), files)).toEqual([place]);
    expect(issuesOf(scenarioText({ services: ['web.json'] }, top), files)).toContain(place);
  });

  it('with a fault that only both together have is at fault itself', () => {
    const files = { 'web.json': file({ ...described, launchType: 'EC2' }) };
    const entry = { service: 'web.json', capacityProviderStrategy: [{ capacityProvider: 'general', weight: 1 }] };
    expect(faultsOf({ services: [entry] }, top, files)).toEqual([
      'clusters[0].services[0].launchType: found "EC2" beside a capacityProviderStrategy, expected either launchType or capacityProviderStrategy',
    ]);
  });

  it('of a capacity provider takes the fleet beside what AWS knows', () => {
    const printed = {
      capacityProviders: [
        {
          capacityProviderArn: 'arn:aws:ecs:us-east-1:1:capacity-provider/general',
          name: 'general',
          status: 'ACTIVE',
          autoScalingGroupProvider: {
            autoScalingGroupArn: 'arn:aws:autoscaling:x',
            managedScaling: { status: 'DISABLED' },
          },
        },
      ],
    };
    const fleet = childValue(provider(), 'autoScalingGroupProvider');
    const capacityProviders = [{ capacityProvider: 'cp.json', autoScalingGroupProvider: fleet }];
    const scenario = read(scenarioText({ capacityProviders, services: [service()] }), { 'cp.json': file(printed) });
    expect(scenario.clusters[0]!.capacityProviders).toMatchObject([{ name: 'general', fleet: { desiredCapacity: 3 } }]);
  });
});
