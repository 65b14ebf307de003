import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/report/report.ts';
import { parallelBlocks } from '../../../src/report/sweep/parallel.ts';
import { viewOf } from '../../../src/report/sweep/sweep-view.ts';
import { emptyResults, handMadeResults, resultsWithRejections } from './results.ts';

const [chart] = parallelBlocks(viewOf(handMadeResults())) as Chart[];
const { lines, ticks } = chart.datasets;
const pointsOf = (line: number) =>
  lines.line.flatMap((one, index) => (one === line ? [[lines.axis[index], lines.share[index]]] : []));

describe('the parallel coordinates', () => {
  it('lead a line through the values of a point and what they come to: least at the foot, most at the head', () => {
    // Cost from 100 to 350, latency from 150 to 900.
    expect(pointsOf(0)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 1],
    ]);
    expect(pointsOf(4)).toEqual([
      [0, 1],
      [1, 0.5],
      [2, 0.6],
      [3, 0.1],
    ]);
  });

  it('name values, and the least, middle and most of figures', () => {
    const textsOf = (axis: number) => ticks.text.filter((_, index) => ticks.axis[index] === axis);
    expect(textsOf(0)).toEqual(['binpack', 'spread']);
    expect(textsOf(1)).toEqual(['1', '2', '3']);
    expect(textsOf(2)).toEqual(['$100.00', '$225.00', '$350.00']);
  });

  it('put a figure of a wide range by its logarithm', () => {
    const rejecting = parallelBlocks(viewOf(resultsWithRejections())) as Chart[];
    const { ticks: marks } = rejecting[0].datasets;
    const texts = marks.text.filter((_, index) => marks.axis[index] === 4);
    // The middle of 0.005 and 60 is the root of their product: 0.548.
    expect(texts).toEqual(['0.005%', '0.5%', '60.0%']);
  });

  it('mark the points that no other beats', () => {
    expect(new Set(lines.line.filter((_, index) => lines.front[index] === 1))).toEqual(new Set([0, 3, 4, 5]));
  });

  it('have an axis without spread in the middle, and none where a figure is not known', () => {
    const columns = handMadeResults().columns.map((column) =>
      column.name === 'tasks' ? { ...column, cells: column.cells.map(() => 0) } : column,
    );
    const flat = parallelBlocks(viewOf(handMadeResults({ columns }))) as Chart[];
    const { axis, share } = flat[0].datasets.lines;
    expect(share.filter((_, index) => axis[index] === 1)).toEqual(Array(6).fill(0.5));
  });

  it('are no picture of less than two points', () => {
    expect(parallelBlocks(viewOf(emptyResults()))).toEqual([]);
  });
});
