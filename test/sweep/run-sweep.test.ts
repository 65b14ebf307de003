import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/sweep/engines/engine.ts';
import { localEngine } from '../../src/sweep/engines/local.ts';
import { readSweepFile, type Sweep } from '../../src/sweep/read-sweep.ts';
import { type RunSweepOptions, runSweep, type SweepProgress } from '../../src/sweep/run-sweep.ts';
import { SMALL_SECTION, writeSweep } from './small-sweep.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-run-'));
const { signal } = new AbortController();
let sweep: Sweep;
let reference: Map<string, Buffer>;
let folders = 0;
const newFolder = () => join(root, `f${folders++}`);

const run = (directory: string, options: Partial<RunSweepOptions> = {}) =>
  runSweep(sweep, { directory, isResumed: true, engine: localEngine(1), signal, ...options });

/** Every file of a folder, the lock of a process that ended aside. */
function filesOf(directory: string): Map<string, Buffer> {
  return new Map(
    readdirSync(directory)
      .sort()
      .map((name) => [name, readFileSync(join(directory, name))]),
  );
}

/** Does so many of the runs. */
function engineFor(count: number): Engine {
  return (work, reception) => localEngine(1)({ ...work, jobs: work.jobs.slice(0, count) }, reception);
}

beforeAll(async () => {
  sweep = await readSweepFile(writeSweep(join(root, 'scenario'), SMALL_SECTION));
  const directory = newFolder();
  await run(directory);
  reference = filesOf(directory);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a sweep', () => {
  it('ends in the same files, byte for byte, on one thread and on several', async () => {
    const directory = newFolder();
    const result = await run(directory, { engine: localEngine(3) });
    expect(result).toEqual({ rowCount: 20, doneCount: 20, earlierCount: 0, invalidCount: 0, failures: [] });
    expect(filesOf(directory)).toEqual(reference);
  });

  it('ends in the same files when it was done in parts, and does no run twice', async () => {
    const directory = newFolder();
    const done: number[] = [];
    for (const count of [3, 8, 20]) {
      await run(directory, {
        engine: async (work, reception) => {
          done.push(...work.jobs.slice(0, count).map(({ row }) => row));
          await engineFor(count)(work, reception);
        },
      });
    }
    expect(done.sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    expect(filesOf(directory)).toEqual(reference);
  });

  it('is incomplete, and has no table, while rows are missing', async () => {
    const directory = newFolder();
    expect(await run(directory, { engine: engineFor(4) })).toMatchObject({ rowCount: 20, doneCount: 4 });
    expect(readdirSync(directory)).not.toContain('results.parquet');
  });

  it('keeps its finished rows when it is interrupted', async () => {
    const directory = newFolder();
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = ({ doneCount }: SweepProgress) => {
      if (doneCount === 5) controller.abort(reason);
    };
    await expect(run(directory, { signal: controller.signal, onProgress })).rejects.toBe(reason);
    const { earlierCount } = await run(directory);
    expect(earlierCount).toBeGreaterThanOrEqual(5);
    expect(filesOf(directory)).toEqual(reference);
  });

  it('that is finished has nothing left to do', async () => {
    const directory = newFolder();
    await run(directory);
    const refuse = () => Promise.reject(new Error('nothing to do'));
    expect(await run(directory, { engine: refuse })).toMatchObject({ rowCount: 20, doneCount: 20 });
  });

  it('tells of points that are no valid scenario, and of defects', async () => {
    const outcomes = [
      { status: 'invalid', message: 'no' },
      { status: 'failed', message: 'broken' },
    ] as const;
    const engine: Engine = async ({ jobs }, { onOutcome }) => {
      for (const { row } of jobs) await onOutcome(row, outcomes[row % 2]);
    };
    const result = await run(newFolder(), { engine });
    expect(result).toMatchObject({ doneCount: 20, invalidCount: 10, failures: ['broken'] });
  });
});
