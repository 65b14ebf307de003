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

  it('has a logarithmic scale where the means lie far apart, and slanted words only where they are long', () => {
    const encodingOf = (labels: readonly string[], most: number) => {
      const effects = labels.map((label) => ({ label, mean: most, least: 1, most }));
      const { spec } = effectChart({ title: 'x', description: 'x', yTitle: 'y', effects, domain: [1, most] });
      const { encoding, layer } = spec as unknown as {
        encoding: { x: { axis: { labelAngle: number } } };
        layer: { encoding: { y: { scale: { type?: string } } } }[];
      };
      return [encoding.x.axis.labelAngle, layer[0].encoding.y.scale.type];
    };
    expect(encodingOf(['40', '50', '60', '70', '80', '90', '100'], 10)).toEqual([0, undefined]);
    expect(encodingOf(['m7i-flex.2xlarge', 'm7i-flex.4xlarge', 'm7i-flex.8xlarge'], 100)).toEqual([-20, 'log']);
  });
});
