import { expect, it } from 'vitest';
import { comparedFigures, compareSummaries } from '../../../src/report/comparison/comparison-summary.ts';
import {
  comparedCommitmentsTable,
  comparedCostTable,
  comparedFiguresTable,
  replicationsTable,
} from '../../../src/report/comparison/comparison-tables.ts';
import { TWO } from './comparisons.ts';

const comparison = compareSummaries(TWO);
const figures = comparedFigures(TWO);

it('cost.csv has a row per variant and line item, figures.csv one per variant and figure', () => {
  expect([...comparedCostTable(comparison).rows]).toHaveLength(2 * comparison.lineItems.length);
  expect([...comparedFiguresTable(comparison, figures).rows]).toHaveLength(2 * figures.length);
});

it('commitments.csv has a row per variant and way to commit', () => {
  const { header, rows } = comparedCommitmentsTable(comparison);
  const all = [...rows];
  expect(all).toHaveLength(2 * 18);
  expect(header.slice(0, 5)).toEqual(['variant', 'kind', 'years', 'payment', 'discountIsEstimate']);
  expect(all[0]!.slice(0, 5)).toEqual(['baseline', 'compute-savings-plan', 1, 'no', true]);
  expect([...comparedCommitmentsTable({ ...comparison, commitments: undefined }).rows]).toEqual([]);
});

it('every row is as long as its header', () => {
  const tables = [
    comparedCommitmentsTable(comparison),
    comparedCostTable(comparison),
    comparedFiguresTable(comparison, figures),
    replicationsTable(TWO, figures),
  ];
  for (const { header, rows } of tables) {
    for (const row of rows) expect(row).toHaveLength(header.length);
  }
});

it('replications.csv has a row per variant and seed, with every figure', () => {
  const { header, rows } = replicationsTable(TWO, figures);
  const all = [...rows];
  expect(all.map((row) => row.slice(0, 3))).toEqual([
    ['baseline', 1, '7'],
    ['baseline', 2, '7-r2'],
    ['baseline', 3, '7-r3'],
    ['larger', 1, '7'],
    ['larger', 2, '7-r2'],
    ['larger', 3, '7-r3'],
  ]);
  expect(all.map((row) => row[header.indexOf('latencyMsP99')])).toEqual([80, 90, 100, 70, 80, 90]);
});
