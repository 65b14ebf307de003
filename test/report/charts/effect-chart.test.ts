import { describe, expect, it } from 'vitest';
import { effectChart } from '../../../src/report/charts/effect-chart.ts';
import { drawSvgs } from '../../../src/report/svg.ts';

const chart = effectChart({
  title: 'strategy',
  description: 'x',
  yTitle: 'Cost (USD)',
  effects: [
    { label: 'spread', mean: 2.5, least: 1, most: 4 },
    { label: 'binpack', mean: 2, least: 0.5, most: 3 },
  ],
  domain: [0, 5],
});

describe('the chart of an effect', () => {
  it('has mean and span of each value, in the order that it was given', async () => {
    expect(chart.datasets.effects).toEqual({
      label: ['spread', 'binpack'],
      mean: [2.5, 2],
      least: [1, 0.5],
      most: [4, 3],
    });
    const [svg] = await drawSvgs([chart]);
    expect(svg.indexOf('>spread<')).toBeGreaterThan(0);
    expect(svg.indexOf('>spread<')).toBeLessThan(svg.indexOf('>binpack<'));
  });
});
