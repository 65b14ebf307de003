/** Reads a trace of tasks: when each is run, what it reserves, how long it takes. */

import { NONE } from '../../base/units.ts';
import type { Checked } from '../issues.ts';
import type { ArrivalTraceSetting } from '../schema/arrivals.ts';
import { ArrivalRows, type SortedRows } from './arrival-rows.ts';
import { type Column, ColumnReader, findColumn, missingColumn, readNonNegative, timeReader } from './columns.ts';
import { type CsvRow, type CsvStream, openCsv } from './csv.ts';

/** The tasks of a trace. */
export interface ArrivalTrace {
  readonly fileName: string;
  /** In order of arrival; durations are NaN where the trace has none, sizes are rows of `sizes` or NONE. */
  readonly rows: SortedRows;
  /** The first arrival: what others are counted from. */
  readonly firstMs: number;
  /** Whether it says how long each task takes. */
  readonly isTimed: boolean;
  /** Every size that a task of it has, in the order of their first arrivals; none where it says no sizes. */
  readonly sizes: readonly TraceSize[];
}

/** What some tasks of a trace reserve. */
export interface TraceSize {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  /** Number of it in the rows. */
  readonly number: number;
  /** Of its first task: since the first arrival of the trace, and its line in the file. */
  readonly atMs: number;
  readonly line: number;
}

const CPU_UNITS: Readonly<Record<string, number>> = { units: 1, vCPU: 1024, milliCPU: 1.024 };
const MEMORY_MIB: Readonly<Record<string, number>> = { MiB: 1, GiB: 1024, KiB: 1 / 1024, MB: 1e6 / 2 ** 20 };

type ColumnKey = 'arrival' | 'cpu' | 'memory' | 'duration' | 'end';

/** Reads the rows of a trace file, block by block. Sizes are rounded up to whole CPU units and MiB. */
export function readArrivalTrace(
  blocks: Iterable<string>,
  fileName: string,
  setting: ArrivalTraceSetting,
  rows = new ArrivalRows(),
): Checked<ArrivalTrace> {
  const table = openCsv(blocks);
  const columns = columnsOf(table, setting);
  const missing = (Object.keys(columns) as ColumnKey[]).filter((key) => columns[key] === 'missing');
  if (columns.cpu === undefined && columns.memory !== undefined) missing.push('cpu');
  if (columns.memory === undefined && columns.cpu !== undefined) missing.push('memory');
  if (missing.length > 0) {
    return { issues: missing.map((key) => missingColumn(fileName, table, setting.columns?.[key] ?? key)) };
  }
  const found = columns as Readonly<Record<ColumnKey, Column | undefined>>;
  const cells = new CellReaders(fileName, table, found, setting);
  const sizes = new SizeTable();
  let count = 0;
  for (const row of table.rows) {
    if (count++ === setting.limit) break;
    const atMs = cells.number('arrival', row);
    const endMs = cells.number('end', row);
    const durationMs = cells.number('duration', row);
    const cpuUnits = Math.ceil(cells.number('cpu', row));
    const memoryMiB = Math.ceil(cells.number('memory', row));
    const size = found.cpu === undefined ? NONE : sizes.numberOf(cpuUnits, memoryMiB, atMs, row.line);
    rows.add(atMs, lasting(durationMs, endMs - atMs), size);
  }
  const issues = cells.reader.allIssues();
  if (issues.length > 0) return { issues };
  const isTimed = count > 0 && (found.duration !== undefined || found.end !== undefined);
  const { firstMs } = rows;
  return { value: { fileName, rows: rows.finish(), firstMs, isTimed, sizes: sizes.inOrder(firstMs) }, issues: [] };
}

/** A column that the setting names must be there; `arrival` must be there anyway. */
function columnsOf(table: CsvStream, { columns = {} }: ArrivalTraceSetting) {
  const find = (key: ColumnKey) =>
    findColumn(table, columns[key] ?? key) ?? (columns[key] !== undefined || key === 'arrival' ? 'missing' : undefined);
  return {
    arrival: find('arrival'),
    cpu: find('cpu'),
    memory: find('memory'),
    duration: find('duration'),
    end: find('end'),
  };
}

/** How each column is read. */
class CellReaders {
  readonly reader: ColumnReader;
  private readonly columns: Readonly<Record<ColumnKey, Column | undefined>>;
  private readonly readers: Readonly<Record<ColumnKey, (text: string) => number | undefined>>;

  constructor(
    fileName: string,
    table: CsvStream,
    columns: Readonly<Record<ColumnKey, Column | undefined>>,
    setting: ArrivalTraceSetting,
  ) {
    this.reader = new ColumnReader(fileName, table);
    this.columns = columns;
    const time = (key: ColumnKey) => timeReader(setting.timeUnit, columns[key]?.name ?? '');
    const inUnits = (factor: number) => (text: string) => {
      const value = readNonNegative(text);
      return value === undefined ? undefined : value * factor;
    };
    this.readers = {
      arrival: time('arrival'),
      end: time('end'),
      duration: time('duration'),
      cpu: inUnits(CPU_UNITS[setting.cpuUnit ?? 'units']!),
      memory: inUnits(MEMORY_MIB[setting.memoryUnit ?? 'MiB']!),
    };
  }

  /** NaN where the trace has no such column, or the cell cannot be read. */
  number(key: ColumnKey, row: CsvRow): number {
    const column = this.columns[key];
    if (column === undefined) return Number.NaN;
    const expected = key === 'arrival' || key === 'end' ? 'a time, or a number' : 'a number >= 0';
    return this.reader.cell(row, column, this.readers[key], expected);
  }
}

/** The distinct sizes of a trace, numbered as they are met. */
class SizeTable {
  private readonly sizes: { cpuUnits: number; memoryMiB: number; atMs: number; line: number }[] = [];
  private readonly numbers = new Map<number, Map<number, number>>();

  /** Number of the size, which a task of that line has; the first of equals is the earlier in the file. */
  numberOf(cpuUnits: number, memoryMiB: number, atMs: number, line: number): number {
    const ofCpu = this.numbers.get(cpuUnits) ?? new Map<number, number>();
    this.numbers.set(cpuUnits, ofCpu);
    let number = ofCpu.get(memoryMiB);
    if (number === undefined) {
      number = this.sizes.push({ cpuUnits, memoryMiB, atMs, line }) - 1;
      ofCpu.set(memoryMiB, number);
    } else if (atMs < this.sizes[number]!.atMs) {
      this.sizes[number]!.atMs = atMs;
      this.sizes[number]!.line = line;
    }
    return number;
  }

  inOrder(firstMs: number): TraceSize[] {
    return this.sizes
      .map((size, number) => ({ ...size, number, atMs: Math.round(size.atMs - firstMs) }))
      .sort((a, b) => this.sizes[a.number]!.atMs - this.sizes[b.number]!.atMs || a.line - b.line);
  }
}

/** The duration, else the time from arrival to end. */
function lasting(durationMs: number, untilEndMs: number): number {
  return Math.round(Number.isNaN(durationMs) ? Math.max(0, untilEndMs) : durationMs);
}
