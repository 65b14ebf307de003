import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import { NO_NETWORK } from '../../../src/sim/state/input/network.ts';
import { UseLog } from '../../../src/sim/state/use-log.ts';
import { definition, FARGATE, input, service } from '../builders.ts';

describe('what a cluster takes of what it shares', () => {
  it('is kept however much there is', () => {
    const log = new UseLog();
    for (let row = 0; row < 3000; row++) log.add(row % 4, row, 10 * row);
    expect([log.length, log.what[2999], log.change[2999], log.atMs[2999]]).toEqual([3000, 3, 2999, 29_990]);
  });

  it('P8.4, P8.5, P12.3: is vCPUs and launches of Fargate and addresses, each with its instant', () => {
    const given = input({
      launchTemplates: [],
      capacityProviders: [FARGATE],
      taskDefinitions: [definition({ isAwsvpc: true })],
      network: { ...NO_NETWORK, subnets: [{ name: 'shared', zone: 0, usableAddresses: 11, heldAddresses: 0 }] },
      services: [
        service({ desiredCount: 2, zones: [0], subnets: [0], updates: [{ atMs: 10 * MINUTE_MS, desiredCount: 1 }] }),
      ],
    });
    expect(simulate(given).sharedUse).toBeNull();
    const uses = simulate({ ...given, record: { ...given.record, keepUse: true } }).sharedUse!;
    const changes = uses.map(({ quota, name, change }) => [quota, name, [...change]]);
    expect(changes).toEqual([
      ['fargateVcpus', '', [0.25, 0.25, -0.25]],
      ['fargateLaunches', '', [1, 1]],
      ['subnetAddresses', 'shared', [1, 1, -1]],
    ]);
    expect(uses[0]!.atMs[0]).toBe(0);
    expect(uses[0]!.atMs[2]).toBeGreaterThanOrEqual(10 * MINUTE_MS);
  });
});
