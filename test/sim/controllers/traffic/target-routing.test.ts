import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import {
  isOfPrimary,
  isServing,
  isWarming,
  NOT_SERVING,
  SERVING,
  WARMING,
  zoneOfVariant,
} from '../../../../src/sim/controllers/traffic/target-routing.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import { curve, definition, input, load, service, TARGETS, targetGroup, template } from '../../builders.ts';

/** Three tasks in two zones, 2 and 1; the CPU used in each pool's zone tells where requests go. */
function usedByInstance(isCrossZone: boolean): number[] {
  const big = { cpuUnits: 4096, memoryMiB: 8000 };
  const recording = simulate(
    input({
      durationMs: 10 * MINUTE_MS,
      launchTemplates: [template(big), template({ ...big, zone: 1 })],
      capacityProviders: [{ ...input().capacityProviders[0]!, instances: Int32Array.of(0, 1) }],
      taskDefinitions: [definition({ cpuUnits: 128 })],
      targetGroups: [targetGroup({ isCrossZone })],
      services: [
        service({
          desiredCount: 3,
          placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
          targetGroups: TARGETS,
          load: load({ requestsPerSecond: curve([[0, 60]]), cpuSecondsPerRequest: 0.01 }),
        }),
      ],
      record: { ...input().record, heatBucketMs: MINUTE_MS },
    }),
  );
  const { heatBucketCount, heatSeries } = recording;
  return [1, 2].map((row) => heatSeries.usedCpuUnits[row * heatBucketCount - 1]! / MINUTE_MS);
}

describe('which targets get requests', () => {
  it('P7.6: every target its even part with cross-zone load balancing', () => {
    const [one, other] = usedByInstance(true);
    expect(one! + other!).toBeCloseTo(614.4, 1);
    expect(Math.max(one!, other!) / Math.min(one!, other!)).toBeCloseTo(2, 2);
  });

  it('P7.6: every zone its even part without it, so that a lonely target works for two', () => {
    const [one, other] = usedByInstance(false);
    expect(one! / other!).toBeCloseTo(1, 2);
  });

  it('tells the variants of a class apart, zone by zone', () => {
    expect([SERVING, NOT_SERVING, WARMING].map(isServing)).toEqual([true, false, true]);
    expect([SERVING, NOT_SERVING, WARMING].map(isWarming)).toEqual([false, false, true]);
    // Five kinds a zone: those of the PRIMARY deployment are the last two.
    expect([3, 4].map(isOfPrimary)).toEqual([true, true]);
    expect([3, 4].map(isWarming)).toEqual([false, true]);
    expect([4, 5, 14].map(zoneOfVariant)).toEqual([0, 1, 2]);
  });
});
