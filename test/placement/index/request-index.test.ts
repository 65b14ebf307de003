import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomStream, Streams } from '../../../src/base/streams.ts';
import { NONE } from '../../../src/base/units.ts';
import { isIndexed } from '../../../src/placement/index/request-index.ts';
import { PlacementPipeline } from '../../../src/placement/pipeline.ts';
import { createStrategy } from '../../../src/placement/registry.ts';
import { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import { ACTIVE, DRAINING } from '../../../src/sim/state/container-instances.ts';
import type {
  PlacementConstraintInput,
  PlacementStrategyInput,
  SimulationInput,
} from '../../../src/sim/state/input.ts';
import { addRequest } from '../../../src/sim/state/requests.ts';
import { RUNNING } from '../../../src/sim/state/tasks.ts';
import { definition, fleet, input, service, template, ZONES } from '../../sim/builders.ts';
import { arbitraryHistory } from '../clusters.ts';
import { SmallCluster } from '../small-cluster.ts';
import { Walk } from '../walk.ts';

const INSTANCES = 1000;
const STEPS = 6000;
const zoneSpread = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;
const instanceSpread = { type: 'spread', field: 'instanceId' } as const;
const binpackMemory = { type: 'binpack', field: 'memory' } as const;
const binpackCpu = { type: 'binpack', field: 'cpu' } as const;

const chains: readonly (readonly [string, readonly PlacementStrategyInput[]])[] = [
  ['the default of services', []],
  ['binpack(cpu)', [binpackCpu]],
  ['binpack(memory)', [binpackMemory]],
  ['spread(instanceId)', [instanceSpread]],
  ['spread zone, binpack(memory)', [zoneSpread, binpackMemory]],
  [
    'spread rack, spread zone, spread(instanceId)',
    [{ type: 'spread', field: 'attribute:rack' }, zoneSpread, instanceSpread],
  ],
  ['binpack(cpu), spread zone, binpack(memory)', [binpackCpu, zoneSpread, binpackMemory]],
  ['random', [{ type: 'random' }]],
  ['spread zone, random', [zoneSpread, { type: 'random' }]],
  ['spread zone, spread(instanceId), binpack(cpu)', [zoneSpread, instanceSpread, binpackCpu]],
  ['binpack(memory), spread zone', [binpackMemory, zoneSpread]],
  ['binpack(memory), spread(instanceId)', [binpackMemory, instanceSpread]],
  ['spread(instanceId), spread zone, binpack(memory)', [instanceSpread, zoneSpread, binpackMemory]],
];
const constraints: readonly PlacementConstraintInput[] = [
  { type: 'memberOf', expression: 'runningTasksCount < 3 and not(task:group == service:other)' },
];
const distinct: readonly PlacementConstraintInput[] = [{ type: 'distinctInstance', expression: '' }];

/** A cluster with two services, `web` under test and `other` in its way; placed by index or, traced, by scan. */
function churn(
  strategies: readonly PlacementStrategyInput[],
  placementConstraints: readonly PlacementConstraintInput[],
  isTraced: boolean,
): number[] {
  const placed = { placementStrategy: strategies, placementConstraints };
  const work: SimulationInput = input({
    launchTemplates: ZONES.flatMap((_, zone) =>
      ['a', 'b'].map((rack) =>
        template({
          zone,
          cpuUnits: rack === 'a' ? 2048 : 4096,
          attributes: { 'ecs.availability-zone': ZONES[zone]!, rack },
        }),
      ),
    ),
    capacityProviders: [fleet(Array.from({ length: INSTANCES }, (_, row) => (row * 7 + (row >> 3)) % 6))],
    taskDefinitions: [definition({ cpuUnits: 1000, memoryMiB: 1200 }), definition({ cpuUnits: 600, memoryMiB: 1500 })],
    services: [service({ serviceName: 'web', ...placed }), service({ serviceName: 'other' })],
    record: { ...input().record, keepPlacements: isTraced },
  });
  const cluster = new ClusterState(work);
  const requests = [0, 1].map((row) =>
    addRequest(cluster, work.taskDefinitions[row]!, { group: row, capacityProvider: NONE, zones: [] }),
  );
  const pipelines = work.services.map(
    ({ placementStrategy, placementConstraints }, group) =>
      new PlacementPipeline(
        cluster,
        { placementStrategy, placementConstraints, memberOf: [], group, scheduling: 'REPLICA' },
        new Streams('place').get(String(group)),
      ),
  );
  for (const row of work.capacityProviders[0]!.instances) cluster.registerInstance(row, 0);
  const decisions: number[] = [];
  const tasks: number[] = [];
  const random = new Streams('churn').get('steps');
  for (let step = 0; step < STEPS; step++) {
    const workload = random() < 0.8 ? 0 : 1;
    // Fills first, then as many stops as starts; now and then a whole rank of instances drains.
    const isStart = step < STEPS / 2 || random() < 0.5;
    if (random() < 0.001) drainSome(cluster, random);
    if (random() < 0.001) cluster.registerInstance(Math.floor(random() * 6), step);
    if (isStart) {
      const row = pipelines[workload]!.place(cluster.requests[requests[workload]!]!);
      decisions.push(row, pipelines[workload]!.failure);
      if (row !== NONE) tasks.push(startOn(cluster, row, workload, requests[workload]!));
    } else if (tasks.length > 0) {
      stop(cluster, tasks, Math.floor(random() * tasks.length));
    }
  }
  return decisions;
}

function startOn(cluster: ClusterState, row: number, workload: number, request: number): number {
  const task = cluster.createTask(workload, workload, request, 0);
  cluster.placeTask(task, row);
  cluster.setStatus(task, RUNNING, 0);
  return task;
}

function stop(cluster: ClusterState, tasks: number[], position: number): void {
  const [task] = tasks.splice(position, 1, tasks.at(-1)!);
  tasks.pop();
  cluster.setUndesired(task!);
  cluster.releaseTask(task!, 0);
}

function drainSome(cluster: ClusterState, random: RandomStream): void {
  const first = Math.floor(random() * (INSTANCES - 100));
  for (let row = first; row < first + 100; row++) {
    const isActive = cluster.containerInstances.status[row] === ACTIVE;
    cluster.setInstanceStatus(row, isActive ? DRAINING : ACTIVE);
  }
}

describe('createRequestIndex', () => {
  it.each(chains)('%s: decides as the scan does, for 1,000 instances with churn', (_, strategies) => {
    const byIndex = churn(strategies, constraints, false);
    expect(byIndex.filter((row) => row !== NONE).length).toBeGreaterThan(STEPS / 3);
    expect(byIndex).toEqual(churn(strategies, constraints, true));
  });

  it.each([
    ['the default of services', []],
    ['binpack(memory)', [binpackMemory]],
    ['random', [{ type: 'random' }]],
  ] as const)('P3.15: %s with distinctInstance: decides as the scan does', (_, strategies) => {
    expect(churn(strategies, distinct, false)).toEqual(churn(strategies, distinct, true));
  });

  it('P3: decides as the plain reference over random histories of up to 2,000 instances', () => {
    fc.assert(
      fc.property(arbitraryHistory(2000, 200), (history) => {
        const walk = new Walk(history);
        for (const step of history.steps) walk.take(step);
        expect(walk.decisions.map(({ actual }) => actual)).toEqual(walk.decisions.map(({ expected }) => expected));
      }),
      { numRuns: 40 },
    );
  });

  it('leaves random behind a strategy by instance to the scan, and every score', () => {
    const { cluster } = new SmallCluster({ instances: [{}] });
    const context = { cluster, group: 0, random: new Streams('1').get('chain'), mix: [] };
    const stagesOf = (chain: Parameters<typeof createStrategy>[0][]) =>
      chain.map((one) => createStrategy(one, context));
    const random = { type: 'random' } as const;
    const indexed = [[random], [random, binpackCpu], [zoneSpread, random], [], [binpackCpu, instanceSpread]];
    expect(indexed.map((chain) => isIndexed(stagesOf(chain)))).toEqual([true, true, true, true, true]);
    expect(
      [
        [binpackCpu, random],
        [zoneSpread, instanceSpread, random],
        [zoneSpread, { type: 'best-fit' } as const],
      ].map((chain) => isIndexed(stagesOf(chain))),
    ).toEqual([false, false, false]);
  });

  it('P3.20: sees that a task is RUNNING, though nothing else changed on its instance', () => {
    const { cluster, pipeline } = indexed(100, [{ type: 'memberOf', expression: 'runningTasksCount == 0' }]);
    const place = () => pipeline.place(cluster.requests[0]!);
    const task = cluster.createTask(0, 0, 0, 0);
    cluster.placeTask(task, 0);
    expect(place()).toBe(0);
    cluster.setStatus(task, RUNNING, 0);
    expect(place()).toBe(1);
  });

  it('sees what tasks outside the tables hold', () => {
    const { cluster, pipeline } = indexed(100, []);
    const [request] = cluster.requests;
    expect(pipeline.place(request!)).toBe(0);
    cluster.holdForOthers(0, { ...request!, memoryMiB: cluster.containerInstances.remainingMemoryMiB[0]! }, 1);
    expect(pipeline.place(request!)).toBe(1);
  });

  it('looks at every instance when more has changed than is remembered', () => {
    const { cluster, pipeline } = indexed(18_000, []);
    const place = () => pipeline.place(cluster.requests[0]!);
    expect(place()).toBe(0);
    // More changes than the cluster remembers, and fewer than there are instances.
    for (let row = 0; row < 17_000; row++) cluster.setInstanceStatus(row, DRAINING);
    expect(cluster.instanceChanges.reaches(0)).toBe(false);
    expect(place()).toBe(17_000);
  });
});

/** So many equal instances, packed by memory, with an index behind `place`. */
function indexed(instances: number, placementConstraints: readonly PlacementConstraintInput[]) {
  const work = input({
    capacityProviders: [fleet(Array.from({ length: instances }, () => 0))],
    services: [service({ placementStrategy: [binpackMemory] })],
    record: { ...input().record, keepPlacements: false },
  });
  const cluster = new ClusterState(work);
  addRequest(cluster, work.taskDefinitions[0]!, { group: 0, capacityProvider: NONE, zones: [] });
  const pipeline = new PlacementPipeline(
    cluster,
    { placementStrategy: [binpackMemory], placementConstraints, memberOf: [], group: 0, scheduling: 'REPLICA' },
    new Streams('place').get('0'),
  );
  for (let row = 0; row < instances; row++) cluster.registerInstance(0, 0);
  return { cluster, pipeline };
}
