import { describe, expect, it } from 'vitest';
import { parallelChart } from '../../../src/report/charts/parallel-chart.ts';
import { drawSvgs } from '../../../src/report/svg.ts';

const words = { title: 'All', subtitle: 's', description: 'x' };
const line = (name: string, shade: number, isFront = false) => ({ name, shade, isFront });

describe('parallel coordinates', () => {
  const chart = parallelChart({
    ...words,
    axes: [
      { title: 'tasks', shares: [0, 1], ticks: [{ share: 0, text: 'one' }] },
      { title: 'cost', shares: [1, null], ticks: [] },
    ],
    lines: [line('a', 0), line('b', 1, true)],
  });

  it('have a place for each line on each axis where it has one', () => {
    expect(chart.datasets.lines).toMatchObject({
      line: [0, 0, 1],
      axis: [0, 1, 0],
      share: [0, 1, 1],
      front: [0, 0, 1],
    });
    expect(chart.datasets.ticks).toEqual({ axis: [0], share: [0], text: ['one'] });
  });

  it('are drawn with the names of their axes', async () => {
    const [svg] = await drawSvgs([chart]);
    for (const text of ['>tasks<', '>cost<', '>one<']) expect(svg).toContain(text);
  });

  it('of very many lines show the front whole and a part of the others', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => line(String(index), 0, index < 30));
    const shares = lines.map(() => 0.5);
    const { datasets } = parallelChart({ ...words, axes: [{ title: 'a', shares, ticks: [] }], lines });
    expect(datasets.lines.front.filter((isFront) => isFront === 1)).toHaveLength(30);
    expect(datasets.lines.line.length).toBeLessThanOrEqual(230);
  });
});
