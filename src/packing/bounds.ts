/** What no strategy can beat: fewest machines for all tasks, most tasks on all machines. */
import { PACKED_RESOURCES, type PackedResource, type PackingMachine, type PackingTask } from './packing-case.ts';

type Sized = Readonly<Record<PackedResource, number>>;

/**
 * A lower bound on the machines that hold all tasks; Infinity when not even all machines have as much as the tasks ask
 * for. Each resource by itself: so many of the largest machines have as much of it as is asked for, and the bound L2 of
 * Martello and Toth (1990), with every machine as large as the largest.
 */
export function machinesAtLeast(tasks: readonly PackingTask[], machines: readonly PackingMachine[]): number {
  const bounds = PACKED_RESOURCES.map((resource) => {
    const sizes = descending(tasks, resource).filter((size) => size > 0);
    const capacities = descending(machines, resource);
    return Math.max(largestThatHold(sum(sizes), capacities), martelloToth(sizes, capacities[0] ?? 0));
  });
  return Math.max(tasks.length > 0 ? 1 : 0, ...bounds);
}

/** An upper bound on the tasks that find a place: of each resource by itself, the smallest that all machines hold. */
export function tasksAtMost(tasks: readonly PackingTask[], machines: readonly PackingMachine[]): number {
  const placeable = tasks.filter((task) => machines.some((machine) => holds(machine, task)));
  const bounds = PACKED_RESOURCES.map((resource) => {
    let left = sum(machines.map((machine) => machine[resource]));
    return descending(placeable, resource)
      .reverse()
      .filter((size) => {
        left -= size;
        return left >= 0;
      }).length;
  });
  return Math.min(placeable.length, ...bounds);
}

/** Whether the machine, holding nothing, can take the task. */
export function holds(machine: PackingMachine, task: PackingTask): boolean {
  if (task.gpuModels.length > 0 && !task.gpuModels.includes(machine.gpuModel)) return false;
  return PACKED_RESOURCES.every((resource) => machine[resource] >= task[resource]);
}

/** How many of the largest together have as much. */
function largestThatHold(demand: number, capacities: readonly number[]): number {
  let left = demand;
  for (const [index, capacity] of capacities.entries()) {
    if (left <= 0) return index;
    left -= capacity;
  }
  return left <= 0 ? capacities.length : Number.POSITIVE_INFINITY;
}

/**
 * L2: tasks above half a machine never share one; for every threshold α, tasks of at least α that are no larger than
 * half a machine must go into what those above half, but not above capacity − α, leave over.
 *
 * @param sizes descending
 */
export function martelloToth(sizes: readonly number[], capacity: number): number {
  if (sizes.length === 0) return 0;
  if (sizes[0] > capacity) return Number.POSITIVE_INFINITY;
  const prefix = [0];
  for (const size of sizes) prefix.push(prefix.at(-1)! + size);
  const countAbove = (limit: number) => countWhile(sizes, (size) => size > limit);
  const aboveHalf = countAbove(capacity / 2);
  const thresholds = new Set([0, ...sizes.slice(aboveHalf)]);
  let best = 0;
  for (const alpha of thresholds) {
    const alone = countAbove(capacity - alpha);
    const atLeastAlpha = countWhile(sizes, (size) => size >= alpha);
    const shared = Math.max(0, aboveHalf - alone);
    const room = shared * capacity - (prefix[alone + shared] - prefix[alone]);
    const small = prefix[Math.max(atLeastAlpha, aboveHalf)] - prefix[aboveHalf];
    best = Math.max(best, alone + shared + Math.max(0, Math.ceil((small - room) / capacity)));
  }
  return best;
}

/** How many at the head of a descending list hold; by halving. */
function countWhile(sizes: readonly number[], holdsFor: (size: number) => boolean): number {
  let low = 0;
  let high = sizes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holdsFor(sizes[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function descending(all: readonly Sized[], resource: PackedResource): number[] {
  return all.map((one) => one[resource]).sort((a, b) => b - a);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
