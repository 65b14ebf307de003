import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { countFailures, isInReach } from '../../../src/placement/closest-instance.ts';
import { Resources } from '../../../src/placement/constraints/resources.ts';
import { ClosestSearch } from '../../../src/placement/index/closest-search.ts';
import type { InstanceFilter } from '../../../src/placement/stage.ts';
import type { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import { DRAINING } from '../../../src/sim/state/container-instances.ts';
import type { TaskRequest } from '../../../src/sim/state/task-request.ts';
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

/** The first registered of those that fail the fewest filters, by looking at all; and how many it fails. */
function closestOf(cluster: ClusterState, request: TaskRequest, filters: readonly InstanceFilter[]) {
  let closest: { row: number; failed: number } = { row: NONE, failed: Number.POSITIVE_INFINITY };
  for (let row = 0; row < cluster.containerInstances.count; row++) {
    if (!isInReach(row, request, cluster)) continue;
    const failed = countFailures(filters, row, request, cluster);
    if (failed < closest.failed) closest = { row, failed };
  }
  return closest;
}

describe('ClosestSearch', () => {
  it('P12.2: finds of every refused request what a search through all instances finds', () => {
    let refused = 0;
    fc.assert(
      fc.property(arbitraryHistory(40, 80), ({ input, steps }) => {
        const walk = new Walk({ input, steps });
        const { cluster } = walk;
        const filters = [new Resources()];
        const searches = cluster.requests.map((request) => new ClosestSearch(cluster, request, filters));
        steps.forEach((step, index) => {
          walk.take(step);
          const position = index % searches.length;
          const { row, failed } = closestOf(cluster, cluster.requests[position]!, filters);
          if (failed === 0) return;
          refused++;
          expect(searches[position]!.find()).toBe(row);
        });
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  it('answers from memory while nothing changes, and looks only at what has', () => {
    // Neither the CPU nor the memory of any is enough, so that the search has to look at all of them.
    const poor = { cpuUnits: 100, memoryMiB: 100 };
    const small = new SmallCluster({ instances: Array.from({ length: 50 }, () => poor) });
    const resources = new CountedResources();
    const search = new ClosestSearch(small.cluster, small.cluster.requests[0]!, [resources]);
    expect([search.find(), search.find(), resources.looks]).toEqual([0, 0, 50]);
    small.cluster.setAgentConnected(7, false);
    expect([search.find(), resources.looks]).toEqual([0, 51]);
    small.cluster.setAgentConnected(0, false);
    expect([search.find(), resources.looks]).toEqual([1, 102]);
  });

  it('is content with the first that lacks one thing, for nobody is closer', () => {
    const small = new SmallCluster({ instances: Array.from({ length: 50 }, () => ({ cpuUnits: 100 })) });
    const resources = new CountedResources();
    const search = new ClosestSearch(small.cluster, small.cluster.requests[0]!, [resources]);
    expect([search.find(), resources.looks]).toEqual([0, 1]);
    // More has changed than a new search looks at.
    for (let row = 10; row < 20; row++) small.cluster.setAgentConnected(row, false);
    expect([search.find(), resources.looks]).toEqual([0, 2]);
    small.cluster.setInstanceStatus(0, DRAINING);
    expect(search.find()).toBe(1);
  });

  it('P12.1: finds nobody where there is no instance', () => {
    const small = new SmallCluster({ instances: [{}], provider: 1 });
    expect(new ClosestSearch(small.cluster, small.cluster.requests[0]!, [new Resources()]).find()).toBe(NONE);
  });
});
