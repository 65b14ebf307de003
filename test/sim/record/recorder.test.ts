import { describe, expect, it } from 'vitest';
import { HOUR_MS, NONE } from '../../../src/base/units.ts';
import { Recorder } from '../../../src/sim/record/recorder.ts';
import type { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import { AGENT, RESOURCE_CPU, RESOURCE_MEMORY } from '../../../src/sim/state/failure-reasons.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { definition, input, load, service, source } from '../builders.ts';
import { clusterOf, runTaskOn } from '../clusters.ts';

function recorderOf(parts: Partial<SimulationInput> = {}): { recorder: Recorder; cluster: ClusterState } {
  const cluster = clusterOf(input({ services: [service()], ...parts }));
  return { recorder: new Recorder(cluster), cluster };
}

/** Value of column `column` of every service event. */
function eventColumn({ events }: Recorder, column: number): number[] {
  return [...events.float64(column)];
}

describe('Recorder', () => {
  it('counts what a task reserves in its pool, its workload, their share and its instance', () => {
    const { recorder, cluster } = recorderOf({ taskDefinitions: [definition({ gpuCount: 0 })] });
    const task = runTaskOn(cluster, 0);
    recorder.reserved(task, 1, 0);
    const { pool, workload, poolWorkloads, heat } = recorder;
    expect([pool.reservedCpuUnits.value(0), pool.reservedMemoryMiB.value(0)]).toEqual([256, 512]);
    expect([workload.reservedCpuUnits.value(0), poolWorkloads.reservedCpuUnits.value(0)]).toEqual([256, 256]);
    expect([heat.reservedCpuUnits.value(0), heat.reservedMemoryMiB.value(0), heat.tasks.value(0)]).toEqual([
      256, 512, 1,
    ]);
    recorder.reserved(task, -1, 10);
    expect([pool.reservedCpuUnits.value(0), heat.tasks.value(0)]).toEqual([0, 0]);
  });

  it('measures the reservation only of tasks whose use is known', () => {
    for (const [known, measured] of [
      [null, 0],
      [load(), 256],
    ] as const) {
      const { recorder, cluster } = recorderOf({ services: [service({ load: known })] });
      recorder.running(runTaskOn(cluster, 0), 1, 0);
      expect(recorder.pool.runningTasks.value(0)).toBe(1);
      expect(recorder.pool.measuredCpuUnits.value(0)).toBe(measured);
    }
  });

  it('tells of the same placement failure once in six hours, and of each reason by itself; of a service only', () => {
    const { recorder } = recorderOf({ taskSources: [source()] });
    recorder.placementFailed(0, RESOURCE_CPU, 3, 0);
    recorder.placementFailed(0, RESOURCE_CPU, 3, 6 * HOUR_MS - 1);
    recorder.placementFailed(0, RESOURCE_MEMORY, NONE, 10);
    recorder.placementFailed(1, RESOURCE_CPU, NONE, 10);
    recorder.placementFailed(0, RESOURCE_CPU, 4, 6 * HOUR_MS);
    expect(eventColumn(recorder, 3)).toEqual([RESOURCE_CPU, RESOURCE_MEMORY, RESOURCE_CPU]);
    expect(eventColumn(recorder, 4)).toEqual([3, NONE, 4]);
    expect([...recorder.counters.placementFailures]).toEqual([4, 1]);
    expect([recorder.failures[RESOURCE_CPU], recorder.failures[AGENT]]).toEqual([3, 0]);
  });

  it('P4.19: tells of starts that fail once in six hours', () => {
    const { recorder } = recorderOf();
    for (const atMs of [0, 1000, 6 * HOUR_MS]) recorder.startImpaired(0, atMs);
    expect(eventColumn(recorder, 0)).toEqual([0, 6 * HOUR_MS]);
  });

  it('keeps no log of tasks and placements unless it is asked to', () => {
    const { recorder, cluster } = recorderOf({
      record: { ...input().record, keepTasks: false, keepPlacements: false },
    });
    const task = runTaskOn(cluster, 0);
    recorder.taskEnded(task, 5);
    recorder.placement(0, task, 0, NONE, Int32Array.of(1), 0);
    expect([recorder.tasks, recorder.placements]).toEqual([null, null]);
  });
});
