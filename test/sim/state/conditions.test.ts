import { describe, expect, it } from 'vitest';
import { Conditions } from '../../../src/sim/state/conditions.ts';
import { FARGATE, FARGATE_SPOT, input } from '../builders.ts';

describe('what the world cannot give', () => {
  it('Fargate launches where its zone is up and the provider has capacity', () => {
    const conditions = new Conditions(input({ capacityProviders: [FARGATE, FARGATE_SPOT] }));
    const can = (provider: number) => [0, 1, 2].map((zone) => conditions.canLaunchTask(provider, zone));
    expect(can(0)).toEqual([true, true, true]);
    conditions.zoneOutages[1] = 2;
    conditions.fargateShortages[1 * 3 + 2] = 1;
    expect(can(0)).toEqual([true, false, true]);
    expect(can(1)).toEqual([true, false, false]);
  });
});
