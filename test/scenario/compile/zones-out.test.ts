import { describe, expect, it } from 'vitest';
import { wayToInternet, wayToService } from '../../../src/scenario/compile/reachability.ts';
import { withoutZones, zonesOutTogether } from '../../../src/scenario/compile/zones-out.ts';
import { readNetwork } from '../../../src/scenario/read/network.ts';
import { START_FAILURES } from '../../../src/sim/state/start-failures.ts';
import { compile, fargateDefinition, provider, service } from '../scenario-texts.ts';

const outage = (availabilityZone: string, atMs: number, untilMs: number) => ({
  type: 'zoneOutage' as const,
  availabilityZone,
  atMs,
  untilMs,
});

it('zones that are out together are found from when outages begin and end', () => {
  const failures = [outage('a', 10, 40), outage('b', 20, 30), outage('b', 50, 60), outage('a', 35, 45)];
  expect(zonesOutTogether(failures)).toEqual([['a'], ['a', 'b'], ['b']]);
  expect(zonesOutTogether([outage('a', 10, 20), outage('b', 20, 30)])).toEqual([['a'], ['b']]);
  expect(zonesOutTogether([])).toEqual([]);
});

describe('a zone that is out', () => {
  const network = readNetwork({
    subnets: {
      'public-a': { availabilityZone: 'us-east-1a', routes: [{ gatewayId: 'igw-1' }] },
      'private-a': { availabilityZone: 'us-east-1a', routes: [{ natGatewayId: 'nat-a' }] },
      'private-b': { availabilityZone: 'us-east-1b', routes: [{ natGatewayId: 'nat-a' }] },
    },
    natGateways: [{ natGatewayId: 'nat-a', subnetId: 'public-a' }],
    vpcEndpoints: [
      { serviceName: 'logs', subnetIds: ['private-a'] },
      { serviceName: 'ecr.api', subnetIds: ['private-a', 'private-b'] },
    ],
  });
  const place = { subnet: 'private-b', hasPublicIp: false, securityGroups: [] };
  const without = (...zones: string[]) => withoutZones(network, zones);

  it('P9.6, P12.5: takes its NAT gateway along: other zones that route through it have no way out', () => {
    expect(wayToInternet(network, place).kind).toBe('nat-gateway');
    expect(wayToInternet(without('us-east-1b'), place).kind).toBe('nat-gateway');
    expect(wayToInternet(without('us-east-1a'), place).kind).toBe('blocked');
  });

  it('takes an interface endpoint along that stands in no other zone', () => {
    expect(wayToService(without('us-east-1a'), place, 'logs').kind).toBe('blocked');
    expect(wayToService(without('us-east-1a'), place, 'ecr.api').kind).toBe('endpoint');
    expect(wayToService(without('us-east-1a', 'us-east-1b'), place, 'ecr.api').kind).toBe('blocked');
  });
});

it('P12.5: starts and agents of another zone meet what the outage of the NAT gateway means, in the words of the console', () => {
  const subnets = {
    'public-a': { availabilityZone: 'us-east-1a', routes: [{ gatewayId: 'igw-1' }] },
    'private-a': { availabilityZone: 'us-east-1a', routes: [{ natGatewayId: 'nat-a' }] },
    'private-b': { availabilityZone: 'us-east-1b', routes: [{ natGatewayId: 'nat-a' }] },
  };
  const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1';
  const [input] = compile(
    {
      capacityProviders: [
        provider({ availabilityZones: undefined, vpcZoneIdentifier: 'private-a,private-b' }),
        'FARGATE',
      ],
      services: [
        service({
          launchType: 'FARGATE',
          taskDefinition: fargateDefinition({ containerDefinitions: [{ name: 'web', image }] }),
          networkConfiguration: { awsvpcConfiguration: { subnets: ['private-a', 'private-b'] } },
        }),
      ],
      failures: [{ type: 'zoneOutage', availabilityZone: 'us-east-1a', at: '1h', for: '30m' }],
    },
    { subnets, natGateways: [{ natGatewayId: 'nat-a', subnetId: 'public-a' }] },
  ).inputs;
  const { network, services, launchTemplates } = input!;
  expect(network.zonesOut.map(({ zones }) => zones)).toEqual([[0]]);
  expect(launchTemplates.map(({ zone }, row) => [zone, network.zonesOut[0]!.cutOff[row]])).toEqual([
    [0, 0],
    [1, 1],
  ]);
  const { failures, failuresWithout } = services[0]!.startPaths[0]!;
  const inB = network.subnets.findIndex(({ name }) => name === 'private-b');
  expect(START_FAILURES[failures[inB]!]).toBeUndefined();
  expect(START_FAILURES[failuresWithout[0]![inB]!]!.stoppedReason).toContain(
    'ResourceInitializationError: unable to pull secrets or registry auth',
  );
});
