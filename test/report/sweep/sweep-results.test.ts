import { describe, expect, it } from 'vitest';
import {
  burdens,
  COST,
  cellsOf,
  estimates,
  labelText,
  objectiveText,
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
    expect(estimates(results, points, COST)[0]).toMatchObject({ count: 2, mean: 100 });
    expect(estimates(results, points, COST)[0]!.halfWidth).toBeCloseTo(25.41, 2);
    expect(estimates(results, points, { name: 'pendingSecondsP95' })).toEqual(points.map(() => null));
    expect(estimates(results, points, { name: 'unknown' })).toEqual(points.map(() => null));
  });

  it('has what users bear at any point: not what nobody measured, nor the unavailability of what was always there', () => {
    const withAvailability = (percents: readonly number[]) => {
      const cells = cellsOf(results, 'status')!.map((_, row) => percents[row % percents.length]);
      return { ...results, columns: [...results.columns, { name: 'availabilityPercent', cells }] };
    };
    const labelsOf = (of: typeof results) => burdens(of, points).map(({ label }) => label);
    expect(labelsOf(results)).toEqual(['Latency p99']);
    expect(labelsOf(withAvailability([100]))).toEqual(['Latency p99']);
    expect(labelsOf(withAvailability([100, 99]))).toEqual(['Latency p99', 'Unavailability']);
    const [, unavailability] = burdens(withAvailability([100, 99]), points);
    expect(estimates(withAvailability([100, 99]), points, unavailability)[0]).toMatchObject({ mean: 0.5 });
  });

  it('shows a small part of a percent by its digits', () => {
    const unavailability = { name: 'x', label: 'Unavailability', unit: 'percent' } as const;
    expect([0, 0.0123, 0.1, 38].map((value) => objectiveText(value, unavailability))).toEqual([
      '0.0%',
      '0.012%',
      '0.1%',
      '38.0%',
    ]);
    expect(objectiveText(0.0123, COST)).toBe('$0.01');
  });

  it('names a point by its values', () => {
    expect(pointText(results.axes, points[4])).toBe('strategy spread, tasks 2');
    expect([labelText(null), labelText(true)]).toEqual(['-', 'true']);
  });
});
