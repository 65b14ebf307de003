/** DuckDB, which shares no code with our writer, reads what was written. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { parquetFile } from '../../../src/sweep/store/parquet.ts';
import type { ResultColumn } from '../../../src/sweep/store/result-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columns: ResultColumn[] = [
  { name: 'point', kind: 'integer', cells: [0, 1, 2] },
  { name: 'usd', kind: 'number', cells: [0.1 + 0.2, null, 5e-324] },
  { name: 'web/latencyMsP99', kind: 'number', cells: [null, null, null] },
  { name: 'flag', kind: 'boolean', cells: [true, null, false] },
  { name: 'strategy', kind: 'text', cells: ['spread', null, 'ü "x"'] },
];

async function read(bytes: Uint8Array, sql: string): Promise<unknown[][]> {
  const file = join(folder, 'results.parquet');
  writeFileSync(file, bytes);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const result = await connection.runAndReadAll(sql.replace('FILE', `'${file}'`));
  return result.getRowsJS();
}

describe('the Parquet file', () => {
  it('holds every cell to the last bit, with its gaps', async () => {
    const rows = await read(await parquetFile(columns, {}), 'select * from read_parquet(FILE)');
    expect(rows).toEqual([
      [0, 0.1 + 0.2, null, true, 'spread'],
      [1, null, null, null, null],
      [2, 5e-324, null, false, 'ü "x"'],
    ]);
  });

  it('has integers, doubles, booleans and texts', async () => {
    const rows = await read(
      await parquetFile(columns, {}),
      'select column_name, column_type from (describe select * from read_parquet(FILE))',
    );
    expect(rows).toEqual([
      ['point', 'INTEGER'],
      ['usd', 'DOUBLE'],
      ['web/latencyMsP99', 'DOUBLE'],
      ['flag', 'BOOLEAN'],
      ['strategy', 'VARCHAR'],
    ]);
  });

  it('says whose it is', async () => {
    const rows = await read(
      await parquetFile(columns, { digest: 'abc' }),
      'select decode(key), decode(value) from parquet_kv_metadata(FILE)',
    );
    expect(rows).toEqual([['plimsoll.digest', 'abc']]);
  });

  it('is the same to the byte when written again', async () => {
    expect(await parquetFile(columns, { digest: 'abc' })).toEqual(await parquetFile(columns, { digest: 'abc' }));
  });

  it('has many groups of rows where there are many rows', async () => {
    const cells = Array.from({ length: 25_000 }, (_, row) => row);
    const bytes = await parquetFile([{ name: 'point', kind: 'integer', cells }], {});
    expect(await read(bytes, 'select count(*)::int, sum(point)::int from read_parquet(FILE)')).toEqual([
      [25_000, (24_999 * 25_000) / 2],
    ]);
  });
});
