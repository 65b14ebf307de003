/**
 * Placements and removals per second in a cluster that is 80 % full, by case and size: once with the index behind
 * `place`, once with the scan, which is what a traced run takes. Many short rounds, so that the best of them are not
 * cut into by what else runs on the machine.
 */
import { parseArgs } from 'node:util';
import { Streams } from '../src/base/streams.ts';
import { NONE } from '../src/base/units.ts';
import { PlacementPipeline } from '../src/placement/pipeline.ts';
import { ClusterState } from '../src/sim/state/cluster-state.ts';
import type {
  LaunchTemplateInput,
  PlacementConstraintInput,
  PlacementStrategyInput,
  SimulationInput,
  TaskDefinitionInput,
} from '../src/sim/state/input.ts';
import { addRequest } from '../src/sim/state/requests.ts';
import { definition, fleet, input, service, template, ZONES } from '../test/sim/builders.ts';
import { type Bench, formatMeasurements, type Measurement } from './report.ts';

/** Placements per second that issue 4 asks for, by container instances. */
export const PLACEMENT_GOALS: Readonly<Record<number, number>> = { 1000: 2e6, 10000: 1e6, 100000: 5e5 };

export interface PlacementBenchOptions {
  /** Container instances, a row of the table each. */
  readonly sizes: readonly number[];
  /** The scan is measured up to so many instances. */
  readonly scanMax: number;
  /** Operations of a round, and how many rounds there are; the best counts. */
  readonly operations: number;
  readonly rounds: number;
}

export type Method = 'index' | 'scan';

/** Case, instances, method, and a placement with its removal per second. */
export interface Row {
  readonly name: string;
  readonly instances: number;
  readonly method: Method;
  readonly placementsPerSecond: number;
}

/** A fleet and the work on it. */
interface Case {
  readonly strategies?: readonly PlacementStrategyInput[];
  readonly constraints?: readonly PlacementConstraintInput[];
  readonly templates?: readonly LaunchTemplateInput[];
  readonly definitions?: readonly TaskDefinitionInput[];
  /** Services that take turns at random; each places every definition. */
  readonly services?: number;
  /** Absent = those of the options. */
  readonly sizes?: readonly number[];
}

const zone = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;
const instanceId = { type: 'spread', field: 'instanceId' } as const;
const cpu = { type: 'binpack', field: 'cpu' } as const;
const memory = { type: 'binpack', field: 'memory' } as const;
const distinctInstance = { type: 'distinctInstance', expression: '' } as const;
const memberOf = (expression: string) => ({ type: 'memberOf', expression }) as const;

/** Sizes of task, mixed; 4 on average fill an instance of 4 vCPU and 15,500 MiB. */
const TASKS = [
  [512, 1024],
  [1024, 4096],
  [256, 2048],
  [2048, 3072],
] as const;
const UNIFORM = ZONES.map((_, row) => template({ zone: row, cpuUnits: 4096, memoryMiB: 15_500 }));
/** Six instance types, trunked ENIs for some, GPUs for one; all in every zone. */
const MIXED = [
  { instanceType: 'm6i.xlarge', cpuUnits: 4096, memoryMiB: 15_500, awsvpcTaskLimit: 3 },
  { instanceType: 'm6i.2xlarge', cpuUnits: 8192, memoryMiB: 31_500, awsvpcTaskLimit: 38 },
  { instanceType: 'c6i.2xlarge', cpuUnits: 8192, memoryMiB: 15_500, awsvpcTaskLimit: 3 },
  { instanceType: 'r6i.large', cpuUnits: 2048, memoryMiB: 15_500, awsvpcTaskLimit: 2 },
  { instanceType: 'c7i.4xlarge', cpuUnits: 16_384, memoryMiB: 31_500, awsvpcTaskLimit: 54 },
  { instanceType: 'g5.xlarge', cpuUnits: 4096, memoryMiB: 15_500, awsvpcTaskLimit: 3, gpuCount: 1 },
].flatMap(({ instanceType, ...parts }) =>
  ZONES.map((name, row) =>
    template({
      ...parts,
      zone: row,
      attributes: { 'ecs.availability-zone': name, 'ecs.instance-type': instanceType },
    }),
  ),
);
const MIXED_TASKS = [
  ...TASKS.map(([cpuUnits, memoryMiB]) => definition({ cpuUnits, memoryMiB })),
  definition({ cpuUnits: 256, memoryMiB: 512, isAwsvpc: true }),
  definition({ cpuUnits: 1024, memoryMiB: 2048, isAwsvpc: true }),
  definition({ cpuUnits: 1024, memoryMiB: 4096, gpuCount: 1 }),
  definition({ cpuUnits: 512, memoryMiB: 6144, memberOf: ['attribute:ecs.instance-type =~ .6i.*'] }),
];
const mixed = { templates: MIXED, definitions: MIXED_TASKS, services: 4 };
/** 40 sizes that share no divisor to speak of, as a trace has them. */
const ODD_TASKS = Array.from({ length: 40 }, (_, row) =>
  definition({ cpuUnits: 131 + 37 * row, memoryMiB: 509 + ((row * 613) % 4001) }),
);
const TURNS = { sizes: [5_000] };

