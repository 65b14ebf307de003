import { describe, expect, it } from 'vitest';
import { RepackFit } from '../../../../src/sim/controllers/capacity/repack-fit.ts';
import { DRAINING } from '../../../../src/sim/state/container-instances.ts';
import { definition, fleet, input, service, template } from '../../builders.ts';
import { clusterOf, runTaskOn } from '../../clusters.ts';

/** Three instances of four tasks' room each. */
function bench(tasksOn: readonly number[]) {
  const cluster = clusterOf(
    input({
      launchTemplates: [template({ cpuUnits: 4096, memoryMiB: 8192 })],
      capacityProviders: [fleet([0, 0, 0])],
      taskDefinitions: [definition({ cpuUnits: 1024, memoryMiB: 1024 })],
      services: [service()],
    }),
  );
  tasksOn.forEach((count, instance) => {
    for (let task = 0; task < count; task++) runTaskOn(cluster, instance);
  });
  return { cluster, fit: new RepackFit(cluster) };
}

describe('RepackFit', () => {
  it('asks whether the tasks of a little used instance fit on the others that have tasks', () => {
    expect(bench([2, 2, 0]).fit.fitsElsewhere(0)).toBe(true);
    expect(bench([2, 3, 4]).fit.fitsElsewhere(0)).toBe(false);
    expect(bench([3, 1, 0]).fit.fitsElsewhere(0)).toBe(false);
  });

  it('waits while another one drains', () => {
    const { cluster, fit } = bench([1, 1, 1]);
    cluster.setInstanceStatus(2, DRAINING);
    expect([fit.fitsElsewhere(0), fit.isHeldUp]).toEqual([false, true]);
  });
});
