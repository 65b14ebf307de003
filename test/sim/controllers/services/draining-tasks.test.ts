import { describe, expect, it } from 'vitest';
import { DrainingTasks } from '../../../../src/sim/controllers/services/draining-tasks.ts';
import { DRAINING } from '../../../../src/sim/state/container-instances.ts';
import { fleet, input, service } from '../../builders.ts';
import { clusterOf, runTaskOn } from '../../clusters.ts';

describe('DrainingTasks', () => {
  it('P2.12: counts the tasks of a deployment on DRAINING instances, by health, and no others', () => {
    const cluster = clusterOf(input({ capacityProviders: [fleet([0, 0])], services: [service()] }));
    const [healthy, unhealthy, , stopped] = [0, 0, 0, 0].map(() => runTaskOn(cluster, 0));
    runTaskOn(cluster, 1);
    cluster.setHealthy(healthy!);
    cluster.setUnhealthy(unhealthy!);
    cluster.setUndesired(stopped!);
    const draining = new DrainingTasks(cluster);
    draining.count(0);
    expect([draining.active, draining.healthy, draining.unhealthy]).toEqual([0, 0, 0]);
    cluster.setInstanceStatus(0, DRAINING);
    draining.count(0);
    expect([draining.active, draining.healthy, draining.unhealthy]).toEqual([3, 1, 1]);
    expect([draining.has(healthy!), draining.has(stopped!)]).toEqual([true, false]);
    cluster.deployments.open(0, 0, -1, 5, 1, 0);
    draining.count(cluster.deployments.primary[0]!);
    expect(draining.active).toBe(0);
  });
});
