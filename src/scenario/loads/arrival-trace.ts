/** Reads a trace of tasks: when each is run, what it reserves, how long it takes. */

import type { Checked } from '../issues.ts';
import type { ArrivalTraceSetting } from '../schema/arrivals.ts';
import { type Column, ColumnReader, findColumn, missingColumn, readNonNegative, timeReader } from './columns.ts';
import { type CsvTable, parseCsv } from './csv.ts';

/** The tasks of a trace in order of arrival. NaN where the trace has no such column. */
export interface ArrivalTrace {
  readonly fileName: string;
  /** Since the first arrival. */
  readonly atMs: Float64Array;
  readonly durationMs: Float64Array;
  readonly cpuUnits: Float64Array;
  readonly memoryMiB: Float64Array;
  /** Line of each task in the file, for messages. */
  readonly lines: Int32Array;
}

/** Whether the trace says what each task reserves. */
export function isSized({ cpuUnits }: ArrivalTrace): boolean {
  return cpuUnits.length > 0 && !Number.isNaN(cpuUnits[0]);
}

/** Whether the trace says how long each task takes. */
export function isTimed({ durationMs }: ArrivalTrace): boolean {
  return durationMs.length > 0 && !Number.isNaN(durationMs[0]);
}

const CPU_UNITS: Readonly<Record<string, number>> = { units: 1, vCPU: 1024, milliCPU: 1.024 };
const MEMORY_MIB: Readonly<Record<string, number>> = { MiB: 1, GiB: 1024, KiB: 1 / 1024, MB: 1e6 / 2 ** 20 };

type ColumnKey = 'arrival' | 'cpu' | 'memory' | 'duration' | 'end';

/** Reads the rows of a trace file. Sizes are rounded up to whole CPU units and MiB. */
export function readArrivalTrace(text: string, fileName: string, setting: ArrivalTraceSetting): Checked<ArrivalTrace> {
  const whole = parseCsv(text);
  const table = { ...whole, rows: whole.rows.slice(0, setting.limit) };
  const columns = columnsOf(table, setting);
  const missing = (Object.keys(columns) as ColumnKey[]).filter((key) => columns[key] === 'missing');
  if (columns.cpu === undefined && columns.memory !== undefined) missing.push('cpu');
  if (columns.memory === undefined && columns.cpu !== undefined) missing.push('memory');
  if (missing.length > 0) {
    return { issues: missing.map((key) => missingColumn(fileName, table, setting.columns?.[key] ?? key)) };
  }
  return readRows(table, fileName, columns as Readonly<Record<ColumnKey, Column | undefined>>, setting);
}

/** A column that the setting names must be there; `arrival` must be there anyway. */
function columnsOf(table: CsvTable, { columns = {} }: ArrivalTraceSetting) {
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

function readRows(
  table: CsvTable,
  fileName: string,
  columns: Readonly<Record<ColumnKey, Column | undefined>>,
  setting: ArrivalTraceSetting,
): Checked<ArrivalTrace> {
  const reader = new ColumnReader(fileName);
  const { rows } = table;
  const column = (key: ColumnKey, expected: string, read: (text: string) => number | undefined) => {
    const place = columns[key];
    if (place === undefined) return new Float64Array(rows.length).fill(Number.NaN);
    return Float64Array.from(rows, (row) => reader.cell(row, place, read, expected));
  };
  const time = (key: ColumnKey) => timeReader(setting.timeUnit, columns[key]?.name ?? '');
  const atMs = column('arrival', 'a time, or a number', time('arrival'));
  const endMs = column('end', 'a time, or a number', time('end'));
  const durationMs = column('duration', 'a number >= 0', time('duration'));
  const cpu = column('cpu', 'a number >= 0', readNonNegative);
  const memory = column('memory', 'a number >= 0', readNonNegative);
  const issues = reader.allIssues();
  if (issues.length > 0) return { issues };
  const cpuFactor = CPU_UNITS[setting.cpuUnit ?? 'units']!;
  const memoryFactor = MEMORY_MIB[setting.memoryUnit ?? 'MiB']!;
  const order = rows.map((_, index) => index).sort((a, b) => atMs[a]! - atMs[b]! || a - b);
  const firstMs = atMs[order[0] ?? 0] ?? 0;
  return {
    value: {
      fileName,
      atMs: Float64Array.from(order, (row) => Math.round(atMs[row]! - firstMs)),
      durationMs: Float64Array.from(order, (row) => lasting(durationMs[row]!, endMs[row]! - atMs[row]!)),
      cpuUnits: Float64Array.from(order, (row) => Math.ceil(cpu[row]! * cpuFactor)),
      memoryMiB: Float64Array.from(order, (row) => Math.ceil(memory[row]! * memoryFactor)),
      lines: Int32Array.from(order, (row) => rows[row]!.line),
    },
    issues: [],
  };
}

/** The duration, else the time from arrival to end. */
function lasting(durationMs: number, untilEndMs: number): number {
  return Math.round(Number.isNaN(durationMs) ? Math.max(0, untilEndMs) : durationMs);
}
