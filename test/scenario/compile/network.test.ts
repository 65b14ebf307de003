import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { START_FAILURES } from '../../../src/sim/state/start-failures.ts';
import { compile, fargateDefinition, provider, service } from '../scenario-texts.ts';

const zone = 'us-east-1a';
const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1';
const definition = fargateDefinition({ containerDefinitions: [{ name: 'web', image: ECR }] });
const inSubnets = (...subnets: string[]) => ({
  launchType: 'FARGATE',
  taskDefinition: definition,
  networkConfiguration: { awsvpcConfiguration: { subnets } },
});
const names = (failures: Int32Array) => [...failures].map((failure) => START_FAILURES[failure]?.name);

describe('the VPC of a cluster', () => {
  const subnets = {
    plain: zone,
    'subnet-a': { availabilityZone: zone, cidrBlock: '10.0.0.0/28', routes: [] },
    'subnet-b': { availabilityZone: 'us-east-1b', routes: [{ natGatewayId: 'nat-a' }] },
    public: { availabilityZone: zone, cidrBlock: '10.0.1.0/24', routes: [{ gatewayId: 'igw-1' }] },
    far: { availabilityZone: 'us-east-1f', cidrBlock: '10.0.2.0/24', routes: [] },
  };
  const natGateways = [{ natGatewayId: 'nat-a', subnetId: 'public' }];
  const vpcEndpoints = [{ serviceName: 'logs', subnetIds: ['subnet-a', 'subnet-b'] }, { serviceName: 's3' }];
  const { inputs } = compile(
    { services: [service(inSubnets('subnet-a', 'subnet-b', 'plain'))] },
    { subnets, natGateways, vpcEndpoints },
  );
  const [input] = inputs;

  it('P12.3: has its subnets with their addresses; endpoints and NAT gateways hold one in each of theirs', () => {
    expect(input!.network.subnets).toEqual([
      { name: 'subnet-a', zone: 0, usableAddresses: 11, heldAddresses: 1 },
      { name: 'subnet-b', zone: 1, usableAddresses: null, heldAddresses: 1 },
      { name: 'public', zone: 0, usableAddresses: 251, heldAddresses: 1 },
    ]);
  });

  it('P9.6: has NAT gateways, and interface endpoints with the zones they are billed in; a gateway endpoint is free', () => {
    expect(input!.network).toMatchObject({
      natGateways: [{ name: 'nat-a', zone: 0, isBilledElsewhere: false }],
      interfaceEndpoints: [{ service: 'logs', zoneCount: 2, isBilledElsewhere: false }],
    });
  });

  it('knows the subnets of a service, and how its starts go in each', () => {
    expect(input!.services[0]).toMatchObject({ subnets: [0, 1], zones: [0, 1] });
    expect(names(input!.services[0]!.startPaths[0]!.failures)).toEqual([
      'REGISTRY_AUTH_TIMED_OUT',
      undefined,
      'REGISTRY_AUTH_TIMED_OUT',
      undefined,
    ]);
  });

  it('is on the bill of the first cluster that uses it', () => {
    const clusters = ['one', 'two'].map((clusterName) => ({
      clusterName,
      capacityProviders: ['FARGATE'],
      services: [service(inSubnets('subnet-b'))],
    }));
    const [first, second] = compile({}, { clusters, subnets, natGateways, vpcEndpoints }).inputs;
    expect(first!.network.natGateways[0]!.isBilledElsewhere).toBe(false);
    expect(second!.network.natGateways[0]!.isBilledElsewhere).toBe(true);
    expect(second!.network.interfaceEndpoints[0]!.isBilledElsewhere).toBe(true);
  });

  it('is none for a cluster that names none of its subnets', () => {
    const other = compile({ services: [service()] }, { subnets, natGateways, vpcEndpoints }).inputs[0]!;
    expect(other.network).toMatchObject({ subnets: [], natGateways: [], interfaceEndpoints: [] });
  });
});

describe('container instances in subnets', () => {
  const subnets = { 'subnet-b': { availabilityZone: 'us-east-1b', cidrBlock: '10.0.0.0/24', routes: [] } };
  const fleet = provider({ availabilityZones: undefined, vpcZoneIdentifier: 'subnet-b' });
  const taskDefinition = { ...definition, requiresCompatibilities: ['EC2'] };
  const [input] = compile(
    { capacityProviders: [fleet], services: [service({ taskDefinition, launchType: 'EC2' })] },
    { subnets },
  ).inputs;

  it('P12.3: take their address there, and say so in ecs.subnet-id', () => {
    expect(input!.launchTemplates[0]).toMatchObject({ subnet: 0, attributes: { 'ecs.subnet-id': 'subnet-b' } });
    expect(compile({}).inputs[0]!.launchTemplates[0]!.subnet).toBe(NONE);
  });

  it('P12.5: pull for their tasks from there', () => {
    expect(names(input!.services[0]!.startPaths[0]!.failures)).toEqual(['PULL_TIMED_OUT']);
  });
});

it('P12.5: a task on EC2 has no public address, whatever its service asks for', () => {
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'], assignPublicIp: 'ENABLED' } };
  const ofLaunchType = (launchType: string) =>
    compile({ services: [service({ taskDefinition: definition, launchType, networkConfiguration })] }).inputs[0]!;
  expect(ofLaunchType('EC2').services[0]!.hasPublicIpv4).toBe(false);
  expect(ofLaunchType('FARGATE').services[0]!.hasPublicIpv4).toBe(true);
});
