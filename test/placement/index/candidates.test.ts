import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src/base/streams.ts';
import { NONE } from '../../../src/base/units.ts';
import { type Candidates, createCandidates } from '../../../src/placement/index/candidates.ts';
import { createStrategy } from '../../../src/placement/registry.ts';
import type { PlacementStrategyInput } from '../../../src/sim/state/input.ts';
import { SmallCluster } from '../small-cluster.ts';

const overRacks = { type: 'spread', field: 'attribute:rack' } as const;
const random = { type: 'random' } as const;
const binpack = { type: 'binpack', field: 'cpu' } as const;

/** Candidates for these strategies over instances with so much CPU, each in the rack of its position modulo `racks`. */
function candidatesFor(strategies: readonly PlacementStrategyInput[], cpuUnits: readonly number[], racks: number) {
  const instances = cpuUnits.map((cpu, row) => ({ cpuUnits: cpu, attributes: { rack: String(row % racks) } }));
  const small = new SmallCluster({ instances, strategies });
  const context = { cluster: small.cluster, group: 0, random: new Streams('1').get('candidates'), mix: [] };
  const stages = strategies.map((strategy) => createStrategy(strategy, context));
  return { small, candidates: createCandidates(stages, small.cluster) };
}

function fill(candidates: Candidates | null, small: SmallCluster): Candidates {
  if (candidates === null) throw new Error('no index for these strategies');
  candidates.begin(small.cluster);
  for (let row = 0; row < small.cluster.containerInstances.count; row++) {
    candidates.add(row, small.cluster);
    candidates.set(row, true);
  }
  return candidates;
}

describe('createCandidates', () => {
  it('serves random only where it comes first', () => {
    expect(candidatesFor([random, binpack], [1, 2], 1).candidates).not.toBeNull();
    expect(candidatesFor([binpack, random], [1, 2], 1).candidates).toBeNull();
  });

  it('leaves attributes with very many values to the scan', () => {
    const cpus = Array.from({ length: 70 }, () => 1024);
    expect(candidatesFor([overRacks], cpus, 60).candidates).not.toBeNull();
    expect(candidatesFor([overRacks], cpus, 70).candidates).toBeNull();
  });

  it('P3.8: chooses by all strategies in their order, whichever of them is over an attribute', () => {
    const cpus = [512, 2048, 1024, 600];
    const { small, candidates } = candidatesFor([overRacks, binpack], cpus, 2);
    const set = fill(candidates, small);
    small.put(0);
    expect(set.choose(small.cluster.requests[0]!, small.cluster)).toBe(3);
    const other = candidatesFor([binpack, overRacks], cpus, 2);
    expect(fill(other.candidates, other.small).choose(other.small.cluster.requests[0]!, other.small.cluster)).toBe(0);
  });

  it('chooses nobody when nobody is a candidate', () => {
    for (const strategies of [[random], [binpack], [overRacks]]) {
      const { small, candidates } = candidatesFor(strategies, [512, 512], 2);
      const set = fill(candidates, small);
      for (const row of [0, 1]) set.set(row, false);
      expect(set.choose(small.cluster.requests[0]!, small.cluster)).toBe(NONE);
    }
  });
});
