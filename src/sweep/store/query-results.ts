/** SQL over the results of a sweep, by DuckDB. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, Json as DuckJson } from '@duckdb/node-api';
import { ScenarioError } from '../../base/errors.ts';
import { loadOptional } from '../../base/optional-package.ts';
import { readJournal } from './journal.ts';
import { parquetFile } from './parquet.ts';
import { ResultTable } from './result-table.ts';
import { JOURNAL_FILE, readManifest, rowKeys, TABLE_FILE } from './results-folder.ts';

/** What a query answers. */
export interface Answer {
  /** Each once: a second `a` is `a:1`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly DuckJson[])[];
}

/** The name of the table in a query. */
const TABLE_NAME = 'results';

/**
 * Asks the table of a folder of results; of a sweep that goes on, or was stopped, the rows that are there.
 *
 * @throws EnvironmentError without DuckDB
 * @throws ScenarioError for a folder without results, and for what DuckDB has against the query
 */
export async function queryResults(directory: string, sql: string): Promise<Answer> {
  const manifest = await readManifest(directory);
  const { DuckDBInstance } = await loadOptional(() => import('@duckdb/node-api'), '@duckdb/node-api', 'plimsoll query');
  const scratch = await mkdtemp(join(tmpdir(), 'plimsoll-query-'));
  try {
    const names = await readdir(directory);
    const isFinished = names.includes(TABLE_FILE) && !names.includes(JOURNAL_FILE);
    const file = join(isFinished ? directory : scratch, TABLE_FILE);
    if (!isFinished) {
      const table = new ResultTable(rowKeys(manifest), manifest.axes);
      for (const { outcome, row } of await readJournal(join(directory, JOURNAL_FILE))) table.add(row, outcome);
      await writeFile(file, await parquetFile(table.columns(), {}));
    }
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`create view ${TABLE_NAME} as select * from read_parquet('${file.replaceAll("'", "''")}')`);
    return await ask(connection, sql);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function ask(connection: DuckDBConnection, sql: string): Promise<Answer> {
  try {
    const result = await connection.runAndReadAll(sql);
    const isWide = result.columnTypes().map((type) => /^(U?BIGINT|U?HUGEINT|DECIMAL)/.test(String(type)));
    const rows = result
      .getRowsJson()
      .map((row) => row.map((value, column) => (isWide[column] ? number(value) : value)));
    return { columns: result.deduplicatedColumnNames(), rows };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    throw new ScenarioError([
      { file: 'query', path: '', found: error.message.trim(), expected: 'SQL that DuckDB runs' },
    ]);
  }
}

/** Wide numbers come as text; those that a number holds without loss become one. */
function number(value: DuckJson): DuckJson {
  if (typeof value !== 'string') return value;
  return value.length <= 15 ? Number(value) : value;
}
