/**
 * Placements and removals per second in a cluster that is 80 % full, by strategy and size: once with the index behind
 * `place`, once with the scan, which is what a traced run takes.
 */
import { parseArgs } from 'node:util';
import { Streams } from '../src/base/streams.ts';
import { NONE } from '../src/base/units.ts';
import { PlacementPipeline } from '../src/placement/pipeline.ts';
import { ClusterState } from '../src/sim/state/cluster-state.ts';
import type { PlacementStrategyInput, SimulationInput } from '../src/sim/state/input.ts';
import { addRequest } from '../src/sim/state/requests.ts';
import { definition, fleet, input, service, template, ZONES } from '../test/sim/builders.ts';
import { type Bench, formatMeasurements, type Measurement, perSecond } from './report.ts';

export interface PlacementBenchOptions {
  /** Container instances, a row of the table each. */
  readonly sizes: readonly number[];
  readonly methods: readonly Method[];
  /** How long a round lasts at least, and how many there are; the best counts. */
  readonly roundMs: number;
  readonly rounds: number;
}

export type Method = 'index' | 'scan';

/** Strategy chain, instances, method, and a placement with its removal per second. */
export interface Row {
  readonly strategies: string;
  readonly instances: number;
  readonly method: Method;
  readonly placementsPerSecond: number;
}

const CHAINS: Readonly<Record<string, readonly PlacementStrategyInput[]>> = {
  'binpack(cpu)': [{ type: 'binpack', field: 'cpu' }],
  'binpack(memory)': [{ type: 'binpack', field: 'memory' }],
  default: [],
  random: [{ type: 'random' }],
  'spread(instanceId)': [{ type: 'spread', field: 'instanceId' }],
  'spread(zone)+binpack(memory)': [
    { type: 'spread', field: 'attribute:ecs.availability-zone' },
    { type: 'binpack', field: 'memory' },
  ],
};
const FULL = { sizes: [1_000, 10_000, 100_000], methods: ['index', 'scan'], roundMs: 300, rounds: 3 } as const;
const QUICK = { sizes: [1_000], methods: ['index', 'scan'], roundMs: 20, rounds: 1 } as const;
/** Sizes of task, mixed; 4 on average fill an instance of 4 vCPU and 15,500 MiB. */
const TASKS = [
  [512, 1024],
  [1024, 4096],
  [256, 2048],
  [2048, 3072],
] as const;
const FILL = 0.8;

/** For `npm run bench`. */
export const placementBench: Bench = {
  name: 'placement',
  measure: async (isQuick) => benchPlacement(isQuick ? QUICK : FULL).map(measurementOf),
};

/** Measures every chain at every size with every method. */
export function benchPlacement(options: PlacementBenchOptions): Row[] {
  const { sizes, methods } = options;
  return Object.keys(CHAINS).flatMap((strategies) =>
    sizes.flatMap((instances) =>
      methods.map((method) => {
        const churn = prepare(strategies, instances, method);
        return { strategies, instances, method, placementsPerSecond: measure(churn, options) };
      }),
    ),
  );
}

function measurementOf({ strategies, instances, method, placementsPerSecond }: Row): Measurement {
  const name = `placement/${strategies}/${instances}/${method}`;
  return { name, value: placementsPerSecond, unit: 'placements/s' };
}

function measure(churn: () => void, { roundMs, rounds }: PlacementBenchOptions): number {
  for (let i = 0; i < 10; i++) churn();
  return perSecond(rounds, () => {
    const endMs = performance.now() + roundMs;
    let placements = 0;
    for (; performance.now() < endMs; placements += 10) for (let i = 0; i < 10; i++) churn();
    return placements;
  });
}

/** A full cluster; each call stops one of its tasks and places one of the same size. */
function prepare(strategies: string, instances: number, method: Method): () => void {
  const work = inputOf(CHAINS[strategies]!, instances, method);
  const cluster = new ClusterState(work);
  const { placementStrategy } = work.services[0]!;
  const pipeline = new PlacementPipeline(
    cluster,
    { placementStrategy, placementConstraints: [], memberOf: [], group: 0, scheduling: 'REPLICA' },
    new Streams('bench').get('placement'),
  );
  for (const row of work.capacityProviders[0]!.instances) cluster.registerInstance(row, 0);
  const random = new Streams('bench').get('churn');
  const tasks: number[] = [];
  const start = (definitionRow: number) => {
    const row = pipeline.place(cluster.requests[definitionRow]!);
    if (row === NONE) return;
    const task = cluster.createTask(0, definitionRow, definitionRow, 0);
    cluster.placeTask(task, row);
    tasks.push(task);
  };
  work.taskDefinitions.forEach((task) => {
    addRequest(cluster, task, { group: 0, capacityProvider: NONE, zones: [] });
  });
  fill(cluster, tasks, instances);
  return () => {
    const position = Math.floor(random() * tasks.length);
    const task = tasks[position]!;
    tasks[position] = tasks.at(-1)!;
    tasks.pop();
    const definitionRow = cluster.tasks.taskDefinition[task]!;
    cluster.setUndesired(task);
    cluster.releaseTask(task, 0);
    start(definitionRow);
  };
}

/** Instances one after the other, so that a scan need not do it: tasks in turn, until 80 % of the CPU is reserved. */
function fill(cluster: ClusterState, tasks: number[], instances: number): void {
  const { remainingCpuUnits, remainingMemoryMiB } = cluster.containerInstances;
  let next = 0;
  for (let row = 0; row < instances * FILL; row++) {
    for (let refused = 0; refused < TASKS.length; next++) {
      const request = next % TASKS.length;
      const { cpuUnits, memoryMiB } = cluster.requests[request]!;
      if (remainingCpuUnits[row]! < cpuUnits || remainingMemoryMiB[row]! < memoryMiB) {
        refused++;
        continue;
      }
      refused = 0;
      const task = cluster.createTask(0, request, request, 0);
      cluster.placeTask(task, row);
      tasks.push(task);
    }
  }
}

function inputOf(
  placementStrategy: readonly PlacementStrategyInput[],
  instances: number,
  method: Method,
): SimulationInput {
  return input({
    launchTemplates: ZONES.map((_, zone) => template({ zone, cpuUnits: 4096, memoryMiB: 15_500 })),
    capacityProviders: [fleet(Array.from({ length: instances }, (_, row) => row % ZONES.length))],
    taskDefinitions: TASKS.map(([cpuUnits, memoryMiB]) => definition({ cpuUnits, memoryMiB })),
    services: [service({ placementStrategy })],
    record: { ...input().record, keepPlacements: method === 'scan' },
  });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  });
  const rows = benchPlacement(values.quick ? QUICK : FULL);
  if (values.json) console.log(JSON.stringify({ bench: 'placement', rows }));
  else console.log(formatMeasurements(rows.map(measurementOf), undefined));
}
