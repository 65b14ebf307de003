import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { NO_NETWORK, placeOf, wayCount } from '../../../../src/sim/state/input/network.ts';

const paths = (length: number) => ({
  taskDefinition: 0,
  failures: new Int32Array(length),
  failuresWithout: [],
  ecrWays: new Int32Array(length),
  otherWays: new Int32Array(length),
});

describe('the place of a start', () => {
  it('is the launch template of its instance, on Fargate the subnet, and the last where nobody described it', () => {
    expect(placeOf(paths(3), 1, 0)).toBe(1);
    expect(placeOf(paths(3), NONE, 0)).toBe(0);
    expect(placeOf(paths(3), NONE, NONE)).toBe(2);
  });
});

it('ways that are billed by the GB are NAT gateways and interface endpoints', () => {
  const natGateways = [{ name: 'nat-a', zone: 0, isBilledElsewhere: false }];
  const interfaceEndpoints = [{ service: 'ecr.dkr', zoneCount: 2, isBilledElsewhere: false }];
  expect(wayCount({ ...NO_NETWORK, natGateways, interfaceEndpoints })).toBe(2);
});
