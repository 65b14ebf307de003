import { describe, expect, it } from 'vitest';
import { compile, fargateDefinition, provider, service, webDefinition } from '../scenario-texts.ts';

const allow = (from: string, fromPort: number, toPort = fromPort) => ({
  ipPermissions: [{ ipProtocol: 'tcp', fromPort, toPort, userIdGroupPairs: [{ groupId: from }] }],
});
const loadBalancers = [{ loadBalancerName: 'shop', securityGroups: ['sg-alb'] }];
const targetGroups = [{ targetGroupName: 'web' }];
const target = { targetGroupArn: 'web', containerName: 'web', containerPort: 8080 };

/** Whether the load balancer of sg-alb gets to the service's tasks. */
function isReachable(
  fields: object,
  securityGroups: object,
  capacityProviders = [provider(), 'FARGATE' as object | string],
) {
  const services = [service({ loadBalancers: [target], ...fields })];
  const { inputs } = compile({ services, capacityProviders }, { loadBalancers, targetGroups, securityGroups });
  return inputs[0]!.services[0]!.targetGroups[0]!.isReachable;
}

const onFargate = {
  taskDefinition: fargateDefinition({
    containerDefinitions: [{ name: 'web', image: 'web', portMappings: [{ containerPort: 8080 }] }],
  }),
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-web'] } },
};
const onBridge = (hostPort: number) => ({
  taskDefinition: webDefinition({
    containerDefinitions: [
      { name: 'web', image: 'nginx', memory: 64, portMappings: [{ containerPort: 8080, hostPort }] },
    ],
  }),
});

describe('targets behind security groups', () => {
  it('P12.4: a task is out of reach where its group lets the load balancer not in, or on another port', () => {
    expect(isReachable(onFargate, { 'sg-web': allow('sg-alb', 8080) })).toBe(true);
    expect(isReachable(onFargate, { 'sg-web': allow('sg-alb', 80) })).toBe(false);
    expect(isReachable(onFargate, { 'sg-web': allow('sg-other', 8080) })).toBe(false);
    expect(isReachable(onFargate, {})).toBe(true);
  });

  it('P12.4: and where the load balancer may not connect to it', () => {
    const rules = [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: [{ cidrIp: '0.0.0.0/0' }] }];
    const shut = { 'sg-alb': { ipPermissionsEgress: rules }, 'sg-web': allow('sg-alb', 8080) };
    expect(isReachable(onFargate, shut)).toBe(false);
  });

  it('P1.26, P1.27: in bridge mode the host port of the instance counts, a dynamic one by its range', () => {
    const fleet = [provider({ securityGroupIds: ['sg-fleet'] })];
    expect(isReachable(onBridge(80), { 'sg-fleet': allow('sg-alb', 80) }, fleet)).toBe(true);
    expect(isReachable(onBridge(80), { 'sg-fleet': allow('sg-alb', 8080) }, fleet)).toBe(false);
    expect(isReachable(onBridge(0), { 'sg-fleet': allow('sg-alb', 32_768, 65_535) }, fleet)).toBe(true);
    expect(isReachable(onBridge(0), { 'sg-fleet': allow('sg-alb', 8080) }, fleet)).toBe(false);
  });
});

it('P12.3: a load balancer keeps eight addresses in each of its subnets', () => {
  const subnets = { 'subnet-a': { availabilityZone: 'us-east-1a', cidrBlock: '10.0.0.0/28' } };
  const { inputs } = compile(
    { services: [service(onFargate)] },
    { subnets, loadBalancers: [{ loadBalancerName: 'shop', subnets: ['subnet-a'] }] },
  );
  expect(inputs[0]!.network.subnets[0]).toMatchObject({ usableAddresses: 11, heldAddresses: 8 });
});
