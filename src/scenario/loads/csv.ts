/**
 * A CSV text as rows that know where they stand: an error in a trace names its line and column. Quoted cells, doubled
 * quotes and line feeds inside quotes are read as RFC 4180 has them; the separator is that of the first line.
 */

/** One row. */
export interface CsvRow {
  /** Line of its first cell, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Column of each cell in its line, from 1. */
  readonly columns: readonly number[];
}

/** A CSV text: the names of its columns, none when its first row holds data already. */
export interface CsvTable {
  readonly names: readonly string[];
  readonly rows: readonly CsvRow[];
}

const SEPARATORS = [',', ';', '\t'] as const;

/** Reads a CSV text. Empty lines, and lines that begin with #, are left out. O(length). */
export function parseCsv(text: string): CsvTable {
  const rows = rowsOf(text);
  const [first] = rows;
  if (first === undefined || !isHeader(first)) return { names: [], rows };
  return { names: first.cells.map((cell) => cell.trim()), rows: rows.slice(1) };
}

/** A first row of names: its last cell is no number. */
function isHeader(row: CsvRow): boolean {
  const last = row.cells.at(-1)!.trim();
  return last !== '' && Number.isNaN(Number(last));
}

function rowsOf(text: string): CsvRow[] {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let offset = 0;
  let line = 1;
  while (offset < source.length) {
    const row = readRow(source, { offset, line, separator });
    if (!isBlank(row)) rows.push({ line, cells: row.cells, columns: row.columns });
    offset = row.end;
    line += row.lines;
  }
  return rows;
}

function separatorOf(text: string): string {
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

interface ReadRow {
  readonly cells: readonly string[];
  readonly columns: readonly number[];
  /** Offset of the next row. */
  readonly end: number;
  readonly lines: number;
}

function isBlank({ cells }: ReadRow): boolean {
  return (cells.length === 1 && cells[0]!.trim() === '') || cells[0]!.startsWith('#');
}

/** Most rows have no quote and need no walk over their letters. */
function readRow(text: string, at: { offset: number; line: number; separator: string }): ReadRow {
  const feed = text.indexOf('\n', at.offset);
  const end = feed < 0 ? text.length : feed;
  const line = text.slice(at.offset, end).replace(/\r$/, '');
  if (line.includes('"')) return readQuotedRow(text, at);
  const cells = line.split(at.separator);
  let column = 1;
  const columns = cells.map((cell) => {
    const start = column;
    column += cell.length + 1;
    return start;
  });
  return { cells, columns, end: end + 1, lines: 1 };
}

function readQuotedRow(text: string, { offset, separator }: { offset: number; separator: string }): ReadRow {
  const cells: string[] = [];
  const columns: number[] = [];
  let lines = 1;
  let lineStart = offset;
  let at = offset;
  for (;;) {
    columns.push(at - lineStart + 1);
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, separator);
    cells.push(cell.text);
    const feeds = text.slice(at, cell.end).split('\n').length - 1;
    lines += feeds;
    if (feeds > 0) lineStart = text.lastIndexOf('\n', cell.end) + 1;
    at = cell.end + 1;
    if (text[cell.end] !== separator) break;
  }
  const feed = text.indexOf('\n', at - 1);
  return { cells, columns, end: feed < 0 ? text.length : feed + 1, lines };
}

interface ReadCell {
  readonly text: string;
  /** Offset of what follows it: a separator or the end of the line. */
  readonly end: number;
}

function quotedCell(text: string, start: number): ReadCell {
  let end = start + 1;
  while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"')) end += text[end] === '"' ? 2 : 1;
  return { text: text.slice(start + 1, end).replaceAll('""', '"'), end: Math.min(end + 1, text.length) };
}

function bareCell(text: string, start: number, separator: string): ReadCell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { text: text.slice(start, end), end };
}
