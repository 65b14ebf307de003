import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { ReplicaStops } from '../../../../src/sim/controllers/services/replica-stops.ts';
import { TaskSet } from '../../../../src/sim/controllers/services/task-set.ts';
import { STOP_CAUSES } from '../../../../src/sim/state/stop-causes.ts';
import { PENDING, RUNNING } from '../../../../src/sim/state/tasks.ts';
import { input, service, template } from '../../builders.ts';

/** A service on one instance, its tasks moved by hand. */
function bench() {
  const given = input({
    services: [service()],
    launchTemplates: [template({ cpuUnits: 1_000_000, memoryMiB: 1_000_000 })],
  });
  const parts = assembleEngine(given);
  const { cluster, recorder } = parts;
  cluster.registerInstance(0, 0);
  const stops = new ReplicaStops(parts);
  const task = (health: 'starting' | 'unknown' | 'healthy' | 'unhealthy' | 'protected') => {
    const row = cluster.createTask(0, 0, 0, 0);
    cluster.placeTask(row, 0);
    cluster.setStatus(row, PENDING, 0);
    if (health !== 'starting') cluster.setStatus(row, RUNNING, 0);
    if (health === 'healthy') cluster.setHealthy(row);
    if (health === 'unhealthy') cluster.setUnhealthy(row);
    if (health === 'protected') cluster.setProtected(row, true);
    return row;
  };
  const deploy = () => cluster.deployments.open(0, 0, NONE, 0, 0, 0);
  const causes = () => {
    const { tasks } = cluster;
    return Array.from({ length: tasks.created }, (_, row) => STOP_CAUSES[tasks.stopCause[row]!]);
  };
  /** All tasks of the service. */
  const setOf = () => {
    const set = new TaskSet(cluster);
    set.takeService(cluster.deployments.primary[0]!);
    return set;
  };
  return { cluster, recorder, stops, task, deploy, causes, setOf };
}

describe('ReplicaStops', () => {
  it('P3.26: of the newest deployment UNHEALTHY tasks go first, then those not yet RUNNING', () => {
    const { stops, task, causes, setOf } = bench();
    task('healthy');
    task('starting');
    task('unhealthy');
    stops.stopStaying(setOf(), 2);
    expect(causes()).toEqual([undefined, 'SCALE_IN', 'FAILED_HEALTH_CHECKS']);
  });

  it('P4.9: of older deployments all that are not healthy go, and as many healthy ones as it is told', () => {
    const { cluster, recorder, stops, task, deploy, causes, setOf } = bench();
    for (const health of ['healthy', 'healthy', 'unknown', 'starting'] as const) task(health);
    deploy();
    task('starting');
    stops.stopLeaving(setOf(), 2, 1);
    expect(causes()).toEqual([
      'REPLACED_BY_DEPLOYMENT',
      undefined,
      'REPLACED_BY_DEPLOYMENT',
      'REPLACED_BY_DEPLOYMENT',
      undefined,
    ]);
    expect(recorder.counters.scaleInStops[0]).toBe(0);
    expect(recorder.events.value(0, 3)).toBe(3);
    cluster.validate();
  });

  it('P3.26: of any number of tasks, from one look to the next, by a plain sort of those not protected', () => {
    const healths = fc.constantFrom('starting', 'unknown', 'healthy', 'unhealthy', 'protected');
    const looks = fc.array(
      fc.record({ started: fc.array(healths, { maxLength: 200, size: 'max' }), share: fc.double({ max: 1, min: 0 }) }),
      { minLength: 1, maxLength: 4 },
    );
    const worth = { unhealthy: 0, starting: 1, unknown: 2, healthy: 2, protected: 3 } as const;
    fc.assert(
      fc.property(looks, (all) => {
        const { stops, task, setOf, cluster } = bench();
        let kept: { row: number; worth: number }[] = [];
        for (const { started, share } of all) {
          kept.push(...started.map((health) => ({ row: task(health), worth: worth[health] })));
          const count = Math.floor(kept.length * share);
          const stoppable = kept.filter((one) => one.worth < 3);
          expect(stops.stopStaying(setOf(), count)).toBe(Math.min(count, stoppable.length));
          // The sort is stable: of equals the oldest goes.
          const gone = new Set(stoppable.toSorted((a, b) => a.worth - b.worth).slice(0, count));
          kept = kept.filter((one) => !gone.has(one));
          const desired = Array.from(cluster.tasks.isDesired.subarray(0, cluster.tasks.created).keys());
          expect(desired.filter((row) => cluster.tasks.isDesired[row] === 1)).toEqual(kept.map(({ row }) => row));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('P4.23: of deployments that are neither the newest nor the one that traffic comes from every task goes', () => {
    const { cluster, stops, task, deploy, causes } = bench();
    task('healthy');
    deploy();
    task('healthy');
    task('starting');
    const source = 0;
    deploy();
    task('starting');
    stops.stopOthers(0, cluster.deployments.primary[0]!, source);
    expect(causes()).toEqual([undefined, 'REPLACED_BY_DEPLOYMENT', 'REPLACED_BY_DEPLOYMENT', undefined]);
    cluster.validate();
  });
});
