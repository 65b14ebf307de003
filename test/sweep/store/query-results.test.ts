import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parquetFile } from '../../../src/sweep/store/parquet.ts';
import { queryResults } from '../../../src/sweep/store/query-results.ts';
import { ResultTable } from '../../../src/sweep/store/result-table.ts';
import { type Manifest, openResultsFolder, rowKeys, TABLE_FILE } from '../../../src/sweep/store/results-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-query-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const manifest: Manifest = {
  format: 1,
  name: 'shop',
  engine: { name: 'plimsoll', version: '1.2.3' },
  digest: 'a'.repeat(64),
  axes: ['strategy'],
  points: ['binpack', 'spread', 'random'].map((strategy) => ({ labels: { strategy }, seeds: ['7'] })),
};
const outcomeOf = (row: number) => ({ status: 'done', figures: { usd: row + 0.5 } }) as const;

async function resultsOf(name: string, rows: readonly number[]): Promise<string> {
  const path = join(root, name);
  const folder = await openResultsFolder(path, manifest, false);
  const table = new ResultTable(rowKeys(manifest), manifest.axes);
  for (const row of rows) {
    await folder.append({ row, outcome: outcomeOf(row) });
    table.add(row, outcomeOf(row));
  }
  if (rows.length === 3) await folder.finish(new Map([[TABLE_FILE, await parquetFile(table.columns(), {})]]));
  await folder.close();
  return path;
}

describe('a query', () => {
  it('asks the finished table', async () => {
    const path = await resultsOf('finished', [0, 1, 2]);
    expect(await queryResults(path, 'select strategy, usd from results order by usd desc limit 2')).toEqual({
      columns: ['strategy', 'usd'],
      rows: [
        ['random', 2.5],
        ['spread', 1.5],
      ],
    });
  });

  it('asks the rows that are there of a sweep that goes on', async () => {
    const path = await resultsOf('begun', [2, 0]);
    const { rows } = await queryResults(path, 'select strategy from results');
    expect(rows).toEqual([['binpack'], ['random']]);
  });

  it('gives counts as numbers, and columns of one name apart', async () => {
    const path = await resultsOf('counted', [0, 1, 2]);
    expect(await queryResults(path, 'select count(*) n, 1 n, 12345678901234567890::hugeint big from results')).toEqual({
      columns: ['n', 'n:1', 'big'],
      rows: [[3, 1, '12345678901234567890']],
    });
  });

  it('that DuckDB does not understand is the fault of the user, in the words of DuckDB', async () => {
    const path = await resultsOf('wrong', [0]);
    await expect(queryResults(path, 'selec 1')).rejects.toThrow(/query: found Parser Error: syntax error/);
    await expect(queryResults(path, 'select costs from results')).rejects.toThrow(/Binder Error/);
  });

  it('of a folder without results is refused', async () => {
    await expect(queryResults(root, 'select 1')).rejects.toThrow(/expected a folder of results/);
  });
});
