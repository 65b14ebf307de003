import { describe, expect, it } from 'vitest';
import { scatterChart } from '../../../src/report/charts/scatter-chart.ts';
import { drawSvgs } from '../../../src/report/svg.ts';

const words = { title: 'Cost against latency', description: 'x', xTitle: 'Cost (USD)', yTitle: 'Latency (ms)' };
const point = (x: number, y: number, isFront = false) => ({ x, y, name: `${x}/${y}`, isFront });

describe('a scatter chart', () => {
  it('has the front from left to right, and the others apart', () => {
    const { datasets } = scatterChart({ ...words, points: [point(3, 1, true), point(2, 9), point(1, 5, true)] });
    expect(datasets.front).toEqual({ x: [1, 3], y: [5, 1], name: ['1/5', '3/1'] });
    expect(datasets.others).toEqual({ x: [2], y: [9], name: ['2/9'] });
  });

  it('of very many points draws the front whole and a part of the others', () => {
    const points = Array.from({ length: 9000 }, (_, index) => point(index, -index, index % 9 === 0));
    const { datasets } = scatterChart({ ...words, points });
    expect(datasets.front.x).toHaveLength(1000);
    expect(datasets.others.x.length).toBeLessThanOrEqual(1500);
    expect(datasets.others.x.length).toBeGreaterThan(1000);
  });

  it('has a logarithmic scale where the largest is more than twenty times the least', () => {
    const scaleOf = (xs: readonly number[]) => {
      const { spec } = scatterChart({ ...words, points: xs.map((x) => point(x, 1)) });
      return (spec.encoding as { x: { scale: { type?: string } } }).x.scale.type;
    };
    expect([scaleOf([1, 20]), scaleOf([1, 21]), scaleOf([0, 21])]).toEqual([undefined, 'log', undefined]);
  });

  it('is drawn', async () => {
    const [svg] = await drawSvgs([scatterChart({ ...words, points: [point(1, 2, true), point(2, 3)] })]);
    expect(svg).toContain('Cost (USD)');
  });
});
