import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openResultsFolder } from '../../../src/sweep/store/results-folder.ts';
import { plimsoll } from '../process.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-cli-query-'));
const results = join(folder, 'results');

beforeAll(async () => {
  const { append, close } = await openResultsFolder(
    results,
    {
      format: 1,
      name: 'shop',
      engine: { name: 'plimsoll', version: '0' },
      digest: '',
      axes: ['strategy'],
      points: ['binpack', 'spread'].map((strategy) => ({ labels: { strategy }, seeds: ['7'] })),
    },
    false,
  );
  await append({ row: 0, outcome: { status: 'done', figures: { usd: 1 / 3, latency: null } } });
  await append({ row: 1, outcome: { status: 'done', figures: { usd: 12, latency: 5 } } });
  await close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SQL = 'select strategy, usd, latency from results order by usd';

describe('plimsoll query', () => {
  it('prints a table for people', () => {
    const { status, stdout } = plimsoll(['query', results, SQL]);
    expect(status).toBe(0);
    expect(stdout).toBe(
      'strategy         usd  latency\nbinpack   0.33333333        -\nspread            12        5\n',
    );
  });

  it('prints every digit as CSV and JSON', () => {
    expect(plimsoll(['query', results, SQL, '--format', 'csv']).stdout).toBe(
      'strategy,usd,latency\nbinpack,0.3333333333333333,\nspread,12,5\n',
    );
    expect(JSON.parse(plimsoll(['query', results, SQL, '--format', 'json']).stdout)).toEqual([
      { strategy: 'binpack', usd: 1 / 3, latency: null },
      { strategy: 'spread', usd: 12, latency: 5 },
    ]);
  });

  it('ends with 2 where the query or the folder is wrong', () => {
    expect(plimsoll(['query', results, 'select cost from results'])).toMatchObject({ status: 2, stdout: '' });
    expect(plimsoll(['query', folder, SQL]).stderr).toMatch(/expected a folder of results of plimsoll sweep/);
  });
});
