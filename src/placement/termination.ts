/**
 * Which task stops on scale-in (P3.22 to P3.27): the mirror of placement, with sieves over tasks instead of instances.
 * First what is worth least (P3.26), then the service's strategies in their order, each keeping the tasks that it can
 * best do without. What is still tied goes to the first candidate.
 */

import { assert } from '../base/assert.ts';
import type { RandomStream } from '../base/streams.ts';
import { NONE } from '../base/units.ts';
import { attributeOfSpread, type ClusterState } from '../sim/state/cluster-state.ts';
import type { PlacementStrategyInput } from '../sim/state/input.ts';
import { RUNNING, UNHEALTHY } from '../sim/state/tasks.ts';
import { ScratchColumn } from './scratch-column.ts';
import { drawPosition } from './strategies/random.ts';
import { TaskCells } from './task-cells.ts';

/** A reason to stop one task rather than another: those with the highest value are kept as candidates. */
interface StopRule {
  /** Looks at all tasks of the service first. */
  begin(tasks: Int32Array, count: number, cluster: ClusterState): void;
  reasonToStop(task: number, cluster: ClusterState): number;
  /** That task is no candidate any more. */
  leaveOut(task: number, cluster: ClusterState): void;
}

/** What a choice works with from `begin` to its last `next`; one is enough for all services of a cluster. */
export class TerminationScratch {
  readonly cells = new TaskCells();
  private readonly columns: ScratchColumn[] = [];

  /** Of the rule at that position. */
  column(position: number): ScratchColumn {
    while (this.columns.length <= position) this.columns.push(new ScratchColumn());
    return this.columns[position];
  }
}

/** Chooses the tasks of one service that its scale-in stops: `begin`, then `next` as often as one is to stop. */
export class TerminationChoice {
  private readonly rules: readonly StopRule[];
  /** Draws among what the rules leave; null = the first of them stops. */
  private readonly random: RandomStream | null;
  private readonly cells: TaskCells;
  /** The cells that are left. */
  private left = new Int32Array(64);

  /** `random` is drawn from once per choice that is left to chance (P3.23, P3.24) among two or more. */
  constructor(
    placementStrategy: readonly PlacementStrategyInput[],
    random: RandomStream,
    scratch: TerminationScratch = new TerminationScratch(),
  ) {
    this.cells = scratch.cells;
    this.rules = [new Worth(), ...strategyRules(placementStrategy, scratch)];
    this.random = endsByChance(placementStrategy) ? random : null;
  }

  /**
   * Until the last `next`, no task may move to another place, status or health other than those already chosen. Those
   * that are protected are counted where they are, and never chosen (P3.26). Returns how many can be.
   *
   * @param tasks rows in [0, count): the desired tasks of one service, the oldest first
   */
  begin(tasks: Int32Array, count: number, cluster: ClusterState): number {
    for (let i = 0; i < this.rules.length; i++) this.rules[i].begin(tasks, count, cluster);
    return this.cells.fill(tasks, count, cluster);
  }

  /** The task that stops next, of those that `next` has not given yet; nothing is changed. O(cells × rules). */
  next(cluster: ClusterState): number {
    const { cells, cellCount } = this.cells;
    assert(cellCount > 0, 'scale-in of a service without tasks that can stop');
    if (this.left.length < cellCount) this.left = new Int32Array(cellCount * 2);
    for (let i = 0; i < cellCount; i++) this.left[i] = cells[i];
    let left = cellCount;
    for (let i = 0; i < this.rules.length && left > 1; i++) {
      left = keepHighest(this.left, left, this.cells, this.rules[i], cluster);
    }
    const task = this.take(left);
    for (let i = 0; i < this.rules.length; i++) this.rules[i].leaveOut(task, cluster);
    return task;
  }

  private take(left: number): number {
    if (this.random === null) return this.cells.takeOldest(this.left, left);
    return this.cells.takeAt(this.left, left, drawPosition(this.random, this.cells.total(this.left, left)));
  }
}

function keepHighest(left: Int32Array, count: number, cells: TaskCells, rule: StopRule, cluster: ClusterState): number {
  let highest = Number.NEGATIVE_INFINITY;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const cell = left[i];
    const value = rule.reasonToStop(cells.taskOf(cell), cluster);
    if (value < highest) continue;
    if (value > highest) {
      highest = value;
      kept = 0;
    }
    left[kept++] = cell;
  }
  return kept;
}

