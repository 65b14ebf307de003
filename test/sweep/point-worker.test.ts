import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBundle } from '../../src/sweep/bundle.ts';
import { PointEvaluator } from '../../src/sweep/evaluate-point.ts';
import { PointPool } from '../../src/sweep/point-pool.ts';
import runTask, { shareBundle } from '../../src/sweep/point-worker.ts';
import { readSweepFile, type Sweep } from '../../src/sweep/read-sweep.ts';
import { SMALL_SECTION, writeSweep } from './small-sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-worker-'));
let sweep: Sweep;

beforeAll(async () => {
  sweep = await readSweepFile(writeSweep(folder, SMALL_SECTION));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a worker thread', () => {
  it('computes what the evaluator does, of several scenarios by turns', () => {
    const bundles = Array.from({ length: 6 }, (_, index) => {
      const text = sweep.bundle.replace('seed: 7', `seed: ${index}`);
      return { text, shared: shareBundle(`digest ${index}`, text) };
    });
    for (const { shared, text } of [...bundles, ...bundles]) {
      const expected = new PointEvaluator(parseBundle(text)).evaluate([], '9');
      expect(runTask({ bundle: shared, overrides: [], seed: '9' })).toEqual(expected);
    }
  });

  it('gets a bundle in memory that it shares with the others', () => {
    const { bytes } = shareBundle('d', 'ü');
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.from(bytes).toString('utf8')).toBe('ü');
  });

  it('of a pool gives the same as this thread', async () => {
    const pool = new PointPool(2);
    const bundle = shareBundle(sweep.bundleDigest, sweep.bundle);
    const tasks = ['1', '2', '3', '4'].map((seed) => ({ bundle, overrides: sweep.points[3].overrides, seed }));
    expect(await Promise.all(tasks.map((task) => pool.run(task)))).toEqual(tasks.map(runTask));
    await pool.close();
  });
});
