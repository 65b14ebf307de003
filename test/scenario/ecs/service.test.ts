import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { parseDocument } from '../../../src/scenario/document.ts';
import { checkService, readService, readServices } from '../../../src/scenario/ecs/service.ts';
import { subjectAt } from '../../../src/scenario/issues.ts';
import { accepted, definition, documentOf } from './samples.ts';

describe('a service', () => {
  it('gets the defaults of ECS', () => {
    const service = accepted(readService(documentOf({ serviceName: 'web', desiredCount: 2 })));
    expect(service).toEqual({
      serviceName: 'web',
      desiredCount: 2,
      schedulingStrategy: 'REPLICA',
      capacityProviderStrategy: [],
      placementStrategy: [],
      placementConstraints: [],
      deploymentConfiguration: expect.objectContaining({ minimumHealthyPercent: 100, maximumPercent: 200 }),
      deploymentController: 'ECS',
      assignPublicIp: false,
      subnets: [],
      securityGroups: [],
      healthCheckGracePeriodSeconds: 0,
      loadBalancers: [],
    });
  });

  it('P5.1: takes a base and a weight of 0 where they are left out', () => {
    const document = documentOf({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] });
    expect(accepted(readService(document)).capacityProviderStrategy).toEqual([
      { capacityProvider: 'FARGATE', base: 0, weight: 0 },
    ]);
  });

  it('names its task definition, or holds it', () => {
    const named = readService(documentOf({ serviceName: 'web', taskDefinition: 'web:3' }));
    expect(accepted(named).taskDefinition).toBe('web:3');
    const inline = readService(documentOf({ serviceName: 'web', taskDefinition: definition({ family: undefined }) }));
    expect(accepted(inline).taskDefinition).toMatchObject({ family: 'web', networkMode: 'bridge' });
  });

  it('P4.1: has no desiredCount as DAEMON, even when described', () => {
    const described = { serviceArn: 'arn', serviceName: 'logs', schedulingStrategy: 'DAEMON', desiredCount: 3 };
    const service = accepted(readService(documentOf({ services: [described], failures: [] })));
    expect(service.desiredCount).toBeUndefined();
    expect(service.deploymentConfiguration).toMatchObject({ minimumHealthyPercent: 0, maximumPercent: 100 });
  });

  it("is read in CloudFormation's spelling", () => {
    const value = {
      ServiceName: 'web',
      PlacementStrategies: [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }],
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED', Subnets: ['subnet-1'] } },
      AvailabilityZoneRebalancing: 'DISABLED',
    };
    expect(accepted(readService(documentOf(value)))).toMatchObject({
      placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
      assignPublicIp: true,
      subnets: ['subnet-1'],
      availabilityZoneRebalancing: false,
    });
  });

  it('is one of a file, or each of them', () => {
    const document = documentOf({ services: [{ serviceName: 'a' }, { serviceName: 'b' }] });
    expect(accepted(readServices(document)).map(({ serviceName }) => serviceName)).toEqual(['a', 'b']);
    expect(readService(document).issues).toHaveLength(1);
  });

  it('of a scenario, already in camelCase, is checked where it stands', () => {
    const document = documentOf({ clusters: [{ services: [{ serviceName: 'web', desiredCount: -1 }] }] });
    const subject = subjectAt(document, ['clusters', 0, 'services', 0]);
    expect(checkService(subject, { isDescribed: false }).issues[0]?.path).toBe('clusters[0].services[0].desiredCount');
  });
});

it.each([
  [
    'placementConstraints:\n  - type: memberOf\n    expression: attribute:ecs.instance-type = t2.small\n',
    'web.yaml:3:45 placementConstraints[0].expression: found "="',
  ],
  [
    'PlacementStrategies:\n  - Type: binpack\n    Field: memry\n',
    'web.yaml:3:12 PlacementStrategies[0].Field: found "memry", expected one of cpu | memory; did you mean "memory"?',
  ],
  [
    'desiredCont: 2\n',
    'web.yaml:1:1 desiredCont: found an unknown key, expected a known key; did you mean "desiredCount"?',
  ],
  [
    'launchType: FARGAT\n',
    'web.yaml:1:13 launchType: found "FARGAT", expected one of EC2 | FARGATE | EXTERNAL | ' +
      'MANAGED_INSTANCES; did you mean "FARGATE"?',
  ],
])('a broken service is refused at the very place: %j', (text, message) => {
  expect(readService(parseDocument(text, 'web.yaml')).issues.map(formatIssue)).toEqual([
    expect.stringContaining(message),
  ]);
});
