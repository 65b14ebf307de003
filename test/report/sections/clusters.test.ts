import { describe, expect, it } from 'vitest';
import { clusterViews, perCluster } from '../../../src/report/sections/clusters.ts';
import { summarise } from '../../../src/report/summary.ts';
import { sideBySideRun, weekRun } from '../weeks.ts';

const viewsOf = (run: ReturnType<typeof weekRun>) => clusterViews(run, summarise(run));
const note = { kind: 'note', tone: 'plain', lines: ['x'] } as const;

describe('perCluster', () => {
  it('heads the blocks of each of several clusters with its name', () => {
    const blocks = perCluster(viewsOf(sideBySideRun()), () => [note]);
    expect(blocks.map((block) => (block.kind === 'heading' ? block.text : block.kind))).toEqual([
      'shop',
      'note',
      'shop-fargate',
      'note',
    ]);
  });

  it('needs no heading for the only one, nor for one without blocks', () => {
    expect(perCluster(viewsOf(weekRun(3)), () => [note])).toEqual([note]);
    expect(perCluster(viewsOf(sideBySideRun()), () => [])).toEqual([]);
  });

  it('has fewer points in half the width', () => {
    const [{ bases }] = viewsOf(weekRun(3));
    expect([bases.full.pointCount, bases.half.pointCount]).toEqual([336, 168]);
  });
});
