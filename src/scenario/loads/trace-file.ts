/** Reads the points of a trace: CSV of times and values, or the JSON that the AWS CLI prints for a metric. */

import type { Issue } from '../../base/errors.ts';
import type { Checked } from '../issues.ts';
import { FIGURE_MAX } from '../quantities.ts';
import { type Column, ColumnReader, columnAt, findColumn, missingColumn, readFigure, timeReader } from './columns.ts';
import { type CsvTable, parseCsv } from './csv.ts';
import { readMetricJson } from './metric-json.ts';
import type { TracePoints } from './trace.ts';

/** Which parts of the file are meant. */
export interface TraceFileOptions {
  readonly column?: string | undefined;
  readonly timeColumn?: string | undefined;
  /** What 1 means in a column of plain numbers. */
  readonly timeUnitMs?: number | undefined;
}

const TIME_NAMES = ['timestamp', 'time', 'datetime', 'date', 'minute', 'second'];

/** Reads a trace, newest first or oldest first; of two points at one time the later in the file counts. */
export function readTraceFile(text: string, fileName: string, options: TraceFileOptions): Checked<TracePoints> {
  const isJson = /\.json$/i.test(fileName) || /^\s*\{/.test(text);
  const checked = isJson ? readMetricJson(text, fileName, options.column) : readCsvTrace(text, fileName, options);
  return checked.value === undefined ? checked : { value: inOrder(checked.value), issues: [] };
}

function readCsvTrace(text: string, fileName: string, options: TraceFileOptions): Checked<TracePoints> {
  const table = parseCsv(text);
  if (table.rows.length === 0) return { issues: [noRows(fileName)] };
  const time = timeColumnOf(table, fileName, options.timeColumn);
  if (!('index' in time)) return { issues: [time] };
  const value = valueColumnOf(table, fileName, options.column, time.index);
  if (!('index' in value)) return { issues: [value] };
  return readColumns(table, fileName, { time, value, unitMs: options.timeUnitMs });
}

function noRows(fileName: string): Issue {
  return { file: fileName, line: 1, column: 1, path: '', found: 'no rows', expected: 'times and values' };
}

function timeColumnOf(table: CsvTable, fileName: string, name: string | undefined): Column | Issue {
  if (name !== undefined) return findColumn(table, name) ?? missingColumn(fileName, table, name);
  const known = TIME_NAMES.map((candidate) => findColumn(table, candidate)).find((column) => column !== undefined);
  return known ?? columnAt(table, 0);
}

/** The named column, else `value`, else the only one beside the time. */
function valueColumnOf(table: CsvTable, fileName: string, name: string | undefined, time: number): Column | Issue {
  if (name !== undefined) return findColumn(table, name) ?? missingColumn(fileName, table, name);
  const known = findColumn(table, 'value');
  if (known !== undefined) return known;
  const width = table.names.length || table.rows[0]!.cells.length;
  if (width === 2) return columnAt(table, 1 - time);
  const found = table.names.length > 0 ? `columns ${table.names.join(', ')}` : `${width} columns`;
  return { file: fileName, line: 1, column: 1, path: '', found, expected: 'column: the name of the one that is meant' };
}

function readColumns(
  table: CsvTable,
  fileName: string,
  columns: { readonly time: Column; readonly value: Column; readonly unitMs: number | undefined },
): Checked<TracePoints> {
  const reader = new ColumnReader(fileName, table);
  const readTime = timeReader(columns.unitMs, columns.time.name);
  const atMs = new Float64Array(table.rows.length);
  const values = new Float64Array(table.rows.length);
  for (const [index, row] of table.rows.entries()) {
    atMs[index] = reader.cell(row, columns.time, readTime, 'a time such as 2014-04-10 00:04:00, or a number');
    values[index] = reader.cell(row, columns.value, readFigure, `a number from 0 to ${FIGURE_MAX}`);
  }
  const issues = reader.allIssues();
  return issues.length > 0 ? { issues } : { value: { atMs, values }, issues: [] };
}

function inOrder({ atMs, values }: TracePoints): TracePoints {
  const order = Array.from(atMs, (_, index) => index).sort((a, b) => atMs[a]! - atMs[b]! || a - b);
  const kept = order.filter((row, index) => index + 1 === order.length || atMs[order[index + 1]!] !== atMs[row]);
  return { atMs: Float64Array.from(kept, (row) => atMs[row]!), values: Float64Array.from(kept, (row) => values[row]!) };
}
