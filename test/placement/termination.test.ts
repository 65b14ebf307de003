import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/base/streams.ts';
import { NONE } from '../../src/base/units.ts';
import { TerminationChoice } from '../../src/placement/termination.ts';
import type { LaunchTemplateInput, PlacementStrategyInput } from '../../src/sim/state/input.ts';
import { UNHEALTHY } from '../../src/sim/state/tasks.ts';
import { SmallCluster } from './small-cluster.ts';

const overZones = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;

/** Which of the tasks, one RUNNING on each named instance, stops first, second, …; by position. */
function stops(
  instances: readonly Partial<LaunchTemplateInput>[],
  tasks: readonly number[],
  strategies: readonly PlacementStrategyInput[] = [],
  seed = '1',
): { readonly small: SmallCluster; choose(count?: number): number[] } {
  const small = new SmallCluster({ instances, strategies });
  const rows = tasks.map((instance) => small.run(small.put(instance)));
  const choice = new TerminationChoice(strategies, new Streams(seed).get('termination'));
  const choose = (count = 1) => {
    choice.begin(Int32Array.from(rows), rows.length, small.cluster);
    return Array.from({ length: count }, () => rows.indexOf(choice.next(small.cluster)));
  };
  return { small, choose };
}

const abc = [{ zone: 0 }, { zone: 1 }, { zone: 2 }, { zone: 1 }];

describe('TerminationChoice', () => {
  it('P3.25 EX: without a strategy, of zones with 1, 2 and 2 tasks one with 2 loses one, then the other', () => {
    expect(
      stops(abc, [0, 1, 2, 1, 2])
        .choose(2)
        .map((task) => [0, 1, 2, 1, 2][task]),
    ).toEqual([1, 2]);
  });

  it('P3.25: in that zone the instance with the most tasks of the service', () => {
    expect(stops(abc, [3, 1, 1, 0]).choose()).toEqual([1]);
  });

  it('P3.22: binpack stops where the most of the resource would be free afterwards', () => {
    const instances = [{ memoryMiB: 2000 }, { memoryMiB: 4000 }, { memoryMiB: 3000 }];
    expect(stops(instances, [0, 1, 2], [{ type: 'binpack', field: 'memory' }]).choose(3)).toEqual([1, 2, 0]);
    const cpus = [{ cpuUnits: 4096 }, { cpuUnits: 1024 }];
    expect(stops(cpus, [0, 1], [{ type: 'binpack', field: 'cpu' }]).choose()).toEqual([0]);
  });

  it('P3.23: spread over zones takes from the zone with the most, at random within it', () => {
    const seeds = Array.from(
      { length: 40 },
      (_, seed) => stops(abc, [0, 1, 1, 3], [overZones], String(seed)).choose()[0],
    );
    expect([...new Set(seeds)].sort()).toEqual([1, 2, 3]);
  });

  it('P3.23: spread over instanceId takes from the instance with the most', () => {
    expect(stops(abc, [0, 2, 2, 1], [{ type: 'spread', field: 'instanceId' }]).choose()).toEqual([1]);
  });

  it('P3.24: random draws from the stream', () => {
    const seeds = Array.from(
      { length: 40 },
      (_, seed) => stops(abc, [0, 1, 2], [{ type: 'random' }], String(seed)).choose()[0],
    );
    expect([...new Set(seeds)].sort()).toEqual([0, 1, 2]);
  });

  it('P3.26: a protected task counts where it is, and is never chosen', () => {
    const { small, choose } = stops(abc, [0, 0, 0, 1, 1, 2]);
    small.cluster.setProtected(0, true);
    small.cluster.setProtected(1, true);
    expect(choose(4)).toEqual([2, 3, 4, 5]);
  });

  it('P3.26: unhealthy tasks first, then those not yet RUNNING, then by strategy', () => {
    const { small, choose } = stops(abc, [1, 1, 0, 2]);
    small.cluster.tasks.health[3] = UNHEALTHY;
    small.cluster.setStatus(2, 1, 0);
    expect(choose(3)).toEqual([3, 2, 0]);
  });

  it('of tasks not yet RUNNING, one that waits for capacity before one that has a place', () => {
    const small = new SmallCluster({ instances: abc });
    small.put(0);
    const waiting = small.cluster.createTask(0, 0, 0, 0);
    expect(small.cluster.tasks.zone[waiting]).toBe(NONE);
    const choice = new TerminationChoice([{ type: 'binpack', field: 'cpu' }], new Streams('1').get('termination'));
    choice.begin(Int32Array.from([0, waiting]), 2, small.cluster);
    expect(choice.next(small.cluster)).toBe(waiting);
  });

  it('P3.27: on Fargate keeps the balance of zones, the oldest first', () => {
    const small = new SmallCluster({ instances: [] });
    const tasks = [0, 1, 1].map((zone) => {
      const task = small.cluster.createTask(0, 0, 0, 0);
      small.cluster.placeOnFargate(task, zone);
      return small.run(task);
    });
    const choice = new TerminationChoice([], new Streams('1').get('termination'));
    choice.begin(Int32Array.from(tasks), 3, small.cluster);
    expect(choice.next(small.cluster)).toBe(tasks[1]);
  });
});
