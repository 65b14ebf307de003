import { describe, expect, it } from 'vitest';
import { SmallCluster } from '../small-cluster.ts';

const constraints = [{ type: 'distinctInstance' as const, expression: '' }];
const refused = 'distinctInstance placement constraint unsatisfied.';

describe('distinctInstance', () => {
  it('P3.15: no two tasks of a service share an instance, until the first is STOPPED', () => {
    const small = new SmallCluster({ instances: [{}, {}], constraints });
    expect([small.place(), small.place(), small.place()]).toEqual([0, 1, refused]);
    small.cluster.setUndesired(1);
    expect(small.place()).toBe(refused);
    small.cluster.releaseTask(1, 0);
    expect(small.place()).toBe(1);
  });

  it('P3.15: tasks of another service are no hindrance', () => {
    const small = new SmallCluster({ instances: [{}], constraints });
    small.put(0, 1);
    expect(small.place()).toBe(0);
  });
});