const CASES: Readonly<Record<string, Case>> = {
  'binpack(cpu)': { strategies: [cpu] },
  'binpack(memory)': { strategies: [memory] },
  default: {},
  random: { strategies: [{ type: 'random' }] },
  'spread(instanceId)': { strategies: [instanceId] },
  'spread(zone)+binpack(memory)': { strategies: [zone, memory] },
  'spread(zone)+spread(instanceId)+binpack(cpu)': { strategies: [zone, instanceId, cpu] },
  'binpack(memory)+spread(zone)': { strategies: [memory, zone] },
  'binpack(cpu)+spread(instanceId)': { strategies: [cpu, instanceId] },
  'mixed/binpack(cpu)': { ...mixed, strategies: [cpu] },
  'mixed/default': mixed,
  'mixed/spread(zone)+binpack(memory)': { ...mixed, strategies: [zone, memory] },
  'mixed/memberOf+binpack(memory)': {
    ...mixed,
    strategies: [memory],
    constraints: [memberOf('attribute:ecs.instance-type != c6i.2xlarge')],
  },
  'mixed/distinctInstance+default': { ...mixed, services: 30, constraints: [distinctInstance] },
  'mixed/task:group+binpack(cpu)': {
    ...mixed,
    strategies: [cpu],
    constraints: [memberOf('not(task:group == service:other)')],
  },
  'odd/binpack(cpu)': { strategies: [cpu], definitions: ODD_TASKS },
  'odd/default': { definitions: ODD_TASKS },
  'turns/1': TURNS,
  'turns/10': { ...TURNS, services: 10 },
  'turns/100': { ...TURNS, services: 100 },
  'turns/500': { ...TURNS, services: 500 },
  'turns/500/binpack(memory)': { ...TURNS, services: 500, strategies: [memory] },
  'turns/500/mixed': { ...TURNS, ...mixed, services: 500 },
};
const FULL = { sizes: [1_000, 10_000, 100_000], scanMax: 1_000, operations: 1000, rounds: 60 } as const;
const QUICK = { sizes: [1_000], scanMax: 1_000, operations: 200, rounds: 1 } as const;
const FILL = 0.8;
/** Rounds before the first that counts. */
const WARM_UP_ROUNDS = 40;

/** For `npm run bench`. */
export const placementBench: Bench = {
  name: 'placement',
  measure: async (isQuick) => benchPlacement(isQuick ? QUICK : FULL).map(measurementOf),
};

/** Measures every case at every size; those whose name begins with one of the prefixes. */
export function benchPlacement(options: PlacementBenchOptions, prefixes: readonly string[] = ['']): Row[] {
  const names = Object.keys(CASES).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  return names.flatMap((name) =>
    (CASES[name]!.sizes ?? options.sizes).flatMap((instances) => {
      const methods: readonly Method[] = instances <= options.scanMax ? ['index', 'scan'] : ['index'];
      return methods.map((method) => {
        const churn = prepare(CASES[name]!, instances, method);
        return { name, instances, method, placementsPerSecond: measure(churn, method, options) };
      });
    }),
  );
}

function measurementOf({ name, instances, method, placementsPerSecond }: Row): Measurement {
  const atLeast = method === 'index' ? PLACEMENT_GOALS[instances] : undefined;
  return {
    name: `placement/${name}/${instances}/${method}`,
    value: placementsPerSecond,
    unit: 'placements/s',
    goal: atLeast === undefined ? undefined : { atLeast },
  };
}

