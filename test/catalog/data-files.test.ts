import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readDataFile } from '../../src/catalog/data-files.ts';
import { compileCatalog } from '../../tools/compile-catalog.ts';

const committed = fileURLToPath(new URL('../../src/catalog/data/', import.meta.url));
const figures = resolve(process.env.PLIMSOLL_SHARED ?? '../shared', 'data');

describe('the compiled figures', () => {
  it('align: every column of a region has a cell for each of its rows', () => {
    for (const region of readDataFile('regions')) {
      const { rows, ...kinds } = readDataFile(`ec2/${region}`);
      const columns = Object.values(kinds).flat();
      expect(new Set(columns.map((column) => column.values.length))).toEqual(new Set([rows.length]));
      expect(rows.every((row, index) => index === 0 || row > rows[index - 1]!)).toBe(true);
    }
  });

  it('are one file per region beside four small ones', () => {
    const regionFiles = readdirSync(join(committed, 'ec2')).sort();
    expect(regionFiles).toEqual(readDataFile('regions').map((region) => `${region}.json`));
  });
});

describe.skipIf(!existsSync(figures))('compile-catalog', () => {
  it('compiles the figures to the committed bytes', async () => {
    const files = await compileCatalog(figures);
    const names = readdirSync(committed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(names).toHaveLength(files.size);
    for (const [path, text] of files) {
      expect(readFileSync(join(committed, path), 'utf8') === text, `${path} is what the figures compile to`).toBe(true);
    }
  });
});
