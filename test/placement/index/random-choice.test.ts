import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src/base/streams.ts';
import { NONE } from '../../../src/base/units.ts';
import { clusterIndexOf } from '../../../src/placement/index/cluster-index.ts';
import { RandomChoice } from '../../../src/placement/index/random-choice.ts';
import { createStrategy } from '../../../src/placement/registry.ts';
import { DRAINING } from '../../../src/sim/state/container-instances.ts';
import { SmallCluster } from '../small-cluster.ts';

const zone = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;

/** Instances in zones a, b, b, a, b, b, …; the choice among them behind that many spreads over zones (0 or 1). */
function choiceOf(spreads: 0 | 1) {
  const small = new SmallCluster({
    instances: Array.from({ length: 9 }, (_, row) => ({ zone: row % 3 === 0 ? 0 : 1 })),
  });
  const { cluster } = small;
  const index = clusterIndexOf(cluster);
  const [request] = cluster.requests;
  const demand = index.verdicts.open({ request: request!, constraints: [] });
  const random = new Streams('draw').get('placement');
  const context = { cluster, group: 0, random, mix: [] };
  const stages = spreads === 0 ? [] : [createStrategy(zone, context)];
  return { small, choice: new RandomChoice(cluster, index, demand, request!, stages, random) };
}

const draw = new Streams('draw').get('placement');
const draws = Array.from({ length: 50 }, () => draw());

describe('RandomChoice', () => {
  it('P3.7: takes one draw, which names an instance by its position among the candidates', () => {
    const { small, choice } = choiceOf(0);
    small.cluster.setInstanceStatus(2, DRAINING);
    const candidates = [0, 1, 3, 4, 5, 6, 7, 8];
    expect(draws.map(() => choice.choose())).toEqual(draws.map((one) => candidates[Math.floor(one * 8)]));
  });

  it('P3.5, P3.7: behind a spread draws among the instances of the zones with the fewest tasks', () => {
    const { small, choice } = choiceOf(1);
    const first = Math.floor(draws[0]! * 9);
    expect(choice.choose()).toBe(first);
    small.put(0);
    const inOther = [1, 2, 4, 5, 7, 8];
    expect(choice.choose()).toBe(inOther[Math.floor(draws[1]! * 6)]);
    small.put(1);
    small.put(1);
    expect(choice.choose()).toBe([0, 3, 6][Math.floor(draws[2]! * 3)]);
  });

  it('draws nothing where one candidate is left, or none', () => {
    const { small, choice } = choiceOf(0);
    for (let row = 1; row < 9; row++) small.cluster.setInstanceStatus(row, DRAINING);
    expect(choice.choose()).toBe(0);
    small.cluster.setAgentConnected(0, false);
    expect(choice.choose()).toBe(NONE);
    for (let row = 1; row < 3; row++) small.cluster.registerInstance(0, 0);
    expect(choice.choose()).toBe([9, 10][Math.floor(draws[0]! * 2)]);
  });
});
