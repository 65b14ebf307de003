import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src/base/streams.ts';
import { isInReach } from '../../../src/placement/closest-instance.ts';
import { Resources } from '../../../src/placement/constraints/resources.ts';
import type { Demand } from '../../../src/placement/index/demand.ts';
import { FitSet } from '../../../src/placement/index/fit-set.ts';
import { Partitioning } from '../../../src/placement/index/partitioning.ts';
import { Verdicts } from '../../../src/placement/index/verdicts.ts';
import { createConstraint } from '../../../src/placement/registry.ts';
import type { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import { addRequest } from '../../../src/sim/state/requests.ts';
import { definition } from '../../sim/builders.ts';
import { arbitraryHistory } from '../clusters.ts';
import { SmallCluster } from '../small-cluster.ts';
import { Walk } from '../walk.ts';

const resources = new Resources();

/** Every request under every constraint of its work. */
function demandsIn(cluster: ClusterState): Demand[] {
  const { input, requests } = cluster;
  return [...input.services, ...input.taskSources].flatMap(({ placementConstraints }, work) => {
    const context = { cluster, group: work, random: new Streams('1').get('verdicts'), mix: [] };
    const constraints = placementConstraints.map((constraint) => createConstraint(constraint, context));
    return requests.filter(({ group }) => group === work).map((request) => ({ request, constraints }));
  });
}

function takes(row: number, { request, constraints }: Demand, cluster: ClusterState): boolean {
  if (!isInReach(row, request, cluster)) return false;
  return [resources, ...constraints].every((filter) => filter.failures(row, request, cluster) === 0);
}

describe('Verdicts', () => {
  it('P3.1: say of every instance what resources and constraints say, in every history', () => {
    fc.assert(
      fc.property(arbitraryHistory(60, 60), ({ input, steps }) => {
        const walk = new Walk({ input, steps });
        const { cluster } = walk;
        const verdicts = new Verdicts(cluster);
        const demands = demandsIn(cluster);
        const rows = () => Array.from({ length: cluster.containerInstances.count }, (_, row) => row);
        const partitioning = new Partitioning(cluster, [0]);
        steps.forEach((step, index) => {
          walk.take(step);
          // Demands come one after the other, and so do the sets that follow them.
          const known = demands.slice(0, 1 + (index % demands.length));
          const numbers = known.map((demand) => verdicts.open(demand));
          const sets = numbers.map((number) => {
            const set = new FitSet(verdicts, number, partitioning);
            verdicts.follow(number, set);
            return set;
          });
          verdicts.catchUp();
          partitioning.catchUp();
          for (const set of sets) set.catchUp();
          known.forEach((demand, position) => {
            const expected = rows().filter((row) => takes(row, demand, cluster));
            expect(rows().filter((row) => verdicts.takes(row, numbers[position]!))).toEqual(expected);
            expect(expected.map((_, before) => sets[position]!.rows.member(before))).toEqual(expected);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it('have room for more demands than a word has bits', () => {
    const small = new SmallCluster({ instances: [{ cpuUnits: 50, memoryMiB: 4000 }, {}] });
    const verdicts = new Verdicts(small.cluster);
    const scope = { group: 0, capacityProvider: -1, zones: [] };
    const numbers = Array.from({ length: 100 }, (_, index) => {
      const row = addRequest(small.cluster, definition({ cpuUnits: index + 1, memoryMiB: 1 }), scope);
      const number = verdicts.open({ request: small.cluster.requests[row]!, constraints: [] });
      verdicts.catchUp();
      return number;
    });
    expect(numbers.filter((number) => verdicts.takes(0, number))).toEqual(numbers.slice(0, 50));
    expect(numbers.every((number) => verdicts.takes(1, number))).toBe(true);
  });

  it('share a demand that was there', () => {
    const small = new SmallCluster({ instances: [{}] });
    const verdicts = new Verdicts(small.cluster);
    const [web, other] = small.cluster.requests.map((request) => verdicts.open({ request, constraints: [] }));
    expect(web).toBe(other);
    expect(verdicts.version).toBe(1);
  });
});
