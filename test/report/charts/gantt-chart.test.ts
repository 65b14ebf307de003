import { describe, expect, it } from 'vitest';
import { type GanttRow, ganttChart } from '../../../src/report/charts/gantt-chart.ts';
import { pageSpec } from '../../../src/report/charts/theme.ts';
import { timeBase } from '../../../src/report/charts/time-base.ts';
import { warningsOf } from '../vega-expressions.ts';

const base = timeBase({ startEpochMs: 0, durationMs: 40_000, bucketMs: 10_000, bucketCount: 4 }, 10);
const row = (label: string): GanttRow => ({
  label,
  parts: [
    { state: 0, fromMs: 0, toMs: 5000, text: label },
    { state: 1, fromMs: 5000, toMs: 40_000, text: label },
    { state: 0, fromMs: 40_000, toMs: 40_000, text: label },
  ],
});
const chartOf = (rows: readonly GanttRow[]) =>
  ganttChart({
    title: 'Lives',
    subtitle: 'two',
    description: 'Lives.',
    states: [
      { label: 'launching', colour: '#000000' },
      { label: 'active', colour: '#ffffff' },
    ],
    base,
    rows,
  });

describe('ganttChart', () => {
  it('has a part for each stretch of a row that has a length', () => {
    const { parts } = chartOf([row('i-1'), row('i-2')]).datasets;
    expect(parts).toMatchObject({
      row: [0, 0, 1, 1],
      t: [0, 5, 0, 5],
      end: [5, 40, 5, 40],
      state: ['launching', 'active', 'launching', 'active'],
    });
  });

  it('names rows while there is room, and only then', () => {
    const many = Array.from({ length: 60 }, (_, i) => row(`i-${i}`));
    expect(JSON.stringify(chartOf([row('i-1')]).spec)).toContain('labelExpr":"[\\"i-1\\"]');
    expect(JSON.stringify(chartOf(many).spec)).not.toContain('i-59');
  });

  it('compiles without a warning', () => {
    expect(warningsOf({ ...pageSpec(chartOf([row('i-1')])), width: 100 })).toEqual([]);
  });
});
