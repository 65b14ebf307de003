import { NONE } from '../base/units.ts';
import type { ClusterState } from '../sim/state/cluster-state.ts';
import { growInt32 } from '../sim/state/rows.ts';
import { RUNNING, UNHEALTHY } from '../sim/state/tasks.ts';
import { ScratchColumn } from './scratch-column.ts';

/**
 * Tasks of one service in cells: those of a cell are on one instance (or in one Fargate zone, or waiting), of one
 * request and alike in health and status, so that no rule of scale-in tells them apart. Choosing many tasks then looks
 * at cells. Positions are those of the given list, the oldest task first.
 */
export class TaskCells {
  /** Cells with tasks left, in no order that means anything. */
  cells = new Int32Array(64);
  cellCount = 0;
  private tasks = new Int32Array(64);
  /** By position: the cell, and the next younger task of the cell. */
  private cellAt = new Int32Array(64);
  private nextAt = new Int32Array(64);
  /** By cell: position of its oldest and its youngest task, how many there are. */
  private oldest = new Int32Array(64);
  private youngest = new Int32Array(64);
  private size = new Int32Array(64);
  /** By cell: what its tasks share beside their place, and the next cell of that place. */
  private traits = new Int32Array(64);
  private nextCell = new Int32Array(64);
  /** By place: its first cell + 1. */
  private readonly firstCell = new ScratchColumn();

  /** Tasks in [0, count) but for those that are protected, the oldest first; returns how many. O(count). */
  fill(tasks: Int32Array, count: number, cluster: ClusterState): number {
    const { isProtected } = cluster.tasks;
    this.reserve(count);
    this.firstCell.clear();
    this.cellCount = 0;
    let position = 0;
    for (let i = 0; i < count; i++) {
      if (isProtected[tasks[i]] === 1) continue;
      this.tasks[position] = tasks[i];
      this.append(position, this.cellOf(placeOf(tasks[i], cluster), traitsOf(tasks[i], cluster)));
      position++;
    }
    return position;
  }

  /** A task that stands for all of its cell: the oldest. */
  taskOf(cell: number): number {
    return this.tasks[this.oldest[cell]];
  }

  /** Tasks left in those cells. */
  total(cells: Int32Array, count: number): number {
    let total = 0;
    for (let i = 0; i < count; i++) total += this.size[cells[i]];
    return total;
  }

  /** Takes out the oldest task of those cells. */
  takeOldest(cells: Int32Array, count: number): number {
    let first = this.oldest[cells[0]];
    for (let i = 1; i < count; i++) first = Math.min(first, this.oldest[cells[i]]);
    return this.take(first);
  }

  /** Takes out the task with `older` older ones in those cells. O(tasks). */
  takeAt(cells: Int32Array, count: number, older: number): number {
    // A size below 0 marks the cells that count, while this looks.
    for (let i = 0; i < count; i++) this.size[cells[i]] *= -1;
    let position = -1;
    for (let left = older; left >= 0; ) {
      position++;
      if (this.cellAt[position] !== NONE && this.size[this.cellAt[position]] < 0) left--;
    }
    for (let i = 0; i < count; i++) this.size[cells[i]] *= -1;
    return this.take(position);
  }

  private take(position: number): number {
    const cell = this.cellAt[position];
    if (this.oldest[cell] === position) this.oldest[cell] = this.nextAt[position];
    else {
      let before = this.oldest[cell];
      while (this.nextAt[before] !== position) before = this.nextAt[before];
      this.nextAt[before] = this.nextAt[position];
    }
    this.cellAt[position] = NONE;
    if (--this.size[cell] === 0) this.leaveOut(cell);
    return this.tasks[position];
  }

  private leaveOut(cell: number): void {
    const place = this.cells.indexOf(cell);
    this.cells[place] = this.cells[--this.cellCount];
  }

  private append(position: number, cell: number): void {
    this.cellAt[position] = cell;
    this.nextAt[position] = NONE;
    if (this.size[cell]++ === 0) this.oldest[cell] = position;
    else this.nextAt[this.youngest[cell]] = position;
    this.youngest[cell] = position;
  }

  private cellOf(place: number, traits: number): number {
    const first = this.firstCell.get(place) - 1;
    for (let cell = first; cell !== NONE; cell = this.nextCell[cell]) if (this.traits[cell] === traits) return cell;
    const cell = this.cellCount++;
    this.cells[cell] = cell;
    this.size[cell] = 0;
    this.traits[cell] = traits;
    this.nextCell[cell] = first;
    this.firstCell.set(place, cell + 1);
    return cell;
  }

  private reserve(count: number): void {
    if (count <= this.tasks.length) return;
    this.cells = growInt32(this.cells, count * 2);
    this.tasks = growInt32(this.tasks, count * 2);
    this.cellAt = growInt32(this.cellAt, count * 2);
    this.nextAt = growInt32(this.nextAt, count * 2);
    this.oldest = growInt32(this.oldest, count * 2);
    this.youngest = growInt32(this.youngest, count * 2);
    this.size = growInt32(this.size, count * 2);
    this.traits = growInt32(this.traits, count * 2);
    this.nextCell = growInt32(this.nextCell, count * 2);
  }
}

/** Its container instance; without one its zone, or that it has none. */
function placeOf(task: number, { tasks, input }: ClusterState): number {
  const instance = tasks.containerInstance[task];
  return instance === NONE ? tasks.zone[task] + 1 : input.zones.length + 1 + instance;
}

/** Request, health and status in one number. */
function traitsOf(task: number, { tasks }: ClusterState): number {
  const isUnhealthy = tasks.health[task] === UNHEALTHY ? 2 : 0;
  const isStarting = tasks.lastStatus[task] < RUNNING ? 1 : 0;
  return tasks.request[task] * 4 + isUnhealthy + isStarting;
}
