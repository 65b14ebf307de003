/** Finds columns of a CSV table and reads their cells; what is wrong with a cell names its line and column. */

import type { Issue } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../base/units.ts';
import { showFound } from '../issues.ts';
import { FIGURE_MAX, parseCalendarMs } from '../quantities.ts';
import type { CsvRow, CsvTable } from './csv.ts';

/** The names of a table's columns. */
type Named = Pick<CsvTable, 'names'>;

/** Bad cells shown of one file: what follows the first few is mostly their like. */
const CELL_ISSUES_MAX = 10;

/** One column of a table. */
export interface Column {
  /** Position in a row. */
  readonly index: number;
  /** Its name in the file; `column 2` where the file has no names. */
  readonly name: string;
}

/** The column of that name; letter case counts only where two names differ by nothing else. */
export function findColumn({ names }: Named, name: string): Column | undefined {
  const exact = names.indexOf(name);
  const index = exact >= 0 ? exact : names.findIndex((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return index < 0 ? undefined : { index, name: names[index]! };
}

/** The column at a position. */
export function columnAt({ names }: Named, index: number): Column {
  return { index, name: names[index] ?? `column ${index + 1}` };
}

/** That a file lacks a column of that name. */
export function missingColumn(fileName: string, { names }: Named, name: string): Issue {
  const suggestion = nearest(name, names);
  const found = names.length === 0 ? 'no names of columns' : `columns ${names.join(', ')}`;
  const issue = { file: fileName, line: 1, column: 1, path: '', found, expected: `a column ${name}` };
  return suggestion === undefined ? issue : { ...issue, suggestion };
}

/** What a cell says, or why it cannot be read. */
type ReadCell = (text: string) => number | undefined;

/** Reads one column of a file; collects the issues of all. */
export class ColumnReader {
  readonly issues: Issue[] = [];
  private readonly fileName: string;
  private readonly width: number;
  private hiddenCount = 0;
  /** The last row that was found too long: it is told once. */
  private longLine = 0;

  constructor(fileName: string, { names }: Named) {
    this.fileName = fileName;
    this.width = names.length === 0 ? Number.POSITIVE_INFINITY : names.length;
  }

  /** The number in a cell, by `read`; NaN, and an issue, where it has none. */
  cell(row: CsvRow, column: Column, read: ReadCell, expected: string): number {
    if (row.cells.length > this.width && row.line !== this.longLine) this.checkLength(row);
    const text = row.cells[column.index]?.trim();
    const value = text === undefined ? undefined : read(text);
    if (value !== undefined) return value;
    this.add({
      file: this.fileName,
      line: row.line,
      column: row.columns[column.index] ?? 1,
      path: column.name,
      found: text === undefined ? `a row of ${row.cells.length} cells` : showFound(text),
      expected,
    });
    return Number.NaN;
  }

  /** A decimal comma or a forgotten quote moves what follows to another column. Empty cells at the end are nothing. */
  private checkLength(row: CsvRow): void {
    this.longLine = row.line;
    if (row.cells.slice(this.width).every((text) => text.trim() === '')) return;
    const found = `a row of ${row.cells.length} cells`;
    const expected = `at most ${this.width}, one for each column`;
    this.add({ file: this.fileName, line: row.line, column: row.columns[this.width] ?? 1, path: '', found, expected });
  }

  /** Adds an issue, or only counts it when there are enough already. */
  add(issue: Issue): void {
    if (this.issues.length < CELL_ISSUES_MAX) this.issues.push(issue);
    else this.hiddenCount++;
  }

  /** The issues, and how many more there are. */
  allIssues(): readonly Issue[] {
    if (this.hiddenCount === 0) return this.issues;
    const rest = `${this.hiddenCount} more cells that cannot be read`;
    return [...this.issues, { file: this.fileName, path: '', found: rest, expected: 'none' }];
  }
}

/** A number that is not negative. */
export function readNonNegative(text: string): number | undefined {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A number that is not negative, and no larger than figures of a cluster are. */
export function readFigure(text: string): number | undefined {
  const value = readNonNegative(text);
  return value === undefined || value > FIGURE_MAX ? undefined : value;
}

/** Plain numbers from here on are epoch milliseconds: the seconds would be after the year 5000. */
const EPOCH_MS_MIN = 1e11;

/**
 * Reads a cell of time as ms of some origin: calendar times, epoch seconds or ms, or plain numbers in a unit. Without
 * a unit its column's name tells it (`minute`, `time_s`, `ms`); else numbers are seconds.
 */
export function timeReader(unitMs: number | undefined, columnName: string): ReadCell {
  const namedMs = unitMs ?? unitOfName(columnName);
  return (text) => {
    const value = readNonNegative(text);
    if (value === undefined) return parseCalendarMs(text);
    return value * (namedMs ?? (value >= EPOCH_MS_MIN ? 1 : SECOND_MS));
  };
}

const NAMED_UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(ms|milliseconds?)$|_ms$/i, 1],
  [/^(s|sec|seconds?)$|_s$|_seconds?$/i, SECOND_MS],
  [/^(m|min|minutes?)$|_minutes?$/i, MINUTE_MS],
  [/^(h|hours?)$|_hours?$/i, HOUR_MS],
  [/^days?$|_days?$/i, DAY_MS],
];

function unitOfName(name: string): number | undefined {
  return NAMED_UNITS.find(([pattern]) => pattern.test(name))?.[1];
}
