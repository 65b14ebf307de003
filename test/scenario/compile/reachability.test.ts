import { describe, expect, it } from 'vitest';
import {
  mayEnter,
  mayLeaveTo,
  type Place,
  wayToInternet,
  wayToService,
} from '../../../src/scenario/compile/reachability.ts';
import { readNetwork } from '../../../src/scenario/read/network.ts';

const zone = 'us-east-1a';
const subnets = {
  public: { availabilityZone: zone, routes: [{ gatewayId: 'igw-1' }] },
  nat: { availabilityZone: zone, routes: [{ natGatewayId: 'nat-a' }] },
  loop: { availabilityZone: zone, routes: [{ natGatewayId: 'nat-b' }] },
  closed: { availabilityZone: zone, routes: [] },
  other: { availabilityZone: zone, routes: [], vpcId: 'vpc-2' },
  unknown: { availabilityZone: zone },
};
const natGateways = [
  { natGatewayId: 'nat-a', subnetId: 'public' },
  { natGatewayId: 'nat-b', subnetId: 'closed' },
];
const network = readNetwork({
  subnets,
  natGateways,
  vpcEndpoints: [
    { serviceName: 's3' },
    { serviceName: 'ecr.api', subnetIds: ['closed'] },
    { serviceName: 'logs', subnetIds: ['closed'], securityGroupIds: ['sg-endpoint'] },
  ],
  securityGroups: {
    'sg-endpoint': {
      ipPermissions: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, userIdGroupPairs: [{ groupId: 'sg-task' }] }],
    },
    'sg-task': {},
    'sg-mute': { ipPermissionsEgress: [{ fromPort: 80, toPort: 80, ipRanges: [{ cidrIp: '0.0.0.0/0' }] }] },
  },
});
const at = (subnet: string | undefined, fields: Partial<Place> = {}): Place => ({
  subnet,
  hasPublicIp: false,
  securityGroups: [],
  ...fields,
});

describe('the way to the internet', () => {
  it('P12.5: a public subnet is of no use without a public address', () => {
    expect(wayToInternet(network, at('public')).kind).toBe('blocked');
    expect(wayToInternet(network, at('public', { hasPublicIp: true })).kind).toBe('free');
  });

  it('P12.5: a private subnet needs a NAT gateway, which itself must be in a public subnet', () => {
    expect(wayToInternet(network, at('nat'))).toEqual({ kind: 'nat-gateway', name: 'nat-a' });
    expect(wayToInternet(network, at('loop')).kind).toBe('blocked');
    expect(wayToInternet(network, at('closed')).kind).toBe('blocked');
  });

  it('is there where nobody described the subnet or its routes', () => {
    expect(wayToInternet(network, at(undefined)).kind).toBe('free');
    expect(wayToInternet(network, at('unknown')).kind).toBe('free');
  });

  it('P12: a security group without egress on 443 closes it', () => {
    expect(wayToInternet(network, at('nat', { securityGroups: ['sg-mute'] })).kind).toBe('blocked');
    expect(wayToInternet(network, at('nat', { securityGroups: ['sg-mute', 'sg-task'] })).kind).toBe('nat-gateway');
    expect(wayToInternet(network, at('nat', { securityGroups: ['sg-nobody-described'] })).kind).toBe('nat-gateway');
  });
});

describe('the way to a service of AWS', () => {
  it('P12.5: an endpoint opens it in a private subnet, that of S3 for nothing', () => {
    expect(wayToService(network, at('closed'), 's3').kind).toBe('free');
    expect(wayToService(network, at('closed'), 'ecr.api')).toEqual({ kind: 'endpoint', service: 'ecr.api' });
    expect(wayToService(network, at('closed'), 'ecr.dkr').kind).toBe('blocked');
    expect(wayToService(network, at('nat'), 'ecr.dkr').kind).toBe('nat-gateway');
  });

  it('an interface endpoint takes the name of its service over, also where its security group lets nobody in', () => {
    expect(wayToService(network, at('nat'), 'ecr.api').kind).toBe('endpoint');
    expect(wayToService(network, at('nat', { securityGroups: ['sg-other'] }), 'logs').kind).toBe('blocked');
    expect(wayToService(network, at('nat', { securityGroups: ['sg-task'] }), 'logs').kind).toBe('endpoint');
  });

  it('an endpoint serves its own VPC', () => {
    expect(wayToService(network, at('other'), 's3').kind).toBe('blocked');
  });

  it('is that to the internet where nobody described the subnet', () => {
    expect(wayToService(network, at(undefined), 'ecr.api').kind).toBe('free');
  });
});

describe('security groups between members', () => {
  const connection = { securityGroups: ['sg-endpoint'], from: ['sg-task'], port: 443 };

  it('P12.4: let in on the port, and from the group, that a rule names', () => {
    expect(mayEnter(network, connection)).toBe(true);
    expect(mayEnter(network, { ...connection, port: 80 })).toBe(false);
    expect(mayEnter(network, { ...connection, from: ['sg-mute'] })).toBe(false);
    expect(mayEnter(network, { ...connection, securityGroups: [] })).toBe(true);
  });

  it('let out where a rule for leaving does', () => {
    expect(mayLeaveTo(network, connection)).toBe(true);
    expect(mayLeaveTo(network, { ...connection, from: ['sg-mute'] })).toBe(false);
    expect(mayLeaveTo(network, { ...connection, from: ['sg-mute'], port: 80 })).toBe(true);
  });
});
