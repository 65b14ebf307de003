import { describe, expect, it } from 'vitest';
import { countLostTasks } from '../../../../src/sim/controllers/services/lost-tasks.ts';
import { Recorder } from '../../../../src/sim/record/recorder.ts';
import { input, service } from '../../builders.ts';
import { clusterOf, runTaskOn } from '../../clusters.ts';

describe('the tasks that are lost with an instance', () => {
  it('are those that should run on, and not those on their way out', () => {
    const cluster = clusterOf(input({ services: [service()] }));
    const recorder = new Recorder(cluster);
    runTaskOn(cluster, 0);
    cluster.setUndesired(runTaskOn(cluster, 0));
    expect(countLostTasks(cluster, recorder, 0)).toBe(1);
    expect(recorder.counters.interruptedTasks[0]).toBe(1);
  });
});
