import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { ReplicaStarts } from '../../../../src/sim/controllers/services/replica-starts.ts';
import { ServiceClock } from '../../../../src/sim/controllers/services/service-clock.ts';
import { StartThrottle } from '../../../../src/sim/controllers/services/start-throttle.ts';
import { TaskSet } from '../../../../src/sim/controllers/services/task-set.ts';
import { input, service, template } from '../../builders.ts';
import { EC2 } from '../../fleets.ts';

/** A service of ten on one instance with room for `room` tasks, nothing started yet. */
function bench({ room = 100, serviceLaunchesPerMinute = 500 } = {}) {
  const given = input({
    services: [service({ desiredCount: 10, capacity: EC2 })],
    launchTemplates: [template({ cpuUnits: 1e6, memoryMiB: room * 512 })],
    limits: { provisioningTasksMax: 500, serviceLaunchesPerMinute },
  });
  const parts = assembleEngine(given);
  const { cluster, instances, timeline } = parts;
  instances.startWith(0);
  cluster.desiredCount[0] = 10;
  const throttle = new StartThrottle(parts);
  const starts = new ReplicaStarts(parts, new ServiceClock(timeline, 10_000, 1), throttle);
  const set = new TaskSet(cluster);
  const start = (deployment: number, upper: number) => {
    set.takeDeployment(deployment);
    starts.start(set, upper);
    return cluster.activeCount[0];
  };
  return { cluster, starts, start, throttle };
}

describe('ReplicaStarts', () => {
  it('P4.2, P4.4: starts what is missing up to the upper bound', () => {
    const { start } = bench();
    expect([start(0, 4), start(0, 8), start(0, 20), start(0, 20)]).toEqual([4, 8, 10, 10]);
  });

  it('P4.8: starts no more in a tick than the rate of launches allows', () => {
    const { start } = bench({ serviceLaunchesPerMinute: 18 });
    expect([start(0, 20), start(0, 20)]).toEqual([3, 3]);
  });

  it('marks the service where the cluster has no room', () => {
    const { starts, start } = bench({ room: 6 });
    expect([start(0, 20), starts.blocked.has(0)]).toEqual([6, true]);
  });

  it('P4.19: starts nothing of a deployment that is throttled, and of a newer one at once', () => {
    const { cluster, start, throttle } = bench();
    const failed = 4;
    for (let failure = 0; failure < failed; failure++) throttle.countFailure(cluster.createTask(0, 0, 0, 0));
    expect(start(0, 20)).toBe(failed);
    expect(start(cluster.deployments.open(0, 0, NONE, 0, 0, 0), 20)).toBeGreaterThan(0);
  });

  it('P4.23: a task of a deployment that is not the newest is counted there', () => {
    const { cluster, start } = bench();
    const second = cluster.deployments.open(0, 0, NONE, 0, 0, 0);
    start(0, 7);
    start(second, 2);
    expect([...cluster.deployments.activeCount.slice(0, 2)]).toEqual([7, 2]);
    cluster.validate();
  });
});
