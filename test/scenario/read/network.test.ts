import { describe, expect, it } from 'vitest';
import { networkFaults, readNetwork, zonesBySubnet } from '../../../src/scenario/read/network.ts';
import { faultsOf, provider, read, scenarioText } from '../scenario-texts.ts';

const zone = 'us-east-1a';

describe('the sections on the VPC', () => {
  it('a subnet is a zone, or has addresses and a way to the internet', () => {
    const { subnets } = readNetwork({
      subnets: {
        plain: zone,
        unknown: { availabilityZone: zone, cidrBlock: '10.0.0.0/24' },
        public: {
          availabilityZone: zone,
          routes: [{ gatewayId: 'local', destinationCidrBlock: '10.0.0.0/16' }, { gatewayId: 'igw-1' }],
        },
        private: { availabilityZone: zone, routes: [{ destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-a' }] },
        closed: { availabilityZone: zone, routes: [] },
      },
    });
    expect(subnets).toEqual({
      unknown: { availabilityZone: zone, vpc: '', prefix: 24, route: { kind: 'unknown' } },
      public: { availabilityZone: zone, vpc: '', prefix: null, route: { kind: 'internet-gateway' } },
      private: { availabilityZone: zone, vpc: '', prefix: null, route: { kind: 'nat-gateway', natGateway: 'nat-a' } },
      closed: { availabilityZone: zone, vpc: '', prefix: null, route: { kind: 'none' } },
    });
    expect(zonesBySubnet({ subnets: { plain: zone, closed: { availabilityZone: zone } } })).toEqual({
      plain: zone,
      closed: zone,
    });
  });

  it('an endpoint is named in full or in short; that of S3 is a gateway unless it has subnets', () => {
    const subnets = { 'subnet-a': { availabilityZone: zone, vpcId: 'vpc-1' } };
    const vpcEndpoints = [
      { serviceName: 'com.amazonaws.us-east-1.ecr.api', subnetIds: ['subnet-a'] },
      { serviceName: 's3', vpcId: 'vpc-1' },
      { serviceName: 's3', subnetIds: ['subnet-a'] },
    ];
    expect(readNetwork({ subnets, vpcEndpoints }).vpcEndpoints).toEqual([
      { service: 'ecr.api', vpc: 'vpc-1', kind: 'Interface', subnets: ['subnet-a'], securityGroups: [], isUp: true },
      { service: 's3', vpc: 'vpc-1', kind: 'Gateway', subnets: [], securityGroups: [], isUp: true },
      { service: 's3', vpc: 'vpc-1', kind: 'Interface', subnets: ['subnet-a'], securityGroups: [], isUp: true },
    ]);
  });

  it('a security group lets nobody in and everything out unless it says so', () => {
    const { securityGroups } = readNetwork({
      securityGroups: {
        usual: {},
        web: {
          ipPermissions: [{ ipProtocol: 'tcp', fromPort: 80, toPort: 81, userIdGroupPairs: [{ groupId: 'sg-alb' }] }],
          ipPermissionsEgress: [],
        },
      },
    });
    expect(securityGroups.usual).toEqual({
      ingress: [],
      egress: [{ fromPort: 0, toPort: 65_535, isOpen: true, securityGroups: [] }],
    });
    expect(securityGroups.web).toEqual({
      ingress: [{ fromPort: 80, toPort: 81, isOpen: false, securityGroups: ['sg-alb'] }],
      egress: [],
    });
  });

  it('a role may do nothing and is trusted by tasks and instances unless it says so', () => {
    expect(readNetwork({ roles: { exec: {} } }).roles.exec).toEqual({
      allows: [],
      trusts: ['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com'],
    });
  });
});

describe('what is wrong there', () => {
  it('zones of another region, and names that nothing has', () => {
    const faults = networkFaults(
      {
        subnets: {
          a: 'eu-west-1a',
          b: { availabilityZone: 'us-east-1z', routes: [{ natGatewayId: 'nat-aa' }] },
        },
        natGateways: [{ natGatewayId: 'nat-ab', subnetId: 'c' }],
        vpcEndpoints: [
          { serviceName: 'com.amazonaws.eu-west-1.logs', subnetIds: ['d'] },
          { serviceName: 'ecr.api' },
          { serviceName: 's3' },
        ],
      },
      'us-east-1',
    );
    expect(faults.map(({ path, suggestion }) => [path.join('.'), suggestion])).toEqual([
      ['subnets.a', undefined],
      ['subnets.b.availabilityZone', 'us-east-1a'],
      ['subnets.b.routes.0.natGatewayId', 'nat-ab'],
      ['natGateways.0.subnetId', undefined],
      ['vpcEndpoints.0.serviceName', undefined],
      ['vpcEndpoints.0.subnetIds.0', undefined],
      ['vpcEndpoints.1.subnetIds', undefined],
    ]);
  });

  it('is told with its place, and a misspelled subnet of a fleet with its near name', () => {
    const capacityProviders = [provider({ vpcZoneIdentifier: 'subnet-aa, subnet-b' })];
    expect(faultsOf({ capacityProviders }, { subnets: { 'subnet-ab': zone, 'subnet-b': zone } })).toEqual([
      expect.stringContaining('"subnet-aa"'),
    ]);
  });
});

it('a fleet is in the zones of its subnets where it names no zones', () => {
  const capacityProviders = [
    provider({ availabilityZones: undefined, vpcZoneIdentifier: ['subnet-b'], iamInstanceProfile: 'ecsInstanceRole' }),
  ];
  const scenario = read(scenarioText({ capacityProviders }, { subnets: { 'subnet-b': 'us-east-1b' } }));
  expect(scenario.clusters[0]!.capacityProviders[0]).toMatchObject({
    fleet: { availabilityZones: ['us-east-1b'], subnets: ['subnet-b'], role: 'ecsInstanceRole' },
  });
});
