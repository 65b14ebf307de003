import { expect, it } from 'vitest';
import { lineChart } from '../../../src/report/charts/line-chart.ts';

const chart = lineChart({
  title: 'Cost against load',
  description: 'Two lines.',
  xTitle: 'tasks',
  unit: 'USD',
  x: [0, 1, 2],
  series: [
    { label: 'EC2', colour: '#000', shape: 'line', values: [0, 1 / 3, null] },
    { label: 'Fargate', colour: '#fff', shape: 'dashed', values: [0, 2, 4] },
  ],
  width: 'full',
  isEssential: true,
});

it('has a column for x and for each line, a gap where nothing is known', () => {
  expect(chart.datasets.points).toEqual({ x: [0, 1, 2], y0: [0, 0.33333, null], y1: [0, 2, 4] });
});

it('draws a layer for each line and one that answers the pointer', () => {
  expect(chart.spec.layer.map(({ params }) => params !== undefined)).toEqual([false, false, true]);
  expect(chart.legend.map(({ label, shape }) => [label, shape])).toEqual([
    ['EC2', 'line'],
    ['Fargate', 'dashed'],
  ]);
});
