/** Lists of records on standard output: an aligned table for people, JSON and CSV for programs. */
import { styleText } from 'node:util';

export const LISTING_FORMATS = ['table', 'json', 'csv'] as const;
export type ListingFormat = (typeof LISTING_FORMATS)[number];

/** A column of the table; JSON and CSV take every field of a record instead, unrounded. */
export interface ListingColumn<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  text(row: Row): string;
}

/** A column of words. */
export function left<Row>(title: string, text: (row: Row) => string): ListingColumn<Row> {
  return { title, align: 'left', text };
}

/** A column of numbers. */
export function right<Row>(title: string, text: (row: Row) => string): ListingColumn<Row> {
  return { title, align: 'right', text };
}

/** Records that all have the same fields, and how a table shows them. */
export interface Listing<Row extends object> {
  readonly rows: readonly Row[];
  readonly columns: readonly ListingColumn<Row>[];
  /** Lines below the table. */
  readonly notes: readonly string[];
  /** What a table says when there are no rows. */
  readonly empty: string;
}

/** The listing as text, with its last line feed. Colour only where standard output shows it and NO_COLOR is unset. */
export async function formatListing<Row extends object>(listing: Listing<Row>, format: ListingFormat): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(listing.rows, null, 2)}\n`;
    case 'csv':
      return csv(listing.rows);
    case 'table':
      return listing.rows.length === 0 ? `${listing.empty}\n` : table(listing);
  }
}

async function csv(rows: readonly object[]): Promise<string> {
  const { writeToString } = await import('fast-csv');
  return writeToString([...rows], { headers: true, includeEndRowDelimiter: true });
}

const BARE = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' } as const;
const NO_EDGES = { 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '' } as const;
const GAP = { right: '', 'right-mid': '', middle: '  ' } as const;

async function table<Row extends object>({ rows, columns, notes }: Listing<Row>): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const grid = new Table({
    head: columns.map((column) => styleText('bold', column.title)),
    colAligns: columns.map((column) => column.align),
    chars: { ...BARE, ...NO_EDGES, ...GAP },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  grid.push(...rows.map((row) => columns.map((column) => column.text(row))));
  const lines = grid.toString().split('\n');
  const noteLines = notes.map((note) => styleText('dim', note));
  return [...lines.map((line) => line.trimEnd()), ...(notes.length > 0 ? ['', ...noteLines] : []), ''].join('\n');
}
