import { describe, expect, it, vi } from 'vitest';
import { formatListing, left, right } from '../../src/cli/listing.ts';

interface Row {
  readonly name: string;
  readonly count: number;
}

const columns = [left<Row>('NAME', (row) => row.name), right<Row>('COUNT', (row) => String(row.count))];
const rows = [
  { name: 'a, "b"', count: 5 },
  { name: 'c', count: 1234 },
];
const listing = { rows, columns, notes: ['a note'], empty: 'nothing' };

describe('formatListing', () => {
  it('aligns a table without borders or trailing blanks, notes below', async () => {
    vi.stubEnv('NO_COLOR', '1');
    expect(await formatListing(listing, 'table')).toBe(
      ['NAME    COUNT', 'a, "b"      5', 'c        1234', '', 'a note', ''].join('\n'),
    );
    vi.unstubAllEnvs();
  });

  it('says so when a table has no rows', async () => {
    expect(await formatListing({ ...listing, rows: [] }, 'table')).toBe('nothing\n');
    expect(await formatListing({ ...listing, rows: [] }, 'json')).toBe('[]\n');
  });

  it('quotes CSV where needed and ends its last line', async () => {
    expect(await formatListing(listing, 'csv')).toBe('name,count\n"a, ""b""",5\nc,1234\n');
  });

  it('gives JSON the records as they are', async () => {
    expect(JSON.parse(await formatListing(listing, 'json'))).toEqual(rows);
  });
});
