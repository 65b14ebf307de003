import { closeSync, openSync, readSync } from 'node:fs';
import { assert } from '../../../base/assert.ts';
import { NONE } from '../../../base/units.ts';
import { ARRIVAL_ROW_VALUES, type ArrivalFileInput } from '../../state/input/arrivals.ts';

/** Rows of each run that are in memory at a time. */
const BLOCK_ROWS = 4096;

/** The part of a run that is in memory. */
class Block {
  readonly values = new Float64Array(BLOCK_ROWS * ARRIVAL_ROW_VALUES);
  /** Rows of the file: first and after the last in memory, and after the last of the run. */
  fromRow: number;
  endRow: number;
  readonly lastRow: number;
  /** The row that comes next. */
  nextRow: number;

  constructor(fromRow: number, rows: number) {
    this.fromRow = fromRow;
    this.endRow = fromRow;
    this.nextRow = fromRow;
    this.lastRow = fromRow + rows;
  }
}

/**
 * Arrivals in a file, in order over all of its runs; of one instant those of the earlier run first. A block of each run
 * is in memory, whatever the length of the file. The file is open while it is read, so none is left open.
 */
export class ArrivalFile {
  private readonly input: ArrivalFileInput;
  private readonly blocks: readonly Block[];
  /** A row that has left its block: asked for again when RunTask was refused. */
  private readonly single = new Float64Array(ARRIVAL_ROW_VALUES);

  constructor(input: ArrivalFileInput) {
    this.input = input;
    let fromRow = 0;
    this.blocks = input.runs.map((rows) => {
      const block = new Block(fromRow, rows);
      fromRow += rows;
      return block;
    });
  }

  /** The row of the file that arrives next; NONE after the last. */
  next(): number {
    let first: Block | null = null;
    let firstMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.blocks.length; i++) {
      const block = this.blocks[i];
      if (block.nextRow === block.lastRow) continue;
      if (block.nextRow === block.endRow) this.readOn(block);
      const atMs = block.values[(block.nextRow - block.fromRow) * ARRIVAL_ROW_VALUES];
      if (atMs >= firstMs) continue;
      first = block;
      firstMs = atMs;
    }
    return first === null ? NONE : first.nextRow++;
  }

  /** When that row arrives, ms since the start. */
  atMs(row: number): number {
    return Math.round(this.value(row, 0) - this.input.firstMs);
  }

  /** NaN where durations are the source's. */
  durationMs(row: number): number {
    return this.input.isTimed ? this.value(row, 1) : Number.NaN;
  }

  /** Row in taskDefinitions; NONE where it is the source's. */
  taskDefinition(row: number): number {
    const { taskDefinitionOfSize } = this.input;
    return taskDefinitionOfSize === null ? NONE : taskDefinitionOfSize[this.value(row, 2)];
  }

  private value(row: number, column: number): number {
    for (let i = 0; i < this.blocks.length; i++) {
      const { fromRow, endRow, values } = this.blocks[i];
      if (row >= fromRow && row < endRow) return values[(row - fromRow) * ARRIVAL_ROW_VALUES + column];
    }
    this.read(this.single, row);
    return this.single[column];
  }

  private readOn(block: Block): void {
    block.fromRow = block.nextRow;
    block.endRow = Math.min(block.lastRow, block.nextRow + BLOCK_ROWS);
    this.read(block.values.subarray(0, (block.endRow - block.fromRow) * ARRIVAL_ROW_VALUES), block.fromRow);
  }

  private read(values: Float64Array, fromRow: number): void {
    const file = openSync(this.input.path, 'r');
    const position = fromRow * ARRIVAL_ROW_VALUES * Float64Array.BYTES_PER_ELEMENT;
    const length = readSync(file, values, 0, values.byteLength, position);
    closeSync(file);
    assert(length === values.byteLength, 'a file of arrivals is shorter than its runs');
  }
}
