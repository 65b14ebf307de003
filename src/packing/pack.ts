/** One strategy, one order of tasks: each task is placed where the strategy says, and stays. */
import { Streams } from '../base/streams.ts';
import { NONE } from '../base/units.ts';
import { PlacementPipeline } from '../placement/pipeline.ts';
import { ClusterState, ZONE_ATTRIBUTE } from '../sim/state/cluster-state.ts';
import { BARE_INPUT, BARE_LAUNCH_TEMPLATE, BARE_TASK_DEFINITION, BARE_TASK_SOURCE } from '../sim/state/input/bare.ts';
import type { PlacementStrategyInput } from '../sim/state/input.ts';
import { addRequest } from '../sim/state/requests.ts';
import { holds } from './bounds.ts';
import type { PackingCase, PackingMachine, PackingTask } from './packing-case.ts';
import { machineShapes, type Shapes, taskShapes } from './shapes.ts';
import type { StrategyChain } from './strategy-chains.ts';

/** Where every task went, and the machines as they then are. */
export interface Packing {
  /** Position of the machine, or NONE, by position of the task in the case. */
  readonly machineOf: Int32Array;
  /** Positions of the machines that are there, in order of registration. */
  readonly opened: readonly number[];
  /** Of each of those, what remains. */
  readonly remaining: readonly { readonly cpuUnits: number; readonly memoryMiB: number; readonly gpuCount: number }[];
}

const GPU_MODEL_ATTRIBUTE = 'gpu-model';
/** Registrations are told apart by their order only. */
const NO_TIME_MS = 0;

/**
 * Packs the tasks in that order.
 *
 * @param order positions of the tasks, each once
 * @param seed decides what a strategy leaves to chance
 */
export function pack(given: PackingCase, chain: StrategyChain, order: Int32Array, seed: string): Packing {
  const tasks = taskShapes(given.tasks);
  const machines = machineShapes(given.machines);
  const floor = new Floor(given, tasks, machines, chain, seed);
  const machineOf = new Int32Array(given.tasks.length).fill(NONE);
  for (const task of order) machineOf[task] = floor.place(tasks.shapeOf[task]);
  return { machineOf, opened: floor.opened, remaining: floor.remaining() };
}

/** The machines that are open, and the placement that chooses among them. */
class Floor {
  /** Positions of the open machines; row i of the tables is the i-th. */
  readonly opened: number[] = [];
  private readonly given: PackingCase;
  private readonly tasks: Shapes<PackingTask>;
  private readonly machines: Shapes<PackingMachine>;
  private readonly cluster: ClusterState;
  /** By shape of task; tasks that want the same models of GPU share one. */
  private readonly pipelines: readonly PlacementPipeline[];
  private readonly isOpen: Uint8Array;
  /** By shape of task: no closed machine before this position can take one. */
  private readonly firstClosed: Int32Array;

  constructor(
    given: PackingCase,
    tasks: Shapes<PackingTask>,
    machines: Shapes<PackingMachine>,
    chain: StrategyChain,
    seed: string,
  ) {
    this.given = given;
    this.tasks = tasks;
    this.machines = machines;
    this.cluster = clusterOf(tasks, machines, chain);
    this.pipelines = this.pipelinesOf(chain, seed);
    this.isOpen = new Uint8Array(given.machines.length);
    this.firstClosed = new Int32Array(tasks.shapes.length);
    if (given.open === 'all') given.machines.forEach((_, machine) => void this.open(machine));
  }

  /** A task of that shape; position of its machine, or NONE. */
  place(shape: number): number {
    const { cluster } = this;
    let row = this.pipelines[shape].place(cluster.requests[shape]);
    if (row === NONE) row = this.openFor(shape);
    if (row === NONE) return NONE;
    cluster.placeTask(cluster.createTask(0, shape, shape, NO_TIME_MS), row);
    return this.opened[row];
  }

