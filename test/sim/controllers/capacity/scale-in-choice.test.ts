import { describe, expect, it } from 'vitest';
import { HOUR_MS, NONE } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { ScaleInChoice } from '../../../../src/sim/controllers/capacity/scale-in-choice.ts';
import { GROUP_SCALE_IN } from '../../../../src/sim/state/instance-causes.ts';
import { group, input, scaled, service, template } from '../../builders.ts';
import { runTaskOn } from '../../clusters.ts';

/** Rows 0 and 1 on demand in zones a and b, 2 and 3 on Spot there. */
const TEMPLATES = (['on-demand', 'spot'] as const).flatMap((purchaseOption) =>
  [0, 1].map((zone) => template({ zone, purchaseOption })),
);

/** Instances of these templates, the first launched first, a minute apart. */
function shop(...templates: number[]) {
  const parts = assembleEngine(
    input({ launchTemplates: TEMPLATES, capacityProviders: [scaled([])], services: [service()] }),
  );
  for (const row of templates) {
    const instance = parts.instances.startWith(row);
    parts.cluster.ec2Instances.launchedAtMs[instance] = instance * 60_000;
  }
  return { ...parts, choice: new ScaleInChoice(parts.cluster) };
}

const ALL_ON_DEMAND = group();
const HALF = group({ onDemandPercentageAboveBaseCapacity: 50 });

describe('ScaleInChoice', () => {
  it('P5.16: takes the zone with the most instances, and there the one closest to its billing hour', () => {
    const { choice } = shop(0, 1, 1);
    expect(choice.choose(0, ALL_ON_DEMAND, 10 * 60_000)).toBe(1);
    // One launched a minute later is a minute from its full hour when the other has just begun another.
    expect(choice.choose(0, ALL_ON_DEMAND, HOUR_MS + 60_000)).toBe(2);
  });

  it('takes the purchase option that the group has too many of', () => {
    expect(shop(2, 2, 0).choice.choose(0, HALF, HOUR_MS / 2)).toBe(0);
    expect(shop(2, 0, 0).choice.choose(0, HALF, HOUR_MS / 2)).toBe(1);
  });

  it('P5.16: leaves protected instances alone, those with tasks', () => {
    const { choice, cluster } = shop(0, 0, 1);
    runTaskOn(cluster, 0);
    runTaskOn(cluster, 1);
    expect(choice.choose(0, { ...ALL_ON_DEMAND, managedTerminationProtection: true }, HOUR_MS / 2)).toBe(2);
    runTaskOn(cluster, 2);
    expect(choice.choose(0, { ...ALL_ON_DEMAND, managedTerminationProtection: true }, HOUR_MS / 2)).toBe(NONE);
    expect(choice.choose(0, ALL_ON_DEMAND, HOUR_MS / 2)).toBe(0);
  });

  it('takes none that is on its way out already', () => {
    const { choice, instances, cluster } = shop(0, 0);
    runTaskOn(cluster, 0);
    instances.drainAndLeave(0, GROUP_SCALE_IN, HOUR_MS);
    expect(choice.choose(0, ALL_ON_DEMAND, HOUR_MS / 2)).toBe(1);
  });
});
