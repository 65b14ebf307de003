import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  JOURNAL_FILE,
  MANIFEST_FILE,
  type Manifest,
  openResultsFolder,
  readManifest,
  rowKeys,
  TABLE_FILE,
} from '../../../src/sweep/store/results-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-results-'));
let folders = 0;
const newFolder = () => join(root, `f${folders++}`);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const manifest: Manifest = {
  format: 1,
  name: 'shop',
  engine: { name: 'plimsoll', version: '1.2.3' },
  digest: 'a'.repeat(64),
  axes: ['tasks'],
  points: [
    { labels: { tasks: 1 }, seeds: ['7', '7-r2'] },
    { labels: { tasks: 2 }, seeds: ['7', '7-r2'] },
  ],
};
const entry = { row: 2, outcome: { status: 'done', figures: { usd: 1 } } } as const;

/** As a process leaves it that was stopped after one row. */
async function begun(): Promise<string> {
  const path = newFolder();
  const folder = await openResultsFolder(path, manifest, false);
  await folder.append(entry);
  await folder.close();
  return path;
}

async function finished(): Promise<string> {
  const path = await begun();
  const folder = await openResultsFolder(path, manifest, true);
  await folder.finish(new Map([[TABLE_FILE, 'table']]));
  await folder.close();
  return path;
}

describe('a results folder', () => {
  it('is made where there is none, and says whose results it holds', async () => {
    const path = await begun();
    expect(readdirSync(path).sort()).toEqual([JOURNAL_FILE, MANIFEST_FILE]);
    expect(await readManifest(path)).toEqual(manifest);
  });

  it('goes on with the rows that are there', async () => {
    const folder = await openResultsFolder(await begun(), manifest, true);
    expect(folder.earlier).toEqual([entry]);
    expect(folder.isFinished).toBe(false);
    await folder.close();
  });

  it('has the table in the place of the journal when it is finished, and nothing is left to do', async () => {
    const path = await finished();
    expect(readdirSync(path).sort()).toEqual([TABLE_FILE, MANIFEST_FILE]);
    const folder = await openResultsFolder(path, manifest, true);
    expect(folder.isFinished).toBe(true);
    await expect(folder.append(entry)).rejects.toThrow();
    await folder.close();
  });

  it('is finished once more when the process was killed between the table and the end of the journal', async () => {
    const path = await begun();
    writeFileSync(join(path, TABLE_FILE), 'half');
    const folder = await openResultsFolder(path, manifest, true);
    expect([folder.isFinished, folder.earlier]).toEqual([false, [entry]]);
    await folder.finish(new Map([[TABLE_FILE, 'whole']]));
    await folder.close();
    expect(readFileSync(join(path, TABLE_FILE), 'utf8')).toBe('whole');
  });

  it('begins where a process was killed before it had said whose results these are', async () => {
    const path = newFolder();
    mkdirSync(path);
    writeFileSync(join(path, '.writing-sweep.json'), '{"for');
    const folder = await openResultsFolder(path, manifest, false);
    expect(folder.earlier).toEqual([]);
    await folder.close();
    expect(await readManifest(path)).toEqual(manifest);
  });

  it('is left alone without --resume', async () => {
    await expect(openResultsFolder(await begun(), manifest, false)).rejects.toThrow(
      /found results of this sweep, begun, expected --resume/,
    );
    await expect(openResultsFolder(await finished(), manifest, false)).rejects.toThrow(/the finished results/);
  });

  it('of another sweep is refused, with both digests', async () => {
    const other = { ...manifest, digest: 'b'.repeat(64) };
    await expect(openResultsFolder(await begun(), other, true)).rejects.toThrow(
      /results of another sweep \(shop, plimsoll 1\.2\.3, digest aaaaaaaaaaaa\), expected digest bbbbbbbbbbbb/,
    );
  });

  it('with foreign files in it is refused', async () => {
    const path = newFolder();
    mkdirSync(path);
    writeFileSync(join(path, 'notes.txt'), '');
    await expect(openResultsFolder(path, manifest, true)).rejects.toThrow(/a directory with "notes.txt"/);
    expect(readdirSync(path)).toEqual(['notes.txt']);
  });

  it('is written by one process at a time', async () => {
    const path = newFolder();
    const folder = await openResultsFolder(path, manifest, false);
    await expect(openResultsFolder(path, manifest, true)).rejects.toThrow(/one process at a time/);
    await folder.close();
  });

  it('cannot stand below a file', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(openResultsFolder(join(root, 'file', 'x'), manifest, false)).rejects.toThrow(/ENOTDIR/);
  });

  it('without sweep.json, or with another format of it, is no results folder', async () => {
    await expect(readManifest(root)).rejects.toThrow(/no sweep.json/);
    const path = newFolder();
    mkdirSync(path);
    writeFileSync(join(path, MANIFEST_FILE), '{"format": 2}');
    await expect(readManifest(path)).rejects.toThrow(/another format/);
    writeFileSync(join(path, MANIFEST_FILE), '{"fo');
    await expect(readManifest(path)).rejects.toThrow(/another format/);
  });
});

it('rows are the replications of the first point, then of the second', () => {
  expect(rowKeys(manifest)).toEqual([
    { point: 0, replication: 0, seed: '7', labels: { tasks: 1 } },
    { point: 0, replication: 1, seed: '7-r2', labels: { tasks: 1 } },
    { point: 1, replication: 0, seed: '7', labels: { tasks: 2 } },
    { point: 1, replication: 1, seed: '7-r2', labels: { tasks: 2 } },
  ]);
});
