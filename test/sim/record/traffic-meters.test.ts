import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import { NO_NETWORK } from '../../../src/sim/state/input/network.ts';
import type { ServiceTrafficInput } from '../../../src/sim/state/input/traffic.ts';
import type { ServiceInput } from '../../../src/sim/state/input.ts';
import { curve, definition, FARGATE, input, load, service } from '../builders.ts';

const NOWHERE = [NONE, NONE, NONE];
const call = (parts: Partial<ServiceTrafficInput['calls'][number]> = {}) => ({
  callee: 1,
  nodeZones: [],
  bytes: 1024,
  bytesOut: 256,
  ...parts,
});

/** MiB by kind that `web` moves: ten requests a second for an hour, from the second second on. */
function moved(
  traffic: Partial<ServiceTrafficInput>,
  web: Partial<ServiceInput> = {},
  api: Partial<ServiceInput> = {},
) {
  const natGateways = [{ name: 'nat-a', zone: 0, isBilledElsewhere: true }];
  const given = input({
    durationMs: HOUR_MS,
    launchTemplates: [],
    capacityProviders: [FARGATE],
    taskDefinitions: [definition({ fargateCpuUnits: 1024 })],
    network: { ...NO_NETWORK, natGateways },
    services: [
      service({
        load: load({ requestsPerSecond: curve([[0, 10]]), cpuSecondsPerRequest: 0.001 }),
        traffic: { internetBytes: 0, calls: [], natGateways: NOWHERE, ...traffic },
        ...web,
      }),
      service({ serviceName: 'api', ...api }),
    ],
  });
  const recording = simulate({ ...given, record: { ...given.record, bucketMs: 10 * MINUTE_MS } });
  const own = recording.meters.quantities.filter(({ workload }) => workload === 0);
  for (const { byBucket, quantity } of own) expect(byBucket.reduce((sum, value) => sum + value, 0)).toBe(quantity);
  return {
    ...Object.fromEntries(own.map(({ kind, quantity }) => [kind, quantity])),
    served: recording.requests[0]!.served,
  };
}
const mib = (bytes: number) => bytes / 2 ** 20;

describe('data that services move', () => {
  it('P9.6: answers leave for the internet, with each request that is served', () => {
    const { served, internetOutMiB, ...others } = moved({ internetBytes: 20_000 }) as Record<string, number>;
    expect(internetOutMiB).toBeCloseTo(mib(served! * 20_000), 6);
    expect(others).toEqual({});
  });

  it('P9.6: between services it is data between zones as often as caller and callee are in different ones', () => {
    // One caller in zone a; callees in a, b and c: two of three calls leave the zone.
    const three = moved({ calls: [call()] }, { zones: [0] }, { desiredCount: 3 }) as Record<string, number>;
    expect(three.crossZoneMiB! / mib(three.served! * 1024)).toBeCloseTo(2 / 3, 3);
    // Two and two in zones a and b: half of them.
    const two = { desiredCount: 2, zones: [0, 1] };
    const half = moved({ calls: [call()] }, two, two) as Record<string, number>;
    expect(half.crossZoneMiB! / mib(half.served! * 1024)).toBeCloseTo(1 / 2, 3);
    expect(moved({ calls: [call()] }, { zones: [1] }, { zones: [1] })).not.toHaveProperty('crossZoneMiB');
  });

  it('P7.6, P9.6: before a load balancer the zones of its nodes count, whether they are the cluster’s or not', () => {
    const nodes = (...nodeZones: number[]) => {
      const found = moved({ calls: [call({ nodeZones })] }, { zones: [0] }) as Record<string, number>;
      return (found.crossZoneMiB ?? 0) / mib(found.served! * 1024);
    };
    expect(nodes(0)).toBe(0);
    expect(nodes(0, 1)).toBeCloseTo(1 / 2, 9);
    expect(nodes(0, NONE)).toBeCloseTo(1 / 2, 9);
  });

  it('P9.6: to the internet it passes the NAT gateway on the way, also that of another zone, both ways', () => {
    const calls = [call({ callee: NONE })];
    const own = moved({ calls, natGateways: [0, 0, NONE] }, { zones: [0] }) as Record<string, number>;
    expect(own.natGatewayMiB).toBeCloseTo(mib(own.served! * 1024), 6);
    expect(own.internetOutMiB).toBeCloseTo(mib(own.served! * 256), 6);
    expect(own).not.toHaveProperty('crossZoneMiB');
    const other = moved({ calls, natGateways: [0, 0, NONE] }, { zones: [1] }) as Record<string, number>;
    expect(other.crossZoneMiB).toBeCloseTo(mib(other.served! * 1024), 6);
    const none = moved({ calls, natGateways: [0, 0, NONE] }, { zones: [2] }) as Record<string, number>;
    expect(none).not.toHaveProperty('natGatewayMiB');
    expect(none.internetOutMiB).toBeGreaterThan(0);
  });
});
