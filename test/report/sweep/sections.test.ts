import { describe, expect, it } from 'vitest';
import type { Block, Chart, Table } from '../../../src/report/report.ts';
import { axisTitle, SWEEP_SECTIONS } from '../../../src/report/sweep/sections.ts';
import { COST } from '../../../src/report/sweep/sweep-results.ts';
import { viewOf } from '../../../src/report/sweep/sweep-view.ts';
import { emptyResults, handMadeResults, resultsWithRejections } from './results.ts';

const view = viewOf(handMadeResults());
const build = (id: string, of = view) => SWEEP_SECTIONS.find((section) => section.id === id)!.build(of);
const tables = (blocks: readonly Block[]) => blocks.filter((block): block is Table => block.kind === 'table');
const charts = (blocks: readonly Block[]) => blocks.filter((block): block is Chart => block.kind === 'chart');
const texts = (table: Table) => table.rows.map((row) => row.map(({ text }) => text));

describe('the report of a sweep', () => {
  it('opens with the cheapest and the dearest point, and how many are worth a look', () => {
    const [headline] = build('headline');
    expect(headline).toMatchObject({
      figures: [
        { label: 'Points', value: '6', detail: '12 runs' },
        { value: '$100.00', detail: 'strategy binpack, tasks 1' },
        { value: '$350.00', detail: 'strategy spread, tasks 3' },
        { label: 'Worth a look', value: '4', detail: 'points that no other beats in cost and latency p99 (4)' },
      ],
    });
  });

  it('shows every point by cost and delay, and lists those that no other beats', () => {
    const blocks = build('comparison');
    expect(charts(blocks)[0].datasets.front.x).toEqual([100, 150, 250, 350]);
    expect(charts(blocks)[0].datasets.others.y).toEqual([450, 300]);
    expect(texts(tables(blocks)[0]).map((row) => row.slice(0, 5))).toEqual([
      ['0', 'binpack', '1', '$100.00 ± $25.41', '900 ms'],
      ['3', 'spread', '1', '$150.00 ± $25.41', '450 ms'],
      ['4', 'spread', '2', '$250.00 ± $25.41', '225 ms'],
      ['5', 'spread', '3', '$350.00 ± $25.41', '150 ms'],
    ]);
  });

  it('tells how much the cheapest point serves, and weighs cost against what is not served', () => {
    const rejecting = viewOf(resultsWithRejections());
    expect(build('headline', rejecting)[0]).toMatchObject({
      figures: [
        { label: 'Points' },
        { label: 'Cheapest per month', detail: 'strategy binpack, tasks 1; availability 40.0%' },
        { label: 'Dearest per month', detail: 'strategy spread, tasks 3; availability 99.995%' },
        // The front of latency has points 0, 3, 4 and 5, that of unavailability 0 and 1.
        {
          value: '5',
          detail: 'points that no other beats in cost and latency p99 (4), or cost and unavailability (2)',
        },
      ],
    });
    const blocks = build('comparison', rejecting);
    expect(charts(blocks)[1].datasets.front.y).toEqual([60, expect.closeTo(0.005, 9)]);
    expect(charts(blocks)[1].description).toContain('from $100.00 with 60.0% to $200.00 with 0.005%');
    expect(texts(tables(blocks)[1])).toEqual([
      ['0', 'binpack', '1', '$100.00 ± $25.41', '40.0%'],
      ['1', 'binpack', '2', '$200.00 ± $25.41', '99.995%'],
    ]);
  });

  it('shows what each axis does to cost and delay, the one that does most first', () => {
    const blocks = build('main-effects');
    expect(blocks.filter(({ kind }) => kind === 'heading')).toEqual([
      { kind: 'heading', text: 'Cost per month' },
      { kind: 'heading', text: 'Latency p99' },
    ]);
    expect(charts(blocks).map(({ title }) => title)).toEqual(['tasks', 'strategy', 'tasks', 'strategy']);
    expect(texts(tables(blocks)[0])).toEqual([
      ['tasks', '$200.00', '1: $125.00', '3: $325.00'],
      ['strategy', '$50.00', 'binpack: $200.00', 'spread: $250.00'],
    ]);
  });

  it('has every point as a line', () => {
    expect(charts(build('parallel'))).toHaveLength(1);
  });

  it('says of how many runs there are no figures, and why', () => {
    expect(tables(build('assumptions'))).toEqual([]);
    expect(texts(tables(build('assumptions', viewOf(emptyResults())))[0])).toEqual([['12', 'invalid: too large']]);
  });

  it('of a sweep without figures says so, and draws nothing', () => {
    const empty = viewOf(emptyResults());
    expect(build('headline', empty)).toEqual([expect.objectContaining({ kind: 'note', tone: 'warning' })]);
    for (const id of ['comparison', 'main-effects', 'parallel']) expect(build(id, empty)).toEqual([]);
  });

  it('has no effect of an axis with one value', () => {
    const columns = handMadeResults().columns.map((column) =>
      column.name === 'strategy' ? { ...column, cells: column.cells.map(() => 'binpack') } : column,
    );
    const blocks = build('main-effects', viewOf(handMadeResults({ columns })));
    expect(charts(blocks).map(({ title }) => title)).toEqual(['tasks', 'tasks']);
  });
});

it('the title of an axis of a chart has its unit', () => {
  expect(axisTitle(COST)).toBe('Cost per month (USD)');
});
