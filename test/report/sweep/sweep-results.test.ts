import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  delays,
  estimates,
  labelText,
  pointText,
  sweepPoints,
} from '../../../src/report/sweep/sweep-results.ts';
import { emptyResults, handMadeResults } from './results.ts';

const results = handMadeResults();
const points = sweepPoints(results);

describe('the table by points', () => {
  it('has each point once, with its replications', () => {
    expect(points).toHaveLength(6);
    expect(points[4]).toEqual({ point: 4, labels: ['spread', 2], rows: [8, 9] });
  });

  it('leaves out rows without figures, and points that have no other', () => {
    expect(sweepPoints(emptyResults())).toEqual([]);
    const statuses = cellsOf(results, 'status')!.map((status, row) => (row < 3 ? 'failed' : status));
    const columns = results.columns.map((column) =>
      column.name === 'status' ? { ...column, cells: statuses } : column,
    );
    expect(sweepPoints({ ...results, columns }).map(({ rows }) => rows.length)).toEqual([1, 2, 2, 2, 2]);
  });

  it('has the mean of a figure over the replications, with its interval', () => {
    // 98 and 102: t(0.975, 1) = 12.706, s = 2.828, so 25.41.
    expect(estimates(results, points, 'usdPerMonth')[0]).toMatchObject({ count: 2, mean: 100 });
    expect(estimates(results, points, 'usdPerMonth')[0]!.halfWidth).toBeCloseTo(25.41, 2);
    expect(estimates(results, points, 'pendingSecondsP95')).toEqual(points.map(() => null));
    expect(estimates(results, points, 'unknown')).toEqual(points.map(() => null));
  });

  it('has the delays that any point has', () => {
    expect(delays(results, points).map(({ name }) => name)).toEqual(['latencyMsP99']);
  });

  it('names a point by its values', () => {
    expect(pointText(results.axes, points[4])).toBe('strategy spread, tasks 2');
    expect([labelText(null), labelText(true)]).toEqual(['-', 'true']);
  });
});