function measure(churn: () => void, method: Method, { operations, rounds }: PlacementBenchOptions): number {
  // The scan is a hundred times slower and needs no more to be measured.
  const count = method === 'scan' ? operations / 20 : operations;
  for (let i = 0; i < count * WARM_UP_ROUNDS; i++) churn();
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    for (let i = 0; i < count; i++) churn();
    best = Math.max(best, (count / (performance.now() - startMs)) * 1000);
  }
  return best;
}

/** A full cluster; each call stops one of its tasks and places one of the same size. */
function prepare(of: Case, instances: number, method: Method): () => void {
  const work = inputOf(of, instances, method);
  const cluster = new ClusterState(work);
  const definitions = work.taskDefinitions.length;
  // Row of request and pipeline: service × definitions + definition.
  const pipelines = work.services.flatMap(({ placementStrategy, placementConstraints }, group) =>
    work.taskDefinitions.map(
      ({ memberOf: expressions }) =>
        new PlacementPipeline(
          cluster,
          { placementStrategy, placementConstraints, memberOf: expressions, group, scheduling: 'REPLICA' },
          new Streams('bench').get('placement'),
        ),
    ),
  );
  for (let group = 0; group < work.services.length; group++)
    for (const task of work.taskDefinitions) addRequest(cluster, task, { group, capacityProvider: NONE, zones: [] });
  for (const row of work.capacityProviders[0]!.instances) cluster.registerInstance(row, 0);
  const random = new Streams('bench').get('churn');
  const tasks: number[] = [];
  fill(cluster, pipelines, tasks, instances);
  return () => {
    const position = Math.floor(random() * tasks.length);
    const task = tasks[position]!;
    tasks[position] = tasks.at(-1)!;
    tasks.pop();
    const request = cluster.tasks.request[task]!;
    cluster.setUndesired(task);
    cluster.releaseTask(task, 0);
    const row = pipelines[request]!.place(cluster.requests[request]!);
    if (row === NONE) return;
    const started = cluster.createTask(Math.floor(request / definitions), request % definitions, request, 0);
    cluster.placeTask(started, row);
    tasks.push(started);
  };
}

/** Instances one after the other, so that a scan need not do it: tasks in turn, until 80 % of the CPU is reserved. */
function fill(
  cluster: ClusterState,
  pipelines: readonly PlacementPipeline[],
  tasks: number[],
  instances: number,
): void {
  const definitions = cluster.input.taskDefinitions.length;
  const services = cluster.input.services.length;
  let next = 0;
  for (let row = 0; row < instances * FILL; row++) {
    for (let refused = 0; refused < definitions; next++) {
      const definitionRow = next % definitions;
      const workload = (next + Math.floor(next / definitions)) % services;
      const request = workload * definitions + definitionRow;
      if (!pipelines[request]!.canPlaceOn(cluster.requests[request]!, row)) {
        refused++;
        continue;
      }
      refused = 0;
      const task = cluster.createTask(workload, definitionRow, request, 0);
      cluster.placeTask(task, row);
      tasks.push(task);
    }
  }
}

function inputOf(of: Case, instances: number, method: Method): SimulationInput {
  const { strategies = [], constraints = [], templates = UNIFORM, services = 1 } = of;
  const definitions = of.definitions ?? TASKS.map(([cpuUnits, memoryMiB]) => definition({ cpuUnits, memoryMiB }));
  return input({
    launchTemplates: templates,
    capacityProviders: [fleet(Array.from({ length: instances }, (_, row) => row % templates.length))],
    taskDefinitions: definitions,
    services: Array.from({ length: services }, (_, row) =>
      service({
        serviceName: row === 1 ? 'other' : `s${row}`,
        placementStrategy: strategies,
        placementConstraints: row === 1 ? [] : constraints,
      }),
    ),
    record: { ...input().record, keepPlacements: method === 'scan' },
  });
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const rows = benchPlacement(values.quick ? QUICK : FULL, positionals.length === 0 ? [''] : positionals);
  if (values.json) console.log(JSON.stringify({ bench: 'placement', rows }));
  else console.log(formatMeasurements(rows.map(measurementOf), undefined));
}
