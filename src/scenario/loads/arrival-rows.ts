/** The rows of a trace of tasks between its file and the engine: in memory while they are few, else on disk. */

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARRIVAL_ROW_VALUES } from '../../sim/state/input/arrivals.ts';

/** Rows that are held and sorted at once: 6 MiB. A trace of more is written to a file of the temporary directory. */
export const ROWS_HELD = 1 << 18;

/** All rows in order of arrival, those of one instant in the order they were added. */
export type SortedRows =
  /** Three values a row: arrival, duration, size. */
  | { readonly values: Float64Array }
  /** In a file, `runs[i]` rows in order after those of the runs before. */
  | { readonly path: string; readonly runs: readonly number[] };

/** Collects rows and sorts them, so many at a time. */
export class ArrivalRows {
  /** Earliest arrival of all; Infinity before the first. */
  firstMs = Number.POSITIVE_INFINITY;
  private readonly held: number;
  private values = new Float64Array(1024 * ARRIVAL_ROW_VALUES);
  private count = 0;
  private isSorted = true;
  private lastMs = Number.NEGATIVE_INFINITY;
  /** Of the file: latest arrival in it. */
  private writtenToMs = Number.NEGATIVE_INFINITY;
  private path: string | undefined;
  private readonly runs: number[] = [];

  /** @param held rows that are held in memory at most */
  constructor(held = ROWS_HELD) {
    this.held = held;
  }

  add(atMs: number, durationMs: number, size: number): void {
    if (this.count === this.held) this.write();
    const at = this.count * ARRIVAL_ROW_VALUES;
    if (at === this.values.length) this.grow();
    this.values[at] = atMs;
    this.values[at + 1] = durationMs;
    this.values[at + 2] = size;
    this.count++;
    if (atMs < this.lastMs) this.isSorted = false;
    if (atMs < this.firstMs) this.firstMs = atMs;
    this.lastMs = atMs;
  }

  /** All that were added. */
  finish(): SortedRows {
    if (this.path === undefined) return { values: this.sorted() };
    this.write();
    return { path: this.path, runs: this.runs };
  }

  private sorted(): Float64Array {
    const { values, count } = this;
    if (this.isSorted) return values.slice(0, count * ARRIVAL_ROW_VALUES);
    const order = Uint32Array.from({ length: count }, (_, row) => row * ARRIVAL_ROW_VALUES);
    order.sort((a, b) => values[a]! - values[b]! || a - b);
    return Float64Array.from({ length: count * ARRIVAL_ROW_VALUES }, (_, at) => {
      const column = at % ARRIVAL_ROW_VALUES;
      return values[order[(at - column) / ARRIVAL_ROW_VALUES]! + column]!;
    });
  }

  /** A run that goes on where the last one ends is one with it: a trace that is in order has one run. */
  private write(): void {
    const sorted = this.sorted();
    this.path ??= temporaryFile();
    appendFileSync(this.path, new Uint8Array(sorted.buffer, sorted.byteOffset, sorted.byteLength));
    if (sorted[0]! >= this.writtenToMs && this.runs.length > 0) this.runs[this.runs.length - 1]! += this.count;
    else this.runs.push(this.count);
    this.writtenToMs = sorted[sorted.length - ARRIVAL_ROW_VALUES]!;
    this.count = 0;
    this.isSorted = true;
    this.lastMs = Number.NEGATIVE_INFINITY;
  }

  private grow(): void {
    const grown = new Float64Array(Math.min(this.values.length * 2, this.held * ARRIVAL_ROW_VALUES));
    grown.set(this.values);
    this.values = grown;
  }
}

let folder: string | undefined;
let files = 0;

/** A file that goes when the process ends. */
function temporaryFile(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'plimsoll-traces-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return join(folder, String(files++));
}
