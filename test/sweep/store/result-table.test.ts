import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure, Outcome } from '../../../src/sweep/outcome.ts';
import { ResultTable, type RowKey } from '../../../src/sweep/store/result-table.ts';

const keys: RowKey[] = [0, 1, 2].flatMap((point) =>
  ['7', '7-r2'].map((seed, replication) => ({ point, replication, seed, labels: { tasks: point * 10 } })),
);
const done = (figures: Record<string, Figure>): Outcome => ({ status: 'done', figures });
const cellsOf = (table: ResultTable) => Object.fromEntries(table.columns().map(({ name, cells }) => [name, cells]));

describe('the table of results', () => {
  it('has a row per point and replication: keys, labels, status, then every figure', () => {
    const table = new ResultTable(keys, ['tasks']);
    for (const row of keys.keys()) table.add(row, done({ usd: row, latency: row === 0 ? null : row / 2 }));
    expect(cellsOf(table)).toEqual({
      point: [0, 0, 1, 1, 2, 2],
      replication: [0, 1, 0, 1, 0, 1],
      runSeed: ['7', '7-r2', '7', '7-r2', '7', '7-r2'],
      tasks: [0, 0, 10, 10, 20, 20],
      status: Array(6).fill('done'),
      message: Array(6).fill(null),
      usd: [0, 1, 2, 3, 4, 5],
      latency: [null, 0.5, 1, 1.5, 2, 2.5],
    });
  });

  it('is the same whatever the order in which outcomes come, the first of each row counting', () => {
    const outcomes = keys.map((_, row) => done({ [`own${row % 3}`]: row, usd: row, [`late${row}`]: 'x' }));
    const filled = (order: readonly number[]) => {
      const table = new ResultTable(keys, ['tasks']);
      for (const row of order) table.add(row, outcomes[row]);
      return table.columns();
    };
    const inOrder = filled([...keys.keys()]);
    const order = fc.shuffledSubarray([...keys.keys(), ...keys.keys()], { minLength: 12 });
    fc.assert(
      fc.property(order, (shuffled) => {
        expect(filled(shuffled)).toEqual(inOrder);
      }),
    );
  });

  it('leaves out rows without an outcome', () => {
    const table = new ResultTable(keys, ['tasks']);
    table.add(3, done({ usd: 1 }));
    expect(table.filledCount).toBe(1);
    expect([table.has(3), table.has(2)]).toEqual([true, false]);
    expect(cellsOf(table)).toMatchObject({ point: [1], replication: [1], usd: [1] });
  });

  it('tells of points that are no scenario, and of defects, in the column message', () => {
    const table = new ResultTable(keys.slice(0, 3), ['tasks']);
    table.add(0, { status: 'invalid', message: 'too large' });
    table.add(1, { status: 'failed', message: 'broken' });
    table.add(2, done({ usd: 2 }));
    expect(cellsOf(table)).toMatchObject({
      status: ['invalid', 'failed', 'done'],
      message: ['too large', 'broken', null],
      usd: [null, null, 2],
    });
    expect(table.problems()).toEqual({ invalidCount: 1, failures: ['broken'] });
  });

  it('has one kind of cell per column: numbers, true and false, or text', () => {
    const rows = keys.map((key, row) => ({
      ...key,
      labels: { mixed: [1, 'a', null, 2, true, 'b'][row], flag: row > 2 },
    }));
    const table = new ResultTable(rows, ['mixed', 'flag']);
    for (const row of keys.keys()) table.add(row, done({ usd: row }));
    const kinds = Object.fromEntries(table.columns().map(({ kind, name }) => [name, kind]));
    expect(kinds).toMatchObject({ point: 'integer', runSeed: 'text', mixed: 'text', flag: 'boolean', usd: 'number' });
    expect(cellsOf(table).mixed).toEqual(['1', 'a', null, '2', 'true', 'b']);
  });

  it('keeps a figure apart from an axis of the same name', () => {
    const table = new ResultTable(keys.slice(0, 1), ['tasks']);
    table.add(0, done({ tasks: 5 }));
    expect(cellsOf(table)).toMatchObject({ tasks: [0], 'tasks (figure)': [5] });
    const other = new ResultTable(keys.slice(0, 1), ['TASKS']);
    other.add(0, done({ tasks: 5 }));
    expect(cellsOf(other)).toMatchObject({ 'tasks (figure)': [5] });
  });
});
