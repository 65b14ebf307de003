import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { Resources } from '../../../src/placement/constraints/resources.ts';
import { ClosestSearch } from '../../../src/placement/index/closest-search.ts';
import type { InstanceFilter } from '../../../src/placement/stage.ts';
import { arbitraryHistory } from '../clusters.ts';
import { SmallCluster } from '../small-cluster.ts';
import { Walk } from '../walk.ts';

/** Counts how often an instance is judged. */
class CountedResources extends Resources {
  looks = 0;

  override failures(...judged: Parameters<InstanceFilter['failures']>): number {
    this.looks++;
    return super.failures(...judged);
  }
}

describe('ClosestSearch', () => {
  it('P12.2: finds after every step what a search without a memory finds', () => {
    fc.assert(
      fc.property(arbitraryHistory(40, 80), ({ input, steps }) => {
        const walk = new Walk({ input, steps });
        const { cluster } = walk;
        const filters = [new Resources()];
        const searches = cluster.requests.map((request) => new ClosestSearch(cluster, request, filters));
        steps.forEach((step, index) => {
          walk.take(step);
          const position = index % searches.length;
          const fresh = new ClosestSearch(cluster, cluster.requests[position]!, filters);
          expect(searches[position]!.find()).toBe(fresh.find());
        });
      }),
      { numRuns: 200 },
    );
  });

  it('answers from memory while nothing changes, and looks only at what has', () => {
    const small = new SmallCluster({ instances: Array.from({ length: 50 }, () => ({ cpuUnits: 300 })) });
    const resources = new CountedResources();
    const search = new ClosestSearch(small.cluster, small.cluster.requests[0]!, [resources]);
    expect([search.find(), search.find(), resources.looks]).toEqual([0, 0, 50]);
    small.cluster.setAgentConnected(7, false);
    expect([search.find(), resources.looks]).toEqual([0, 51]);
    small.cluster.setAgentConnected(0, false);
    expect([search.find(), resources.looks]).toEqual([1, 102]);
  });

  it('P12.1: finds nobody where there is no instance', () => {
    const small = new SmallCluster({ instances: [{}], provider: 1 });
    expect(new ClosestSearch(small.cluster, small.cluster.requests[0]!, [new Resources()]).find()).toBe(NONE);
  });
});
