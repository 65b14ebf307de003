import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { ArrivalFile } from '../../../../src/sim/controllers/tasks/arrival-file.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { ArrivalFileInput } from '../../../../src/sim/state/input/arrivals.ts';
import { constant, definition, input, source } from '../../builders.ts';

/** Arrival, duration, size. */
type Row = readonly [number, number, number];

function fileOf(runs: readonly (readonly Row[])[], parts: Partial<ArrivalFileInput> = {}): ArrivalFileInput {
  const path = join(mkdtempSync(join(tmpdir(), 'plimsoll-arrivals-')), 'arrivals');
  writeFileSync(path, Float64Array.from(runs.flat(2)));
  const lengths = runs.map(({ length }) => length);
  return { kind: 'file', path, runs: lengths, firstMs: 0, isTimed: true, taskDefinitionOfSize: null, ...parts };
}

function inOrder(file: ArrivalFile): number[] {
  const rows: number[] = [];
  for (let row = file.next(); row !== NONE; row = file.next()) rows.push(row);
  return rows;
}

/** Rows that arrive in that order, `step` ms apart. */
const every = (step: number, count: number): Row[] =>
  Array.from({ length: count }, (_, row) => [row * step, row, 0] as const);

describe('arrivals in a file', () => {
  it('come in order over all runs, of one instant those of the earlier run first', () => {
    const file = new ArrivalFile(
      fileOf([
        [
          [2, 0, 0],
          [7, 0, 0],
        ],
        [
          [1, 0, 0],
          [2, 0, 0],
          [9, 0, 0],
        ],
      ]),
    );
    expect(inOrder(file)).toEqual([2, 0, 3, 1, 4]);
    expect(file.next()).toBe(NONE);
  });

  it('are more than a block holds, and each can be asked for again', () => {
    const rows = every(10, 10_000);
    const file = new ArrivalFile(fileOf([rows], { firstMs: 5 }));
    expect(inOrder(file)).toEqual([...rows.keys()]);
    expect([0, 4095, 4096, 9999].map((row) => [file.atMs(row), file.durationMs(row)])).toEqual([
      [-5, 0],
      [40_945, 4095],
      [40_955, 4096],
      [99_985, 9999],
    ]);
  });

  it('say duration and definition where the trace does', () => {
    const rows: Row[] = [[0, 60, 1]];
    const sized = new ArrivalFile(fileOf([rows], { taskDefinitionOfSize: Int32Array.of(8, 9) }));
    expect([sized.durationMs(0), sized.taskDefinition(0)]).toEqual([60, 9]);
    const plain = new ArrivalFile(fileOf([rows], { isTimed: false }));
    expect([plain.durationMs(0), plain.taskDefinition(0)]).toEqual([Number.NaN, NONE]);
  });

  it('that end early are a defect of ours', () => {
    const file = new ArrivalFile({ ...fileOf([every(1, 2)]), runs: [3] });
    expect(() => file.next()).toThrow('shorter than its runs');
  });

  it('give a run of the same bytes as a list of them, tasks that are refused and retried included', () => {
    const rows = Array.from({ length: 9000 }, (_, row): Row => [row * 400, 1000 + (row % 7) * 2000, row % 2]);
    const run = (arrivals: Parameters<typeof source>[0]) =>
      simulate(
        input({
          taskDefinitions: [definition(), definition({ cpuUnits: 512 })],
          taskSources: [
            source({ capacity: { launchType: 'EC2' }, durationMs: constant(0), retryMs: 7000, ...arrivals }),
          ],
          record: { ...input().record, keepPlacements: false },
        }),
      );
    const listed = run({
      arrivals: {
        kind: 'list',
        atMs: Float64Array.from(rows, ([atMs]) => atMs),
        durationMs: Float64Array.from(rows, ([, durationMs]) => durationMs),
        taskDefinition: Int32Array.from(rows, ([, , size]) => 1 - size),
      },
    });
    const odd = rows.filter((_, row) => row % 3 === 1);
    const rest = rows.filter((_, row) => row % 3 !== 1);
    const filed = run({ arrivals: fileOf([odd, rest], { taskDefinitionOfSize: Int32Array.of(1, 0) }) });
    expect(listed.counters.runTaskFailures[0]).toBeGreaterThan(0);
    expect(filed).toEqual(listed);
  });
});
