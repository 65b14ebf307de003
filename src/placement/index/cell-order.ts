import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { growInt32, growUint8 } from '../../sim/state/rows.ts';
import type { SparseCounts } from '../../sim/state/sparse-counts.ts';
import { type InstanceKey, REMAINING_CPU_UNITS, REMAINING_MEMORY_MIB } from '../stage.ts';
import { CellList } from './cell-list.ts';
import { CellRows } from './cell-rows.ts';
import { CellTable } from './cell-table.ts';
import { InstanceFollower } from './instance-follower.ts';
import type { Partitioning } from './partitioning.ts';
import type { Verdicts } from './verdicts.ts';

/** So many cells may be empty in any order. */
const EMPTY_MIN = 32;

/**
 * All container instances in the order of some keys, for all demands at once. Instances of one partition with the same
 * keys and the same verdicts are a cell; a search walks the cells, of which there are few, and the first instance
 * registered stands for its cell. Only a change that takes an instance to another cell costs anything.
 */
export class CellOrder extends InstanceFollower {
  /** What those who could have asked have paid elsewhere since it was last used; theirs to count. */
  forgone = 0;
  private readonly verdicts: Verdicts;
  private readonly partitioning: Partitioning;
  private readonly keys: readonly InstanceKey[];
  /** Desired tasks of the group, where they are a key. */
  private readonly tasks: SparseCounts | null;
  private version = 0;
  private cellOf = new Int32Array(64).fill(NONE);
  /** Traits: partition, keys, verdict. */
  private table: CellTable;
  private rows = new CellRows();
  private lists: readonly CellList[] = [];
  private traits: Int32Array;
  private walked = 0;
  /** Cells that have been empty since some were last closed. */
  private noted = new Int32Array(64);
  private isNoted = new Uint8Array(64);
  private notedCount = 0;

  constructor(
    cluster: ClusterState,
    verdicts: Verdicts,
    partitioning: Partitioning,
    keys: readonly InstanceKey[],
    tasks: SparseCounts | null,
  ) {
    super(cluster);
    this.verdicts = verdicts;
    this.partitioning = partitioning;
    this.keys = keys;
    this.tasks = tasks;
    this.table = new CellTable(keys.length, 1);
    this.traits = new Int32Array(0);
    this.clear();
  }

  /** Work done so far, in words and cells looked at. */
  get steps(): number {
    return this.walked + this.rows.steps;
  }

  override catchUp(): void {
    const { verdicts } = this;
    if (this.version !== verdicts.version) {
      this.version = verdicts.version;
      this.known = 0;
      if (this.table.words !== verdicts.words) this.clear();
    }
    super.catchUp();
  }

  /** The first instance in the order that takes the demand and has no count in `excluded`; NONE when there is none. */
  best(partition: number, demand: number, excluded: SparseCounts | null): number {
    const { lists, rows, table } = this;
    const list = lists[partition];
    const word = demand >> 5;
    const bit = 1 << (demand & 31);
    let found = NONE;
    let best = NONE;
    for (let position = 0; position < list.count; position++) {
      const block = list.blockAt(position, word, bit);
      if (block === NONE) continue;
      for (let place = list.next(block, 0, word, bit); place !== NONE; place = list.next(block, place + 1, word, bit)) {
        const cell = list.cellAt(block, place);
        this.walked++;
        if (found !== NONE && table.compare(found, cell) !== 0) return best;
        const row = excluded === null ? rows.first(cell) : rows.firstBeside(excluded, cell);
        if (row === NONE) continue;
        found = cell;
        if (best === NONE || row < best) best = row;
      }
    }
    return best;
  }

  protected look(row: number): void {
    if (row >= this.cellOf.length) this.cellOf = growInt32(this.cellOf, (row + 1) * 2, NONE);
    const { rows, table, traits } = this;
    const before = this.cellOf[row];
    const isTaken = this.readTraits(row);
    if (before !== NONE && isTaken && table.has(before, traits)) return;
    if (before !== NONE) {
      rows.remove(before, row);
      if (rows.size[before] === 0) this.noteEmpty(before);
    }
    this.cellOf[row] = isTaken ? this.enter(row) : NONE;
  }

  private enter(row: number): number {
    const { rows, table, traits } = this;
    let cell = table.find(traits);
    if (cell === NONE) {
      cell = table.open(traits);
      this.lists[traits[0]].insert(cell);
    } else if (rows.size[cell] === 0) this.lists[traits[0]].show(cell);
    rows.add(cell, row);
    return cell;
  }

  /** It stays open for a while, since many a cell fills again; then all that are empty close. */
  private noteEmpty(cell: number): void {
    this.lists[this.table.traits[cell * this.table.width]].hide(cell);
    if (cell >= this.isNoted.length) {
      this.isNoted = growUint8(this.isNoted, this.table.capacity);
      this.noted = growInt32(this.noted, this.table.capacity);
    }
    if (this.isNoted[cell] === 1) return;
    this.isNoted[cell] = 1;
    this.noted[this.notedCount++] = cell;
    if (this.notedCount > EMPTY_MIN + this.table.count / 2) this.closeEmpty();
  }

  private closeEmpty(): void {
    const { isNoted, lists, noted, rows, table } = this;
    for (let i = 0; i < this.notedCount; i++) {
      const cell = noted[i];
      isNoted[cell] = 0;
      if (rows.size[cell] > 0) continue;
      lists[table.traits[cell * table.width]].remove(cell);
      table.close(cell);
    }
    this.notedCount = 0;
  }

  /** Writes what the instance would share with others of its cell; false when no demand can be placed there. */
  private readTraits(row: number): boolean {
    const { traits, keys, verdicts, tasks } = this;
    const { containerInstances } = this.cluster;
    const { masks, words } = verdicts;
    let any = 0;
    const mask = 1 + keys.length;
    for (let word = 0; word < words; word++) {
      traits[mask + word] = masks[row * words + word];
      any |= traits[mask + word];
    }
    if (any === 0) return false;
    traits[0] = this.partitioning.of(row);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === REMAINING_CPU_UNITS) traits[1 + i] = containerInstances.remainingCpuUnits[row];
      else if (key === REMAINING_MEMORY_MIB) traits[1 + i] = containerInstances.remainingMemoryMiB[row];
      else {
        assert(tasks !== null, 'an order by tasks is not told whose');
        traits[1 + i] = tasks.at(row);
      }
    }
    return true;
  }

  /** Forgets every cell: they have as many words as there are demands for. */
  private clear(): void {
    const table = new CellTable(this.keys.length, this.verdicts.words);
    this.table = table;
    this.traits = new Int32Array(table.width);
    this.rows = new CellRows();
    this.isNoted.fill(0);
    this.notedCount = 0;
    this.lists = Array.from({ length: this.partitioning.count }, () => new CellList(table));
    this.cellOf.fill(NONE);
  }
}
