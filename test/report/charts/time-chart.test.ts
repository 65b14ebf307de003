import { describe, expect, it } from 'vitest';
import { timeBase } from '../../../src/report/charts/time-base.ts';
import { type TimeChart, timeChart } from '../../../src/report/charts/time-chart.ts';

const base = timeBase({ startEpochMs: 0, durationMs: 5000, bucketMs: 2000, bucketCount: 3 }, 10);
const area = (label: string, values: number[]) => ({ label, colour: '#000000', shape: 'area' as const, values });
const chartOf = (given: Partial<TimeChart>) =>
  timeChart({
    title: 'CPU',
    description: 'CPU over time.',
    unit: 'vCPU',
    base,
    series: [area('reserved', [4, 5, 6]), area('used', [1, 5, 7])],
    width: 'half',
    isEssential: false,
    ...given,
  });

describe('timeChart', () => {
  it('says its unit and the width of its means', () => {
    expect(chartOf({}).subtitle).toBe('vCPU, means of 2 s');
  });

  it('ends the last step where the run ends', () => {
    const { t, end } = chartOf({}).datasets.points;
    expect([t, end]).toEqual([
      [0, 2, 4],
      [2, 4, 5],
    ]);
  });

  it('draws an area in front down to 0 and the one behind down to it, never above itself', () => {
    const { low0, low1 } = chartOf({}).datasets.points;
    expect(low0).toEqual([1, 5, 6]);
    expect(low1).toEqual([0, 0, 0]);
  });

  it('stacks areas one upon the other and leaves lines out of the stack', () => {
    const line = { label: 'desired', colour: '#000000', shape: 'dashed' as const, values: [9, 9, 9] };
    const chart = chartOf({ isStacked: true, series: [area('running', [4, 5, 6]), line, area('pending', [1, 0, 2])] });
    const { low2, high0, high2 } = chart.datasets.points;
    expect([high0, low2, high2]).toEqual([
      [4, 5, 6],
      [4, 5, 6],
      [5, 5, 8],
    ]);
    expect(Object.keys(chart.datasets.points)).not.toContain('low1');
  });

  it('keeps the small multiples of a run on one axis', () => {
    expect(JSON.stringify(chartOf({ yMax: 17 }).spec)).toContain('"domainMax":17');
    expect(JSON.stringify(chartOf({}).spec)).not.toContain('domainMax');
  });

  it('tells all series at once in one tooltip', () => {
    const hover = chartOf({}).spec.layer.find(({ params }) => params !== undefined);
    expect(hover?.encoding.tooltip).toMatchObject([
      { field: 'at' },
      { title: 'reserved (vCPU)' },
      { title: 'used (vCPU)' },
    ]);
  });
});
