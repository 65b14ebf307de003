import { describe, expect, it } from 'vitest';
import { gauges } from '../../../src/sim/record/gauges.ts';

describe('gauges', () => {
  it('are kept by name, each with its rows and buckets', () => {
    const { tasks, instances } = gauges(['tasks', 'instances'], 2, 100, 250);
    tasks.set(1, 3, 0);
    tasks.finish(250);
    instances.finish(250);
    expect([...tasks.integrals]).toEqual([0, 0, 0, 300, 300, 150]);
    expect([...instances.integrals]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
