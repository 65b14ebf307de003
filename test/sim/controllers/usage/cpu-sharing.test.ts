import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CpuSharing } from '../../../../src/sim/controllers/usage/cpu-sharing.ts';
import { UsageClasses } from '../../../../src/sim/controllers/usage/usage-classes.ts';
import { STOPPING } from '../../../../src/sim/state/tasks.ts';
import { definition, input, service, template } from '../../builders.ts';
import { clusterOf, runTaskOn } from '../../clusters.ts';

const CAPACITY = 4096;
/** A grant is rounded down to 1/1024 of a unit. */
const GRAIN = 1 / 1024;

interface Asking {
  readonly reserved: number;
  readonly demand: number;
  readonly isStopping?: boolean;
}

/** What each task is granted when the instance is shared out. */
function grantsOf(asking: readonly Asking[]): number[] {
  const cluster = clusterOf(
    input({
      launchTemplates: [template({ cpuUnits: CAPACITY, memoryMiB: 100_000 })],
      taskDefinitions: asking.map(({ reserved }) => definition({ cpuUnits: reserved })),
      services: [service()],
    }),
  );
  const classes = new UsageClasses(cluster, 1);
  const tasks = asking.map(({ demand, isStopping }, request) => {
    const task = runTaskOn(cluster, 0, request);
    classes.place(task, request);
    classes.load[request]!.cpuUnits = demand;
    if (isStopping === true) {
      cluster.setUndesired(task);
      cluster.setStatus(task, STOPPING, 0);
    }
    return task;
  });
  const sharing = new CpuSharing(cluster, classes);
  sharing.share(0);
  return tasks.map((task) => sharing.granted(task));
}

const asking = fc.array(
  fc.record({ reserved: fc.constantFrom(0, 1, 2, 100, 256, 512), demand: fc.nat(4096 * 1024).map((n) => n / 1024) }),
  { minLength: 1, maxLength: 8 },
);

describe('CpuSharing', () => {
  it('P1.11: two saturated tasks of 512 get half of the instance each; by their shares, whatever they reserve of it', () => {
    expect(
      grantsOf([
        { reserved: 512, demand: 9999 },
        { reserved: 512, demand: 9999 },
      ]),
    ).toEqual([2048, 2048]);
    expect(
      grantsOf([
        { reserved: 256, demand: 9999 },
        { reserved: 768, demand: 9999 },
      ]),
    ).toEqual([1024, 3072]);
  });

  it('P1.11: what one leaves goes to those that ask for more', () => {
    const tasks = [
      { reserved: 512, demand: 96 },
      { reserved: 512, demand: 9999 },
      { reserved: 1536, demand: 9999 },
    ];
    expect(grantsOf(tasks)).toEqual([96, 1000, 3000]);
  });

  it('P1 (cpu): null, 0 and 1 are 2 shares', () => {
    expect(
      grantsOf([
        { reserved: 0, demand: 9999 },
        { reserved: 2, demand: 9999 },
      ]),
    ).toEqual([2048, 2048]);
    expect(
      grantsOf([
        { reserved: 1, demand: 9999 },
        { reserved: 6, demand: 9999 },
      ]),
    ).toEqual([1024, 3072]);
  });

  it('gives nothing away to a task that is stopping', () => {
    const tasks = [
      { reserved: 512, demand: 9999, isStopping: true },
      { reserved: 512, demand: 9999 },
    ];
    expect(grantsOf(tasks)[1]).toBe(CAPACITY);
  });

  it('nobody gets more than it asks for, the instance gives no more than it has, and nothing idles while one asks', () => {
    fc.assert(
      fc.property(asking, (tasks) => {
        const grants = grantsOf(tasks);
        const granted = grants.reduce((sum, grant) => sum + grant, 0);
        const demand = tasks.reduce((sum, task) => sum + task.demand, 0);
        grants.forEach((grant, i) => {
          expect(grant).toBeLessThanOrEqual(tasks[i]!.demand);
        });
        expect(granted).toBeLessThanOrEqual(CAPACITY);
        expect(granted).toBeGreaterThanOrEqual(Math.min(demand, CAPACITY) - tasks.length * GRAIN);
      }),
      { numRuns: 500 },
    );
  });

  it('is max–min fair: who gets less than it asks for has per share at least what any other has', () => {
    const sharesOf = (task: Asking) => Math.max(2, task.reserved);
    fc.assert(
      fc.property(asking, (tasks) => {
        const grants = grantsOf(tasks);
        tasks.forEach((task, i) => {
          if (grants[i]! >= task.demand) return;
          tasks.forEach((other, j) => {
            expect((grants[i]! + GRAIN) / sharesOf(task)).toBeGreaterThanOrEqual(grants[j]! / sharesOf(other) - 1e-9);
          });
        });
      }),
      { numRuns: 500 },
    );
  });
});
