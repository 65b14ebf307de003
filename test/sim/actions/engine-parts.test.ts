import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../src/sim/actions/engine-parts.ts';
import { input, service } from '../builders.ts';

describe('the parts of a run', () => {
  it('start at time 0, on one set of tables, without an instance or a task', () => {
    const given = input({ services: [service()] });
    const { cluster, timeline, recorder, workloads } = assembleEngine(given);
    expect(cluster.input).toBe(given);
    expect(recorder.input).toBe(given);
    expect([timeline.nowMs, cluster.containerInstances.count, cluster.tasks.rows.count]).toEqual([0, 0, 0]);
    expect(workloads.requestsOf[0]).toHaveLength(1);
    cluster.validate();
  });
});
