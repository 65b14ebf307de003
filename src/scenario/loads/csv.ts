/**
 * A CSV text as rows that know where they stand: an error in a trace names its line and column. Quoted cells, doubled
 * quotes and line feeds inside quotes are read as RFC 4180 has them; the separator is that of the first row. A text
 * may come in blocks: what is held is one block and the row that its end cuts in two.
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

/** A CSV text that is read as its rows are asked for. */
export interface CsvStream {
  readonly names: readonly string[];
  /** To be walked once. */
  readonly rows: Iterable<CsvRow>;
}

const SEPARATORS = [',', ';', '\t'] as const;

/** Reads a CSV text. Empty lines, and lines that begin with #, are left out. O(length). */
export function parseCsv(text: string): CsvTable {
  const { names, rows } = openCsv([text]);
  return { names, rows: [...rows] };
}

/** As `parseCsv`, of a text in blocks, row by row. */
export function openCsv(blocks: Iterable<string>): CsvStream {
  const rows = rowsOf(blocks);
  const first = rows.next().value;
  if (first === undefined) return { names: [], rows };
  if (isHeader(first)) return { names: first.cells.map((cell) => cell.trim()), rows };
  return { names: [], rows: startingWith(first, rows) };
}

function* startingWith(first: CsvRow, rows: Iterable<CsvRow>): Generator<CsvRow, undefined> {
  yield first;
  yield* rows;
  return undefined;
}

/** A first row of names: its last cell is no number. */
function isHeader(row: CsvRow): boolean {
  const last = row.cells.at(-1)!.trim();
  return last !== '' && Number.isNaN(Number(last));
}

function* rowsOf(blocks: Iterable<string>): Generator<CsvRow, undefined> {
  let source = '';
  let separator = '';
  let line = 1;
  let cutLength = 0;
  for (const block of withEnd(blocks)) {
    const isEnd = block === undefined;
    source += block ?? '';
    // A row that was cut is read again when twice as much is there: a long one costs no square of its length.
    if (!isEnd && (source.length < 2 * cutLength || !source.includes('\n'))) continue;
    if (separator === '') {
      source = source.startsWith('\uFEFF') ? source.slice(1) : source;
      const first = firstLine(isEnd ? `${source}\n` : source);
      if (first === undefined && !isEnd) continue;
      separator = separatorOf(first ?? '');
    }
    let offset = 0;
    while (offset < source.length) {
      const row = readRow(source, { offset, line, separator });
      if (row.end > source.length && !isEnd) break;
      if (!isBlank(row)) yield { line, cells: row.cells, columns: row.columns };
      offset = row.end;
      line += row.lines;
    }
    source = source.slice(offset);
    cutLength = source.length;
  }
  return undefined;
}

/** The blocks, and undefined after the last. */
function* withEnd(blocks: Iterable<string>): Generator<string | undefined> {
  yield* blocks;
  yield undefined;
}

/** The first line that is no comment and not empty, where all of it is there. */
function firstLine(text: string): string | undefined {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    const line = text.slice(start, end);
    if (line.trim() !== '' && !line.startsWith('#')) return line;
    start = end + 1;
  }
  return undefined;
}

/** What there is most of in the line. */
function separatorOf(line: string): string {
  const counts = SEPARATORS.map((separator) => line.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

interface ReadRow {
  readonly cells: readonly string[];
  readonly columns: readonly number[];
  /** Offset of the next row; beyond the text where no line feed ends this one. */
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
  return { cells, columns, end: feed < 0 ? text.length + 1 : feed + 1, lines };
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
