import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { processIo } from '../../src/scenario/read/files.ts';
import { parseBundle } from '../../src/sweep/bundle.ts';
import { readSweepFile } from '../../src/sweep/read-sweep.ts';
import { SMALL_SECTION, sweepScenario, writeSweep } from './small-sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-sweep-'));
const file = writeSweep(folder, SMALL_SECTION);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a sweep is read', () => {
  it('with its points, its seeds, and every file it needs', async () => {
    const sweep = await readSweepFile(file);
    expect(sweep.name).toBe('small-sweep');
    expect(sweep.description).toBe('A few tasks for ten minutes');
    expect(sweep.points).toHaveLength(10);
    expect(sweep.manifest.points[0]).toEqual({ labels: { tasks: 1, strategy: 'binpack' }, seeds: ['7', '7-r2'] });
    expect(Object.keys(parseBundle(sweep.bundle).files)).toEqual(['definitions/web.json', 'load.csv', 'sweep.yaml']);
    expect(sweep.notes).toEqual([]);
  });

  it('alike wherever its folder stands: the digest depends on what is in the files', async () => {
    const other = mkdtempSync(join(tmpdir(), 'plimsoll-sweep-'));
    const moved = await readSweepFile(writeSweep(other, SMALL_SECTION));
    const { manifest } = await readSweepFile(file);
    expect(moved.manifest).toEqual(manifest);
    const changed = { ...processIo, readFile: (path: string) => processIo.readFile(path).replace('0.6', '0.7') };
    expect((await readSweepFile(file, changed)).manifest.digest).not.toBe(manifest.digest);
    rmSync(other, { recursive: true });
  });

  it('tells how many samples are alike', async () => {
    const section = 'latinHypercube: 8\naxes: [{ path: clusters.shop.services.web.desiredCount, values: [1, 2] }]';
    const io = { ...processIo, readStandardInput: () => Promise.resolve(sweepScenario(section)) };
    const inFolder = {
      ...io,
      readFile: (path: string) => processIo.readFile(join(folder, path)),
    };
    const { notes, points } = await readSweepFile('-', inFolder);
    expect(points).toHaveLength(2);
    expect(notes).toEqual(['Of 8 points drawn 6 are like another: 2 are run.']);
  });
});
