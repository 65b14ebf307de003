/** The contract of every registered stage; a new one is property-tested by being registered and given its examples. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/base/streams.ts';
import {
  createConstraint,
  createStrategy,
  PLACEMENT_CONSTRAINTS,
  PLACEMENT_STRATEGIES,
  REFERENCE_STRATEGIES,
  type ReferenceStrategyInput,
} from '../../src/placement/registry.ts';
import type { PlacementStage, StageContext } from '../../src/placement/stage.ts';
import type { ClusterState } from '../../src/sim/state/cluster-state.ts';
import type { PlacementConstraintInput, PlacementStrategyInput } from '../../src/sim/state/input.ts';
import { ZONES } from '../sim/builders.ts';
import { SmallCluster } from './small-cluster.ts';

const CONSTRAINTS: Readonly<Record<PlacementConstraintInput['type'], readonly string[]>> = {
  distinctInstance: [''],
  memberOf: ['attribute:rack == a', 'task:group == service:other', 'runningTasksCount < 1 or attribute:rack exists'],
};
const STRATEGIES: Readonly<Record<PlacementStrategyInput['type'], readonly PlacementStrategyInput[]>> = {
  binpack: [
    { type: 'binpack', field: 'cpu' },
    { type: 'binpack', field: 'memory' },
  ],
  random: [{ type: 'random' }],
  spread: [
    { type: 'spread', field: 'instanceId' },
    { type: 'spread', field: 'attribute:ecs.availability-zone' },
    { type: 'spread', field: 'attribute:rack' },
  ],
};
const strategies = Object.values(STRATEGIES).flat();
const references = Object.keys(REFERENCE_STRATEGIES).map((type) => ({ type }) as ReferenceStrategyInput);
const MIX = [{ cpuUnits: 1000, memoryMiB: 500, gpuCount: 0, weight: 1 }];
const constraints = (Object.keys(CONSTRAINTS) as PlacementConstraintInput['type'][]).flatMap((type) =>
  CONSTRAINTS[type].map((expression) => ({ type, expression })),
);

const instance = fc
  .record({ zone: fc.nat(2), cpuUnits: fc.constantFrom(1024, 2048), rack: fc.constantFrom('a', 'b') })
  .map(({ zone, cpuUnits, rack }) => ({
    zone,
    cpuUnits,
    attributes: { 'ecs.availability-zone': ZONES[zone]!, rack },
  }));
const busyCluster = fc.record({
  instances: fc.array(instance, { minLength: 1, maxLength: 12 }),
  tasks: fc.array(fc.record({ group: fc.nat(1), pick: fc.nat() }), { maxLength: 20 }),
  listed: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  seed: fc.nat(),
});

/** The candidates before and after the stage, over random clusters, twice with the same stream. */
function forEveryCluster(
  create: (context: StageContext) => PlacementStage,
  check: (before: readonly number[], after: readonly number[], again: readonly number[]) => void,
): void {
  fc.assert(
    fc.property(busyCluster, ({ instances, tasks, listed, seed }) => {
      // The cluster's own strategies give every attribute its column.
      const run = () => {
        const small = new SmallCluster({ instances, definitions: [{ cpuUnits: 8, memoryMiB: 8 }], strategies });
        const random = new Streams(seed).get('stage');
        const stage = create({ cluster: small.cluster, group: 0, random, mix: MIX });
        for (const { group, pick } of tasks) small.put(pick % instances.length, group);
        return keep(stage, small.cluster, listed);
      };
      const [before, after] = run();
      check(before, after, run()[1]);
    }),
  );
}

function keep(stage: PlacementStage, cluster: ClusterState, listed: readonly boolean[]): readonly [number[], number[]] {
  const rows = Array.from({ length: cluster.containerInstances.count }, (_, row) => row);
  const before = rows.filter((row) => listed[row]);
  const candidates = Int32Array.from(before);
  const count = stage.keep(candidates, before.length, cluster.requests[0]!, cluster);
  return [before, [...candidates.subarray(0, count)]];
}

function keepsItsContract(create: (context: StageContext) => PlacementStage): void {
  forEveryCluster(create, (before, after, again) => {
    expect(after).toEqual(before.filter((row) => after.includes(row)));
    expect(again).toEqual(after);
  });
}

describe('every registered constraint', () => {
  it('has its examples here', () => {
    expect(Object.keys(CONSTRAINTS).sort()).toEqual(Object.keys(PLACEMENT_CONSTRAINTS).sort());
  });

  it.each(constraints)('$type $expression keeps a subset, in order, the same each time', (constraint) => {
    keepsItsContract((context) => createConstraint(constraint, context));
  });
});

describe('every registered strategy', () => {
  it('has its examples here', () => {
    expect(Object.keys(STRATEGIES).sort()).toEqual(Object.keys(PLACEMENT_STRATEGIES).sort());
  });

  it.each([...strategies, ...references])('%o keeps a subset, in order, the same each time', (strategy) => {
    keepsItsContract((context) => createStrategy(strategy, context));
  });

  it.each([...strategies, ...references])('P3.2: %o leaves a candidate where there is one', (strategy) => {
    forEveryCluster(
      (context) => createStrategy(strategy, context),
      (before, after) => expect(after.length > 0).toBe(before.length > 0),
    );
  });
});
