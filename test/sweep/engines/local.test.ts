import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/sweep/bundle.ts';
import type { Work } from '../../../src/sweep/engines/engine.ts';
import { localEngine } from '../../../src/sweep/engines/local.ts';
import { PointEvaluator } from '../../../src/sweep/evaluate-point.ts';
import type { Outcome } from '../../../src/sweep/outcome.ts';
import { readSweepFile } from '../../../src/sweep/read-sweep.ts';
import { SMALL_SECTION, writeSweep } from '../small-sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-local-'));
let work: Work;

beforeAll(async () => {
  const { bundle, bundleDigest, points } = await readSweepFile(writeSweep(folder, SMALL_SECTION));
  const jobs = points.map(({ overrides }, row) => ({ row, overrides, seed: '7' }));
  work = { bundle, bundleDigest, engineVersion: '0', jobs };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { signal } = new AbortController();

describe('the threads of this machine', () => {
  it('do every run once', async () => {
    const outcomes: [number, Outcome][] = [];
    await localEngine(2)(work, {
      signal,
      onNote: () => undefined,
      onOutcome: async (row, outcome) => void outcomes.push([row, outcome]),
    });
    const evaluator = new PointEvaluator(parseBundle(work.bundle));
    const expected = work.jobs.map(({ overrides, row, seed }) => [row, evaluator.evaluate(overrides, seed)]);
    expect(outcomes.sort(([a], [b]) => a - b)).toEqual(expected);
  });

  it('stop when they are told to, with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const onOutcome = async () => controller.abort(reason);
    const running = localEngine(1)(work, { signal: controller.signal, onNote: () => undefined, onOutcome });
    await expect(running).rejects.toBe(reason);
  });

  it('give up a run that a thread cannot do, and go on', async () => {
    const notes: string[] = [];
    await localEngine(1)(
      { ...work, bundle: '{}', jobs: work.jobs.slice(0, 2) },
      { signal, onNote: (note) => notes.push(note), onOutcome: () => Promise.reject(new Error('no outcome expected')) },
    );
    expect(notes).toEqual([
      expect.stringMatching(/^Row 0 was given up: /),
      expect.stringMatching(/^Row 1 was given up: /),
    ]);
  });

  it('end where an outcome cannot be kept', async () => {
    const onOutcome = () => Promise.reject(new Error('disk full'));
    await expect(localEngine(2)(work, { signal, onNote: () => undefined, onOutcome })).rejects.toThrow('disk full');
  });
});
