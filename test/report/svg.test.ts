import { describe, expect, it } from 'vitest';
import { standaloneSpec } from '../../src/report/charts/theme.ts';
import { buildReport } from '../../src/report/registry.ts';
import { summarise } from '../../src/report/summary.ts';
import { drawSvgs } from '../../src/report/svg.ts';
import { warningsOf } from './vega-expressions.ts';
import { sideBySideRun } from './weeks.ts';

const run = sideBySideRun();
const charts = buildReport(run, summarise(run)).sections.flatMap(({ blocks }) =>
  blocks.filter((block) => block.kind === 'chart'),
);

describe('drawSvgs', () => {
  it('draws nothing of nothing', async () => {
    expect(await drawSvgs([])).toEqual([]);
  });

  it('draws every chart of a run whole, with its words, in plain colours', async () => {
    const svgs = await drawSvgs(charts);
    svgs.forEach((svg, i) => {
      expect(svg.startsWith('<svg ')).toBe(true);
      expect(svg).toContain(charts[i].title);
      expect(svg).not.toMatch(/NaN|undefined|var\(--/);
    });
    expect(svgs.length).toBe(charts.length);
  });

  it('gives the same bytes each time, whatever was drawn before', async () => {
    const [first] = await drawSvgs(charts.slice(0, 1));
    const again = await drawSvgs(charts.slice(0, 4));
    expect(again[0]).toBe(first);
  });

  it('rounds places to hundredths of a pixel', async () => {
    const [svg] = await drawSvgs(charts.filter(({ datasets }) => 'points' in datasets).slice(0, 1));
    const paths = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path);
    expect(paths.join(' ')).toMatch(/\d\.\d\d/);
    expect(paths.join(' ')).not.toMatch(/\d\.\d{3}/);
  });

  it('leaves the numbers in words as they are', async () => {
    const chart = { ...charts[0], title: 'a rate of $0.004445' };
    expect((await drawSvgs([chart]))[0]).toContain('>a rate of $0.004445</text>');
  });

  it('passes on why a chart cannot be drawn', async () => {
    const chart = {
      ...charts[0],
      spec: { layer: [{ mark: 'bar', encoding: { x: { field: 'x', type: 'unheard' } } }] },
    };
    await expect(drawSvgs([chart])).rejects.toThrow(/Invalid field type/);
  });

  it('leaves nothing of Vega in the global scope', async () => {
    await drawSvgs(charts.slice(0, 1));
    expect(Object.keys(globalThis).filter((name) => name.startsWith('vega'))).toEqual([]);
  });

  it.each(charts.map((chart) => [chart.title, chart]))('%s compiles without a warning', (_title, chart) => {
    expect(warningsOf(standaloneSpec(chart))).toEqual([]);
  });
});
