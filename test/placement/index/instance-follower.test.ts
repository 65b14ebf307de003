import { describe, expect, it } from 'vitest';
import { InstanceFollower } from '../../../src/placement/index/instance-follower.ts';
import { DRAINING } from '../../../src/sim/state/container-instances.ts';
import { SmallCluster } from '../small-cluster.ts';

class Looks extends InstanceFollower {
  readonly rows: number[] = [];

  protected look(row: number): void {
    this.rows.push(row);
  }

  take(): number[] {
    this.catchUp();
    return this.rows.splice(0);
  }
}

describe('InstanceFollower', () => {
  it('looks at new instances, and again at those that have changed', () => {
    const small = new SmallCluster({ instances: [{}, {}, {}] });
    const looks = new Looks(small.cluster);
    expect(looks.pending).toBe(3);
    expect([looks.take(), looks.take()]).toEqual([[0, 1, 2], []]);
    small.put(2);
    small.cluster.registerInstance(0, 0);
    small.cluster.setAgentConnected(3, false);
    expect(looks.pending).toBe(3);
    expect(looks.take()).toEqual([2, 3]);
  });

  it('looks once at an instance that changed several times in a row', () => {
    const small = new SmallCluster({ instances: [{}, {}, {}] });
    const looks = new Looks(small.cluster);
    looks.take();
    small.stop(small.put(1));
    expect(looks.take()).toEqual([1]);
  });

  it('looks at all when more has changed than there are instances, or than is remembered', () => {
    const small = new SmallCluster({ instances: [{}, {}] });
    const looks = new Looks(small.cluster);
    looks.take();
    for (const isConnected of [false, true, false]) small.cluster.setAgentConnected(1, isConnected);
    expect(looks.pending).toBe(2);
    expect(looks.take()).toEqual([0, 1]);
    for (let row = 2; row < 18_000; row++) small.cluster.registerInstance(0, 0);
    looks.take();
    for (let row = 0; row < 17_000; row++) small.cluster.setInstanceStatus(row, DRAINING);
    expect(looks.take()).toHaveLength(18_000);
  });
});
