import { expect, it } from 'vitest';
import { compareSummaries } from '../../../../src/report/comparison/comparison-summary.ts';
import { breakEvenBlocks, size } from '../../../../src/report/comparison/sections/break-even.ts';
import { M5, TWO } from '../comparisons.ts';

it('has a row per size and pair, and a chart of cost against load for each size', () => {
  const [table, , chart] = breakEvenBlocks(compareSummaries({ ...TWO, launchTypes: [M5] }));
  expect(table).toMatchObject({ kind: 'table', rows: [{}, {}] });
  expect(JSON.stringify(table)).toContain('shop/web: 1 vCPU, 3.75 GiB');
  if (chart?.kind !== 'chart') throw new Error('no chart');
  const { x, y0 } = chart.datasets.points!;
  expect(x).toHaveLength(25);
  // Five tasks need a second instance.
  expect([y0![4], y0![5]]).toEqual([140.16, 280.32]);
});

it('is not there where variants are no launch types', () => {
  expect(breakEvenBlocks(compareSummaries(TWO))).toEqual([]);
});

it('a size reads as one says it', () => {
  expect(size({ cpuUnits: 256, memoryMiB: 512 })).toBe('0.25 vCPU, 0.5 GiB');
});