/** Without a strategy: the zone with the most tasks, in it the instance with the most (P3.25; on Fargate P3.27). */
function strategyRules(strategies: readonly PlacementStrategyInput[], scratch: TerminationScratch): StopRule[] {
  if (strategies.length === 0) {
    return [new Crowd(zoneOf, scratch.column(0)), new Crowd(instanceOf, scratch.column(1))];
  }
  const firstRandom = strategies.findIndex((strategy) => strategy.type === 'random');
  return strategies
    .slice(0, firstRandom < 0 ? undefined : firstRandom)
    .map((strategy, position) => ruleOf(strategy, scratch.column(position)));
}

function ruleOf(strategy: PlacementStrategyInput, sizes: ScratchColumn): StopRule {
  if (strategy.type === 'binpack') return new RoomAfterwards(strategy.field);
  const attribute = attributeOfSpread(strategy);
  return attribute === null ? new Crowd(instanceOf, sizes) : new AttributeCrowd(attribute, sizes);
}

/** `random` (P3.24), and spread over zones, or another attribute, when nothing follows it (P3.23). */
function endsByChance(strategies: readonly PlacementStrategyInput[]): boolean {
  if (strategies.some((strategy) => strategy.type === 'random')) return true;
  const last = strategies.at(-1);
  return last !== undefined && attributeOfSpread(last) !== null;
}

/**
 * What is worth least (P3.26): unhealthy tasks before all others, then tasks that do not serve yet before those that
 * do; of those, the ones that still wait for capacity: they have no zone to keep in balance (model).
 */
class Worth implements StopRule {
  begin(): void {}

  reasonToStop(task: number, { tasks }: ClusterState): number {
    const isUnhealthy = tasks.health[task] === UNHEALTHY ? 4 : 0;
    const isStarting = tasks.lastStatus[task] < RUNNING ? 2 : 0;
    return isUnhealthy + isStarting + (tasks.zone[task] === NONE ? 1 : 0);
  }

  leaveOut(): void {}
}

/** `binpack`: the instance that would have the most of the resource available after the stop (P3.22). */
class RoomAfterwards implements StopRule {
  private readonly field: 'cpu' | 'memory';

  constructor(field: 'cpu' | 'memory') {
    this.field = field;
  }

  begin(): void {}

  reasonToStop(task: number, { tasks, containerInstances, requests }: ClusterState): number {
    const instance = tasks.containerInstance[task];
    if (instance === NONE) return Number.POSITIVE_INFINITY;
    const request = requests[tasks.request[task]];
    if (this.field === 'cpu') return containerInstances.remainingCpuUnits[instance] + request.cpuUnits;
    return containerInstances.remainingMemoryMiB[instance] + request.memoryMiB;
  }

  leaveOut(): void {}
}

/** `spread`: where the service has the most tasks (P3.23, P3.25). */
class Crowd implements StopRule {
  private readonly placeOf: (task: number, cluster: ClusterState) => number;
  /** Tasks by place + 1: entry 0 holds those without one. */
  private readonly sizes: ScratchColumn;

  constructor(placeOf: (task: number, cluster: ClusterState) => number, sizes: ScratchColumn) {
    this.placeOf = placeOf;
    this.sizes = sizes;
  }

  begin(tasks: Int32Array, count: number, cluster: ClusterState): void {
    this.sizes.clear();
    for (let i = 0; i < count; i++) this.change(tasks[i], 1, cluster);
  }

  reasonToStop(task: number, cluster: ClusterState): number {
    return this.sizes.get(this.placeOf(task, cluster) + 1);
  }

  leaveOut(task: number, cluster: ClusterState): void {
    this.change(task, -1, cluster);
  }

  private change(task: number, by: 1 | -1, cluster: ClusterState): void {
    const entry = this.placeOf(task, cluster) + 1;
    this.sizes.set(entry, this.sizes.get(entry) + by);
  }
}

function zoneOf(task: number, { tasks }: ClusterState): number {
  return tasks.zone[task];
}

function instanceOf(task: number, { tasks }: ClusterState): number {
  return tasks.containerInstance[task];
}

/** A crowd by the value of an attribute; its column is looked up once. */
class AttributeCrowd extends Crowd {
  constructor(name: string, sizes: ScratchColumn) {
    let attribute = NONE;
    super((task, { attributes, tasks }) => {
      if (attribute === NONE) attribute = attributes.names.indexOf(name);
      const instance = tasks.containerInstance[task];
      return instance === NONE ? NONE : attributes.valueOnInstance[attribute][instance];
    }, sizes);
  }
}
