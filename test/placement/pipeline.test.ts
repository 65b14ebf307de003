import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryHistory } from './clusters.ts';
import { SmallCluster } from './small-cluster.ts';
import { Walk } from './walk.ts';

const abb = [{ zone: 0 }, { zone: 0 }, { zone: 1 }];

describe('PlacementPipeline', () => {
  it('P3: decides over random histories of up to 200 instances as the plain reference, so does scale-in', () => {
    fc.assert(
      fc.property(arbitraryHistory(200, 120), (history) => {
        const walk = new Walk(history);
        for (const step of history.steps) {
          walk.take(step);
          const { actual, expected } = walk.decisions.at(-1) ?? { actual: 0, expected: 0 };
          expect(actual).toEqual(expected);
        }
        walk.cluster.validate();
      }),
      { numRuns: 1500 },
    );
  });

  it('P3: decides as the plain reference in small clusters, where resources run out', () => {
    fc.assert(
      fc.property(arbitraryHistory(8, 100), (history) => {
        const walk = new Walk(history);
        for (const step of history.steps) walk.take(step);
        expect(walk.decisions.map(({ actual }) => actual)).toEqual(walk.decisions.map(({ expected }) => expected));
      }),
      { numRuns: 1500 },
    );
  });

  it('P3.12 EX: a service without a strategy balances over zones, then over instances', () => {
    const small = new SmallCluster({ instances: abb });
    small.put(0);
    expect([small.place(), small.place(), small.place(), small.place()]).toEqual([2, 1, 2, 0]);
  });

  it('P3.13: a service that names a strategy gets no spread over zones beside it', () => {
    const strategies = [{ type: 'binpack', field: 'memory' }] as const;
    const small = new SmallCluster({ instances: abb, strategies });
    expect([small.place(), small.place(), small.place()]).toEqual([0, 0, 0]);
  });

  it('P3.12: RunTask without a strategy draws', () => {
    const small = new SmallCluster({ instances: abb, scheduling: 'standalone' });
    const rows = Array.from({ length: 12 }, () => small.place());
    expect(new Set(rows).size).toBe(3);
    expect(small.pipeline.stageNames).toEqual(['resources', 'random']);
  });

  it('P3.4: with a capacity provider only its instances are considered', () => {
    const instances = [{ capacityProvider: 0 }, { capacityProvider: 1 }];
    const small = new SmallCluster({ instances, provider: 1 });
    expect([small.place(), small.place()]).toEqual([1, 1]);
  });

  it('P3.2: however badly balanced, a task is placed while an instance fits', () => {
    const small = new SmallCluster({ instances: [{}, { cpuUnits: 0, zone: 1 }] });
    expect([small.place(), small.place(), small.place()]).toEqual([0, 0, 0]);
  });

  it('tells the candidates left after each stage', () => {
    const constraints = [{ type: 'memberOf' as const, expression: 'attribute:ecs.availability-zone == us-east-1a' }];
    const small = new SmallCluster({ instances: [...abb, { cpuUnits: 0 }], constraints });
    small.put(1);
    expect(small.place()).toBe(0);
    expect(small.pipeline.stageNames).toEqual([
      'resources',
      'memberOf(attribute:ecs.availability-zone == us-east-1a)',
      'spread(attribute:ecs.availability-zone)',
      'spread(instanceId)',
    ]);
    expect([...small.pipeline.stageCounts]).toEqual([3, 2, 2, 1]);
  });

  it('P4.1: a DAEMON task is asked for one instance, by resources and constraints alone', () => {
    const constraints = [{ type: 'distinctInstance' as const, expression: '' }];
    const small = new SmallCluster({ instances: [{}, { memoryMiB: 0 }], scheduling: 'DAEMON', constraints });
    const { pipeline, cluster } = small;
    const ask = (row: number) => [pipeline.canPlaceOn(cluster.requests[0]!, row), pipeline.failure];
    expect([ask(0), ask(1)]).toEqual([
      [true, -1],
      [false, 1],
    ]);
    small.put(0);
    expect(ask(0)).toEqual([false, 8]);
    expect(pipeline.stageNames).toEqual(['resources', 'distinctInstance']);
  });

  it('counts the one instance that a DAEMON service asks for as the candidate of every stage', () => {
    const { pipeline, cluster } = new SmallCluster({
      instances: [{ cpuUnits: 4096 }, { cpuUnits: 1 }],
      scheduling: 'DAEMON',
    });
    const count = (row: number) => {
      pipeline.canPlaceOn(cluster.requests[0]!, row);
      return [...pipeline.stageCounts];
    };
    expect([count(0), count(1)]).toEqual([[1], [0]]);
  });

  it('has no failure after a task was placed', () => {
    const small = new SmallCluster({ instances: [{ cpuUnits: 256 }] });
    expect([small.place(), small.pipeline.failure, small.pipeline.closestInstance]).toEqual([0, -1, -1]);
    expect([small.place(), small.pipeline.failure, small.pipeline.closestInstance]).toEqual(['RESOURCE:CPU', 0, 0]);
  });
});
