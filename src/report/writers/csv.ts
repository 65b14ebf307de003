/**
 * The tables of a run as CSV: UTF-8 without a mark, a header, LF (RFC 4180 readers and every spreadsheet take it, and
 * diffs stay clean), and no text that a spreadsheet would run as a formula.
 */
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { format } from 'fast-csv';
import type { RunResult } from '../run-result.ts';
import { costTable } from './csv/cost-table.ts';
import { eventsTable } from './csv/events-table.ts';
import { placementsTable, tasksTable } from './csv/log-tables.ts';
import { servicesTable, utilizationTable } from './csv/series-tables.ts';
import type { Cell, CsvTable } from './csv/table.ts';

/** File name → text. `tasks.csv` and `placements.csv` are there when the run kept them. */
export async function csvFiles(run: RunResult): Promise<Map<string, string>> {
  const tables: [string, CsvTable][] = [
    ['cost.csv', costTable(run)],
    ['events.csv', eventsTable(run)],
    ['services.csv', servicesTable(run)],
    ['utilization.csv', utilizationTable(run)],
  ];
  if (run.clusters.some(({ recording }) => recording.tasks !== null)) tables.push(['tasks.csv', tasksTable(run)]);
  if (run.clusters.some(({ recording }) => recording.placements !== null)) {
    tables.push(['placements.csv', placementsTable(run)]);
  }
  const files = new Map<string, string>();
  for (const [name, table] of tables) files.set(name, await csvText(table));
  return files;
}

/** The table as the text of a CSV file. */
export function csvText({ header, rows }: CsvTable): Promise<string> {
  const formatter = format<readonly Cell[], readonly Cell[]>({
    headers: [...header],
    alwaysWriteHeaders: true,
    includeEndRowDelimiter: true,
    transform: (row: readonly Cell[]) => row.map(harmless),
  });
  return text(Readable.from(rows, { objectMode: true }).pipe(formatter));
}

/**
 * A name of the user's that begins like a formula gets an apostrophe, which spreadsheets take as "this is text".
 * Numbers are ours and stay as they are.
 */
function harmless(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