  remaining(): Packing['remaining'] {
    const { remainingCpuUnits, remainingMemoryMiB, remainingGpus } = this.cluster.containerInstances;
    return this.opened.map((_, row) => ({
      cpuUnits: remainingCpuUnits[row],
      memoryMiB: remainingMemoryMiB[row],
      gpuCount: remainingGpus[row],
    }));
  }

  /** Opens the first closed machine that can take a task of that shape; its row, or NONE. */
  private openFor(shape: number): number {
    const { machines } = this.given;
    const task = this.tasks.shapes[shape];
    let machine = this.firstClosed[shape];
    while (machine < machines.length && (this.isOpen[machine] === 1 || !holds(machines[machine], task))) machine++;
    this.firstClosed[shape] = machine;
    return machine < machines.length ? this.open(machine) : NONE;
  }

  private open(machine: number): number {
    this.isOpen[machine] = 1;
    this.opened.push(machine);
    return this.cluster.registerInstance(this.machines.shapeOf[machine], NO_TIME_MS);
  }

  private pipelinesOf(chain: StrategyChain, seed: string): PlacementPipeline[] {
    const random = new Streams(seed).get('placement');
    const { shapes, counts } = this.tasks;
    const mix = shapes.map(({ cpuUnits, memoryMiB, gpuCount }, shape) => {
      return { cpuUnits, memoryMiB, gpuCount, weight: counts[shape] / this.given.tasks.length };
    });
    const byModels = new Map<string, PlacementPipeline>();
    return shapes.map(({ gpuModels }) => {
      const key = gpuModels.join();
      const known = byModels.get(key);
      if (known !== undefined) return known;
      const memberOf =
        key === '' ? [] : [`attribute:${GPU_MODEL_ATTRIBUTE} in [${gpuModels.map((name) => `'${name}'`).join(', ')}]`];
      const pipeline = new PlacementPipeline(
        this.cluster,
        {
          placementStrategy: chain.strategies,
          placementConstraints: [],
          memberOf,
          group: 0,
          scheduling: 'standalone',
          mix,
        },
        random,
      );
      byModels.set(key, pipeline);
      return pipeline;
    });
  }
}

/** Row i of the launch templates is shape i of the machines; definition and request i are shape i of the tasks. */
function clusterOf(tasks: Shapes<PackingTask>, machines: Shapes<PackingMachine>, chain: StrategyChain): ClusterState {
  const zones = [...new Set(machines.shapes.map(({ availabilityZone }) => availabilityZone))];
  const cluster = new ClusterState({
    ...BARE_INPUT,
    zones,
    launchTemplates: machines.shapes.map(({ cpuUnits, memoryMiB, gpuCount, gpuModel, availabilityZone }) => ({
      ...BARE_LAUNCH_TEMPLATE,
      zone: zones.indexOf(availabilityZone),
      cpuUnits,
      memoryMiB,
      gpuCount,
      attributes: {
        [ZONE_ATTRIBUTE]: availabilityZone,
        ...(gpuModel === '' ? {} : { [GPU_MODEL_ATTRIBUTE]: gpuModel }),
      },
    })),
    taskDefinitions: tasks.shapes.map(({ cpuUnits, memoryMiB, gpuCount }) => ({
      ...BARE_TASK_DEFINITION,
      cpuUnits,
      memoryMiB,
      gpuCount,
    })),
    taskSources: [{ ...BARE_TASK_SOURCE, placementStrategy: chain.strategies.filter(isEcsStrategy) }],
  });
  for (const definition of cluster.input.taskDefinitions) {
    addRequest(cluster, definition, { group: 0, capacityProvider: NONE, zones: [] });
  }
  return cluster;
}

function isEcsStrategy(strategy: StrategyChain['strategies'][number]): strategy is PlacementStrategyInput {
  return strategy.type === 'binpack' || strategy.type === 'spread' || strategy.type === 'random';
}
