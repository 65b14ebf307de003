import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { compile, fargateDefinition, service } from '../scenario-texts.ts';

const loadBalancers = [{ targetGroupArn: 'web', containerName: 'web', containerPort: 80 }];
const traffic = { bytesPerResponse: 9000 };
const compiled = (services: object[], top: object = {}) =>
  compile({ services }, top).inputs[0]!.services.map((one) => one.traffic);

describe('what the requests of a service carry', () => {
  it('P9.6: answers leave for the internet behind an internet-facing load balancer, and behind no other', () => {
    const behind = (scheme: string) =>
      compiled([service({ loadBalancers, traffic })], { loadBalancers: [{ loadBalancerName: 'front', scheme }] })[0]!;
    expect(behind('internet-facing').internetBytes).toBe(9000);
    expect(behind('internal').internetBytes).toBe(0);
    expect(compiled([service({ traffic }), service({ serviceName: 'quiet' })])).toEqual([
      { internetBytes: 0, calls: [], natGateways: [NONE, NONE, NONE] },
      null,
    ]);
  });

  it('P9.6: or from a task with a public address that has no load balancer', () => {
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['a'], assignPublicIp: 'ENABLED' } };
    const onFargate = { launchType: 'FARGATE', taskDefinition: fargateDefinition(), networkConfiguration };
    expect(compiled([service({ ...onFargate, traffic })])[0]!.internetBytes).toBe(9000);
  });

  it('P7.6: calls go to the tasks of a service, or to the nodes of its load balancer', () => {
    const calls = [{ service: 'web' }, { service: 'api' }, { internet: true, bytesPerRequest: 10 }];
    const services = [service({ loadBalancers }), service({ serviceName: 'api', traffic: { calls } })];
    const balancer = { loadBalancerName: 'front', availabilityZones: ['us-east-1b', 'us-east-1c'] };
    expect(compiled(services, { loadBalancers: [balancer] })[1]!.calls).toEqual([
      { callee: 0, nodeZones: [1, 2], bytes: 0, bytesOut: 0 },
      { callee: 1, nodeZones: [], bytes: 0, bytesOut: 0 },
      { callee: NONE, nodeZones: [], bytes: 10, bytesOut: 10 },
    ]);
  });

  it('P9.6: the way to the internet is that of its subnet in each zone', () => {
    const subnets = {
      public: { availabilityZone: 'us-east-1a', routes: [{ gatewayId: 'igw-1' }] },
      a: { availabilityZone: 'us-east-1a', routes: [{ natGatewayId: 'nat' }] },
      b: { availabilityZone: 'us-east-1b', routes: [{ natGatewayId: 'nat' }] },
      c: { availabilityZone: 'us-east-1c', routes: [{ gatewayId: 'igw-1' }] },
    };
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['a', 'b', 'c'] } };
    const onFargate = { launchType: 'FARGATE', taskDefinition: fargateDefinition(), networkConfiguration };
    const natGateways = [{ natGatewayId: 'nat', subnetId: 'public' }];
    const [found] = compiled([service({ ...onFargate, traffic })], { subnets, natGateways });
    expect(found!.natGateways).toEqual([0, 0, NONE]);
  });
});
