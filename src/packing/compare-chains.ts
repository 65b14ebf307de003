/** Every chain of strategies on every case, over orders of arrival. */
import { Streams } from '../base/streams.ts';
import { NONE } from '../base/units.ts';
import { machinesAtLeast, tasksAtMost } from './bounds.ts';
import { type Fragmentation, fragmentation } from './fragmentation.ts';
import { pack } from './pack.ts';
import { PACKED_RESOURCES, type PackedResource, type PackingCase, type PackingTask } from './packing-case.ts';
import type { StrategyChain } from './strategy-chains.ts';

/** In which order the tasks come: shuffled anew for each seed, as they stand, or the largest first. */
export type TaskOrder = 'shuffled' | 'listed' | 'decreasing';

/** What is compared. */
export interface PackingBench {
  readonly name: string;
  readonly description: string;
  readonly seed: string;
  /** Orders of arrival, and draws of `random`. */
  readonly seeds: number;
  readonly order: TaskOrder;
  readonly chains: readonly StrategyChain[];
  readonly cases: readonly PackingCase[];
}

/** What one run of a chain gave. */
export interface PackingScore {
  readonly placedTasks: number;
  /** Percent of what the tasks ask for; null where none asks. */
  readonly placedPercent: Readonly<Record<PackedResource, number | null>>;
  /** Machines with a task. */
  readonly machinesUsed: number;
  readonly fragmentation: Fragmentation;
}

/** A chain on a case, a score per seed. */
export interface ChainResult {
  readonly chain: StrategyChain;
  readonly scores: readonly PackingScore[];
}

/** A case, with what nobody can beat. */
export interface CaseResult {
  readonly given: PackingCase;
  /** Infinity: the machines cannot hold all tasks. */
  readonly machinesAtLeast: number;
  readonly tasksAtMost: number;
  readonly results: readonly ChainResult[];
}

/** Told before and after each run of a chain: what it measures is none of the result's. */
export interface Stopwatch {
  start(): void;
  stop(caseName: string, chainName: string, decisions: number): void;
}

const NO_STOPWATCH: Stopwatch = { start: () => {}, stop: () => {} };

/** Runs the bench. The same bench gives the same result. */
export function compareChains(bench: PackingBench, stopwatch: Stopwatch = NO_STOPWATCH): CaseResult[] {
  return bench.cases.map((given) => ({
    given,
    machinesAtLeast: machinesAtLeast(given.tasks, given.machines),
    tasksAtMost: tasksAtMost(given.tasks, given.machines),
    results: bench.chains.map((chain) => ({
      chain,
      scores: Array.from({ length: bench.seeds }, (_, index) => {
        const seed = `${bench.seed}/${index}`;
        const order = orderOf(given.tasks, bench.order, seed);
        stopwatch.start();
        const packing = pack(given, chain, order, seed);
        stopwatch.stop(given.name, chain.name, order.length);
        return scoreOf(given, packing.machineOf, fragmentation(given, packing));
      }),
    })),
  }));
}

function scoreOf({ tasks }: PackingCase, machineOf: Int32Array, fragments: Fragmentation): PackingScore {
  const placed = tasks.filter((_, task) => machineOf[task] !== NONE);
  const percentOf = (resource: PackedResource) => {
    const asked = total(tasks, resource);
    return asked === 0 ? null : (100 * total(placed, resource)) / asked;
  };
  const used = new Set(machineOf);
  used.delete(NONE);
  return {
    placedTasks: placed.length,
    placedPercent: {
      cpuUnits: percentOf('cpuUnits'),
      memoryMiB: percentOf('memoryMiB'),
      gpuCount: percentOf('gpuCount'),
    },
    machinesUsed: used.size,
    fragmentation: fragments,
  };
}

function total(tasks: readonly PackingTask[], resource: PackedResource): number {
  return tasks.reduce((sum, task) => sum + task[resource], 0);
}

/** Every chain meets the tasks in the same order. */
export function orderOf(tasks: readonly PackingTask[], order: TaskOrder, seed: string): Int32Array {
  const positions = Int32Array.from(tasks.keys());
  if (order === 'listed') return positions;
  if (order === 'decreasing') return decreasing(tasks, positions);
  const random = new Streams(seed).get('order');
  for (let end = positions.length - 1; end > 0; end--) {
    const other = Math.floor(random() * (end + 1));
    [positions[end], positions[other]] = [positions[other], positions[end]];
  }
  return positions;
}

/** By the largest share of any resource of all that is asked for; of equals the one listed first. */
function decreasing(tasks: readonly PackingTask[], positions: Int32Array): Int32Array {
  const totals = PACKED_RESOURCES.map((resource) => total(tasks, resource));
  const weights = tasks.map((task) =>
    Math.max(...PACKED_RESOURCES.map((resource, index) => (totals[index] === 0 ? 0 : task[resource] / totals[index]))),
  );
  return positions.sort((a, b) => weights[b] - weights[a] || a - b);
}
