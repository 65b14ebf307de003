import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ArrivalRows, type SortedRows } from '../../../src/scenario/loads/arrival-rows.ts';

type Row = readonly [number, number, number];

/** All files of a process lie in one folder; the process of a test is ended without an exit. */
let folder: string | undefined;
afterAll(() => folder !== undefined && rmSync(folder, { recursive: true }));

function collect(rows: readonly Row[], held?: number): SortedRows {
  const collected = new ArrivalRows(held);
  for (const row of rows) collected.add(...row);
  return collected.finish();
}

function rowsOf(values: Float64Array): Row[] {
  return Array.from(
    { length: values.length / 3 },
    (_, row) => [...values.subarray(row * 3, row * 3 + 3)] as unknown as Row,
  );
}

/** Runs of rows as they lie in a file. */
function runsOf(sorted: SortedRows): Row[][] {
  if (!('path' in sorted)) throw new Error('no file was written');
  folder = dirname(sorted.path);
  const rows = rowsOf(new Float64Array(new Uint8Array(readFileSync(sorted.path)).buffer));
  const ends = sorted.runs.map((_, run) => sorted.runs.slice(0, run + 1).reduce((sum, count) => sum + count, 0));
  return ends.map((end, run) => rows.slice(end - sorted.runs[run]!, end));
}

describe('the rows of a trace', () => {
  it('are in order of arrival, those of one instant as they were added', () => {
    const sorted = collect([
      [5, 1, 0],
      [3, 2, 0],
      [5, 3, 1],
      [3, 4, 1],
    ]);
    expect('values' in sorted && rowsOf(sorted.values)).toEqual([
      [3, 2, 0],
      [3, 4, 1],
      [5, 1, 0],
      [5, 3, 1],
    ]);
  });

  it('are on disk in sorted runs where there are more than are held; none is lost', () => {
    const rows = fc.array(fc.tuple(fc.nat(9), fc.nat(), fc.nat(3)), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(rows, (all) => {
        const runs = runsOf(collect(all, 3));
        for (const run of runs) expect(run.map(([at]) => at)).toEqual(run.map(([at]) => at).sort((a, b) => a - b));
        const inOrder = [...runs.flat()].sort((a, b) => a[0] - b[0]);
        expect(inOrder).toEqual([...all].sort((a, b) => a[0] - b[0]));
      }),
    );
  });

  it('that come in order are one run, whatever is held', () => {
    const rows = Array.from({ length: 10 }, (_, at): Row => [at >> 1, at, 0]);
    expect(runsOf(collect(rows, 3))).toEqual([rows]);
  });

  it('may be none', () => {
    expect(collect([])).toEqual({ values: new Float64Array() });
  });

  it('leave a file behind until the process ends', () => {
    const sorted = collect(
      Array.from({ length: 4 }, (): Row => [0, 0, 0]),
      2,
    );
    expect('path' in sorted && existsSync(sorted.path)).toBe(true);
    expect(process.listenerCount('exit')).toBeGreaterThan(0);
  });
});
