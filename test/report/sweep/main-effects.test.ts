import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mainEffect, ordered, reach } from '../../../src/report/sweep/main-effects.ts';

describe('the main effect of an axis', () => {
  it('is the mean at each value over all points that have it, and their span', () => {
    expect(mainEffect(['a', 'b', 'a', 'b'], [1, 10, 3, null])).toEqual([
      { label: 'a', count: 2, mean: 2, least: 1, most: 3 },
      { label: 'b', count: 1, mean: 10, least: 10, most: 10 },
    ]);
  });

  it('stands by the size of numbers, and by the order of anything else', () => {
    const labels = [10, 9, 100, 9].map((label) => mainEffect([label, 2], [1, 1]).map((effect) => effect.label));
    expect(labels[0]).toEqual(['2', '10']);
    expect(ordered(['z', 3, 'a', 1, null, 3])).toEqual(['z', 'a', null, 1, 3]);
  });

  it('leaves out values of which no point has the figure', () => {
    expect(mainEffect(['a', 'b'], [1, null]).map(({ label }) => label)).toEqual(['a']);
    expect(mainEffect([], [])).toEqual([]);
  });

  it('takes many numbers together by ten equal parts of their range, each point in one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 11, maxLength: 60 }),
        (labels) => {
          const effects = mainEffect(labels, labels);
          expect(effects.length).toBeLessThanOrEqual(10);
          expect(effects.reduce((sum, { count }) => sum + count, 0)).toBe(labels.length);
          for (const [index, effect] of effects.entries()) {
            if (index > 0) expect(effect.least).toBeGreaterThanOrEqual(effects[index - 1].most);
          }
        },
      ),
    );
    const tiny = Array.from({ length: 11 }, (_, index) => index * 5e-324);
    expect(mainEffect(tiny, tiny)).toEqual([
      { label: '0.000000000000–0.000000000000', count: 11, mean: 2.5e-323, least: 0, most: 5e-323 },
    ]);
    const quarters = Array.from({ length: 41 }, (_, index) => index / 4);
    expect(
      mainEffect(quarters, quarters)
        .map(({ label }) => label)
        .slice(0, 2),
    ).toEqual(['0.0–1.0', '1.0–2.0']);
  });

  it('reaches as far as its means lie apart', () => {
    expect(reach(mainEffect(['a', 'b', 'c'], [5, 1, 3]))).toBe(4);
    expect(reach([])).toBe(0);
  });
});
