import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { LaunchChoice } from '../../../../src/sim/controllers/capacity/launch-choice.ts';
import type { CapacityShortageInput } from '../../../../src/sim/state/input.ts';
import { group, input, scaled, template } from '../../builders.ts';
import { clusterOf } from '../../clusters.ts';

/** Rows 0–1 on demand and 2–3 on Spot, in the zones a and b. */
const TEMPLATES = (['on-demand', 'spot'] as const).flatMap((purchaseOption) =>
  [0, 1].map((zone) => template({ zone, purchaseOption })),
);
const GROUP = group({
  zones: [0, 1],
  onDemandTypes: [Int32Array.of(0, 1)],
  spotTypes: [Int32Array.of(2, 3)],
  onDemandPercentageAboveBaseCapacity: 50,
  desiredCapacity: 4,
});

function choices(capacityShortages: readonly CapacityShortageInput[], nowMs = 0): number[] {
  const cluster = clusterOf(
    input({ launchTemplates: TEMPLATES, capacityProviders: [scaled([], GROUP)], capacityShortages }),
  );
  cluster.autoScaling.desiredCapacity[0] = 4;
  const choice = new LaunchChoice(cluster);
  return Array.from({ length: 5 }, () => {
    const row = choice.choose(0, GROUP, nowMs);
    if (row !== NONE) cluster.autoScaling.join(row);
    return row;
  });
}

describe('LaunchChoice', () => {
  it('launches what is due on demand and on Spot, each in the emptiest zone, and goes on in proportion', () => {
    expect(choices([])).toEqual([0, 1, 2, 3, 0]);
  });

  it('goes on with the other zone, and with the other purchase option, where EC2 has none', () => {
    expect(choices([{ launchTemplates: [0], fromMs: 0, toMs: 100 }])).toEqual([1, 1, 2, 2, 1]);
    expect(choices([{ launchTemplates: [0, 1], fromMs: 0, toMs: 100 }])).toEqual([2, 3, NONE, NONE, NONE]);
  });

  it('has what EC2 lacked before and after', () => {
    expect(choices([{ launchTemplates: [0, 1], fromMs: 50, toMs: 100 }], 49)[0]).toBe(0);
    expect(choices([{ launchTemplates: [0, 1], fromMs: 50, toMs: 100 }], 99)[0]).toBe(2);
    expect(choices([{ launchTemplates: [0, 1], fromMs: 50, toMs: 100 }], 100)[0]).toBe(0);
  });
});
