import { describe, expect, it } from 'vitest';
import type { Chart, Table } from '../../../../src/report/report.ts';
import { blocksHtml } from '../../../../src/report/writers/html/blocks.ts';

const chartOf = (title: string): Chart => ({
  kind: 'chart',
  title,
  subtitle: 'vCPU',
  description: 'CPU over time.',
  legend: [{ label: 'used', colour: 'var(--used, #000000)', shape: 'dashed' }],
  spec: { layer: [] },
  datasets: {},
  width: 'half',
  isEssential: true,
});
const table: Table = {
  kind: 'table',
  caption: 'Costs',
  columns: [
    { title: 'Service', align: 'left' },
    { title: 'USD', align: 'right' },
  ],
  rows: [[{ text: 'web' }, { text: '$1', share: 0.5 }]],
  total: [{ text: 'Total' }, { text: '$1' }],
};

describe('blocksHtml', () => {
  it('puts charts that follow each other in one grid', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(chartOf);
    const note = { kind: 'note', tone: 'plain', lines: ['then'] } as const;
    const placed = [a, b, c].map((chart, i) => ({ id: `cost-${i}`, chart }));
    const text = blocksHtml([a, b, note, c], placed);
    expect(text.match(/<div class="charts">/g)).toHaveLength(2);
    expect(text.indexOf('cost-1')).toBeLessThan(text.indexOf('then'));
    expect(text).toContain('<i class="dashed" style="--key:var(--used, #000000)"></i>used');
  });

  it('has headers for rows and columns, a bar for a share, and the sums in the foot', () => {
    const text = blocksHtml([table], []);
    expect(text).toContain('<th scope="col" class="right">USD</th>');
    expect(text).toContain('<th scope="row" class="left">web</th>');
    expect(text).toContain('<td class="right bar" style="--share:0.500">$1</td>');
    expect(text).toMatch(/<tfoot><tr><th scope="row" class="left">Total/);
  });

  it('folds a table away where it is of details, with the number of its rows', () => {
    expect(blocksHtml([{ ...table, isCollapsed: true }], [])).toContain('<summary>Costs (1 row)</summary>');
  });

  it('writes a figure with its label, value and detail, marked where it warns', () => {
    const figures = [{ label: 'Failures', value: '<3>', detail: 'memory', tone: 'warning' as const }];
    expect(blocksHtml([{ kind: 'headline', title: '', figures }], [])).toBe(
      '<dl class="figures"><div class="figure warning"><dt>Failures</dt><dd>&#60;3&#62;</dd><dd class="detail">memory</dd></div></dl>',
    );
  });
});
