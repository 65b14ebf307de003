import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { Conditions } from '../../../src/sim/state/conditions.ts';
import { NO_NETWORK } from '../../../src/sim/state/input/network.ts';
import { FARGATE, FARGATE_SPOT, input } from '../builders.ts';

describe('what the world cannot give', () => {
  it('Fargate launches where its zone is up and the provider has capacity', () => {
    const conditions = new Conditions(input({ capacityProviders: [FARGATE, FARGATE_SPOT] }));
    const can = (provider: number) => [0, 1, 2].map((zone) => conditions.canLaunchTask(provider, zone));
    expect(can(0)).toEqual([true, true, true]);
    conditions.changeZone(1, 1);
    conditions.changeZone(1, 1);
    conditions.fargateShortages[1 * 3 + 2] = 1;
    expect(can(0)).toEqual([true, false, true]);
    expect(can(1)).toEqual([true, false, false]);
    conditions.changeZone(1, -1);
    expect(can(0)).toEqual([true, false, true]);
    conditions.changeZone(1, -1);
    expect(can(0)).toEqual([true, true, true]);
  });

  it('which of the sets of zones that are out together is out now', () => {
    const set = (...zones: number[]) => ({ zones, cutOff: new Uint8Array(0) });
    const conditions = new Conditions(input({ network: { ...NO_NETWORK, zonesOut: [set(1), set(1, 2)] } }));
    const setAfter = (zone: number, step: 1 | -1) => {
      conditions.changeZone(zone, step);
      return conditions.zonesOut;
    };
    expect(conditions.zonesOut).toBe(NONE);
    expect([setAfter(1, 1), setAfter(2, 1), setAfter(2, -1), setAfter(1, -1)]).toEqual([0, 1, 0, NONE]);
  });
});
