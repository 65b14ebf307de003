import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import {
  LEAVES_HEALTHY,
  LEAVES_NOT_HEALTHY,
  STAYS,
  TaskSet,
} from '../../../../src/sim/controllers/services/task-set.ts';
import { DRAINING } from '../../../../src/sim/state/container-instances.ts';
import { fleet, input, service } from '../../builders.ts';
import { clusterOf, runTaskOn } from '../../clusters.ts';

/** Of the first deployment a healthy task and one told to stop; of the second one task of each health. */
function bench() {
  const cluster = clusterOf(input({ capacityProviders: [fleet([0, 0])], services: [service()] }));
  const [old, told] = [0, 0].map(() => runTaskOn(cluster, 0));
  cluster.setHealthy(old!);
  cluster.setUndesired(told!);
  const second = cluster.deployments.open(0, 0, NONE, 2, 1, 0);
  const [healthy, unhealthy, unknown] = [0, 0, 1].map((instance) => runTaskOn(cluster, instance));
  cluster.setHealthy(healthy!);
  cluster.setUnhealthy(unhealthy!);
  return { cluster, set: new TaskSet(cluster), first: 0, second, old: old!, healthy: healthy!, unknown: unknown! };
}

const countsOf = ({ active, healthy, stopping, staying, stayingHealthy, stayingUnhealthy, serving }: TaskSet) => [
  [active, healthy, stopping],
  [staying, stayingHealthy, stayingUnhealthy, serving],
];

describe('TaskSet', () => {
  it('P4.4: of a service counts all its tasks, and those of the given deployment as staying', () => {
    const { set, second, old, healthy } = bench();
    set.takeService(second);
    expect(countsOf(set)).toEqual([
      [4, 2, 1],
      [3, 1, 1, 2],
    ]);
    expect([set.kindOf(old), set.kindOf(healthy)]).toEqual([LEAVES_HEALTHY, STAYS]);
  });

  it('P4.23: of a deployment alone counts its own tasks, and no others', () => {
    const { set, first, second, old, healthy } = bench();
    set.takeDeployment(first);
    expect(countsOf(set)).toEqual([
      [1, 1, 1],
      [1, 1, 0, 1],
    ]);
    expect([set.kindOf(old), set.kindOf(healthy)]).toEqual([STAYS, 0]);
    set.takeDeployment(second);
    expect([set.kindOf(old), set.kindOf(healthy)]).toEqual([0, STAYS]);
  });

  it('P2.12: a task on a DRAINING instance does not stay', () => {
    const { cluster, set, second, healthy, unknown } = bench();
    cluster.setInstanceStatus(1, DRAINING);
    set.takeDeployment(second);
    expect([set.active, set.staying]).toEqual([3, 2]);
    expect([set.kindOf(healthy), set.kindOf(unknown)]).toEqual([STAYS, LEAVES_NOT_HEALTHY]);
  });
});
