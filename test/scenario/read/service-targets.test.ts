import { describe, expect, it } from 'vitest';
import { faultsOf, service } from '../scenario-texts.ts';

const faults = (fields: object) =>
  faultsOf({ services: [service(fields)] }).map((fault) => fault.replace('clusters[0].services[0].', ''));

describe('the container that a load balancer of a service names', () => {
  const targetGroupArn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef';
  const balanced = (fields: object) => ({
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 80, ...fields }],
  });

  it('is one of its task definition, or ECS refuses the service', () => {
    expect(faults(balanced({}))).toEqual([]);
    expect(faults(balanced({ containerName: 'wep' }))).toEqual([
      'loadBalancers[0].containerName: found "wep", expected the container of the task definition that takes the requests: web; did you mean "web"?',
    ]);
  });

  it('maps the port that it names', () => {
    expect(faults(balanced({ containerPort: 8080 }))).toEqual([
      'loadBalancers[0].containerPort: found 8080, expected a containerPort of container web: 80',
    ]);
    const ranged = {
      family: 'web',
      containerDefinitions: [
        { name: 'web', image: 'nginx', memory: 512, portMappings: [{ containerPortRange: '8000-8100' }] },
      ],
    };
    expect(faults({ ...balanced({ containerPort: 8080 }), taskDefinition: ranged })).toEqual([]);
  });

  it('is there in every later revision', () => {
    const taskDefinition = { family: 'web', containerDefinitions: [{ name: 'site', image: 'nginx', memory: 512 }] };
    expect(faults({ ...balanced({}), deployments: [{ at: '1h', taskDefinition }] })).toEqual([
      expect.stringContaining('deployments[0].taskDefinition: '),
    ]);
  });
});
