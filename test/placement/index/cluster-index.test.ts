import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { clusterIndexOf } from '../../../src/placement/index/cluster-index.ts';
import { REMAINING_CPU_UNITS } from '../../../src/placement/stage.ts';
import { SmallCluster } from '../small-cluster.ts';

const small = () => new SmallCluster({ instances: [{}, {}] });

describe('clusterIndexOf', () => {
  it('is one for all requests of a cluster, and another for another cluster', () => {
    const [one, other] = [small(), small()];
    expect(clusterIndexOf(one.cluster)).toBe(clusterIndexOf(one.cluster));
    expect(clusterIndexOf(one.cluster)).not.toBe(clusterIndexOf(other.cluster));
  });
});

describe('ClusterIndex', () => {
  it('shares what does not depend on the service: the attributes in any order, the keys, the demand', () => {
    const { cluster } = small();
    const index = clusterIndexOf(cluster);
    const demand = index.verdicts.open({ request: cluster.requests[0]!, constraints: [] });
    expect(index.partitioning([0, 0])).toBe(index.partitioning([0]));
    expect(index.partitioning([])).not.toBe(index.partitioning([0]));
    expect(index.fitSet(demand, [0])).toBe(index.fitSet(demand, [0]));
    expect(index.fitSet(demand, [])).not.toBe(index.fitSet(demand, [0]));
    const order = index.order([], [REMAINING_CPU_UNITS], NONE);
    expect(index.order([], [REMAINING_CPU_UNITS], NONE)).toBe(order);
    cluster.groups.countDesiredOnInstances(1);
    expect(index.order([], [REMAINING_CPU_UNITS], 1)).not.toBe(order);
  });
});
