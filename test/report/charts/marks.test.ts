import { describe, expect, it } from 'vitest';
import { legibleMarks, markColumns, markLayers, markLegend, type TimeMark } from '../../../src/report/charts/marks.ts';
import { timeBase } from '../../../src/report/charts/time-base.ts';

const base = timeBase({ startEpochMs: 0, durationMs: 40_000, bucketMs: 10_000, bucketCount: 4 }, 10);
const mark = (atMs: number, kind: TimeMark['kind'], text = `${kind} at ${atMs}.`): TimeMark => ({ atMs, kind, text });

describe('marks', () => {
  it('stand at their instant, with what happened', () => {
    expect(markColumns([mark(12_500, 'deployment', 'Version 2.')], base)).toEqual({
      kind: ['deployment'],
      t: [12.5],
      text: ['Version 2.'],
    });
  });

  it('of one kind within one point share a sign, and its text counts those that it cannot hold', () => {
    const marks = [0, 1, 2, 3].map((i) => mark(i * 1000, 'out', `${i}.`));
    const columns = markColumns([...marks, mark(15_000, 'out', 'later.'), mark(2000, 'in', 'back.')], base);
    expect(columns.text).toEqual(['0. … 3. (4 in all)', 'later.', 'back.']);
    expect(markColumns(marks.slice(0, 3), base).text).toEqual(['0. 1. 2.']);
  });

  it('of scaling are left out and counted where they are too many to be told apart', () => {
    const long = timeBase({ startEpochMs: 0, durationMs: 1_000_000, bucketMs: 10_000, bucketCount: 100 }, 100);
    const many = Array.from({ length: 50 }, (_, i) => mark(i * 20_000, 'out'));
    expect(legibleMarks([...many, mark(5, 'deployment')], long)).toEqual({ marks: [mark(5, 'deployment')], left: 50 });
    expect(legibleMarks(many.slice(0, 40), long)).toEqual({ marks: many.slice(0, 40), left: 0 });
  });

  it('have a layer and a key for the kinds that there are; deployments and failures reach through the chart', () => {
    const marks = [mark(0, 'deployment'), mark(0, 'out')];
    const types = markLayers(marks, base).map(({ mark }) => (mark as { type: string }).type);
    expect(types).toEqual(['rule', 'point', 'point']);
    expect(markLegend(marks).map(({ label, shape }) => [label, shape])).toEqual([
      ['deployment', 'diamond'],
      ['scaled out', 'triangle-up'],
    ]);
    expect([markLayers([], base), markLegend([])]).toEqual([[], []]);
  });
});
