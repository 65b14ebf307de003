import { describe, expect, it } from 'vitest';
import { barChart } from '../../../src/report/charts/bar-chart.ts';

const rows = [
  { label: 'general', value: '$30.00' },
  { label: 'FARGATE', value: '$5.00' },
];
const chartOf = (segments: Parameters<typeof barChart>[0]['segments']) =>
  barChart({ title: 'Cost', description: 'Cost.', unit: 'USD', rows, segments, width: 'full', isEssential: true });

describe('barChart', () => {
  it('sets the segments of a row end to end', () => {
    const { segments } = chartOf([
      { label: 'used', colour: '#111111', values: [10, 5] },
      { label: 'wasted', colour: '#222222', values: [20, 0] },
    ]).datasets;
    expect(segments.low).toEqual([0, 0, 10, 5]);
    expect(segments.high).toEqual([10, 5, 30, 5]);
    expect(segments.name).toEqual(['general', 'FARGATE', 'general', 'FARGATE']);
  });

  it('has a legend only where there are segments to tell apart', () => {
    const one = { label: 'used', colour: '#111111', values: [10, 5] };
    expect(chartOf([one, { label: 'wasted', colour: '#222222', values: [0, 0] }]).legend).toEqual([]);
    expect(chartOf([one, { label: 'wasted', colour: '#222222', values: [1, 0] }]).legend).toHaveLength(2);
  });
});
