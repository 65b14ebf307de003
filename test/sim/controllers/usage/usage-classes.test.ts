import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { UsageClasses } from '../../../../src/sim/controllers/usage/usage-classes.ts';
import { definition, input, service } from '../../builders.ts';
import { clusterOf } from '../../clusters.ts';

const CLASSES = 2;
const POOLS = 3;

describe('UsageClasses', () => {
  it('counts running tasks per class and pool, and lists those on instances, as they come and go', () => {
    const cluster = clusterOf(input({ services: [service()], taskDefinitions: [definition(), definition()] }));
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 100 }), (choices) => {
        const classes = new UsageClasses(cluster, POOLS);
        const held: { task: number; usageClass: number; pool: number; instance: number }[] = [];
        for (const [task, choice] of choices.entries()) {
          if (choice % 3 === 0 && held.length > 0) {
            const [gone] = held.splice(choice % held.length, 1);
            classes.remove(gone!.task, gone!.pool, gone!.instance);
          } else {
            const usageClass = choice % CLASSES;
            const added = { task, usageClass, pool: choice % POOLS, instance: choice % 5 === 0 ? NONE : choice };
            classes.add(added.task, added.usageClass, added.pool, added.instance);
            held.push(added);
          }
          for (let usageClass = 0; usageClass < CLASSES; usageClass++) {
            const own = held.filter((one) => one.usageClass === usageClass);
            const listed = [...classes.tasksOnInstances[usageClass]!.subarray(0, classes.onInstancesCount[usageClass])];
            expect(classes.running[usageClass]).toBe(own.length);
            expect(listed.sort()).toEqual(
              own
                .filter((one) => one.instance !== NONE)
                .map((one) => one.task)
                .sort(),
            );
            for (let pool = 0; pool < POOLS; pool++) {
              expect(classes.runningInPool[usageClass * POOLS + pool]).toBe(own.filter((o) => o.pool === pool).length);
            }
          }
        }
      }),
    );
  });

  it('starts a task without a leak and without want, whatever its row held before', () => {
    const classes = new UsageClasses(clusterOf(input({ services: [service()] })), 1);
    classes.add(200, 0, 0, NONE);
    classes.unservedCpuUnits[200] = 5;
    classes.leakedMemoryMiB[200] = 6;
    classes.remove(200, 0, NONE);
    classes.add(200, 0, 0, NONE);
    expect([classes.unservedCpuUnits[200], classes.leakedMemoryMiB[200]]).toEqual([0, 0]);
  });

  it('knows the classes of each workload: every variant of each of its requests', () => {
    const cluster = clusterOf(input({ services: [service(), service({ serviceName: 'api' })] }));
    const classes = new UsageClasses(cluster, POOLS, Int32Array.of(3, 1, 2));
    expect(classes.byWorkload([[0, 2], [1]]).map((own) => [...own])).toEqual([[0, 2, 3, 4, 5], [1]]);
  });
});
