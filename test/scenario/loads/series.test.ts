import { describe, expect, it } from 'vitest';
import { compileSeries } from '../../../src/scenario/loads/series.ts';

const MONDAY = Date.UTC(2026, 0, 5);

describe('every kind of series', () => {
  it('becomes the curve of its kind', () => {
    const points = { atMs: Float64Array.of(0, 10), values: Float64Array.of(1, 2) };
    const options = { scale: 3, offsetMs: 0, isLooped: false, resampleMs: 0 };
    const kinds = [
      compileSeries({ kind: 'constant', value: 5 }, MONDAY),
      compileSeries({ kind: 'steps', steps: [{ atMs: 0, value: 2 }], periodMs: 60 }, MONDAY),
      compileSeries({ kind: 'shape', shape: { name: 'elb-app', mean: 1 } }, MONDAY),
      compileSeries({ kind: 'diurnal', diurnal: { base: 1, peak: 3, peakHour: 0, weekend: 1 } }, MONDAY),
      compileSeries({ kind: 'trace', points, options }, MONDAY),
    ];
    expect(kinds.map(({ periodMs }) => periodMs)).toEqual([0, 60, 604_800_000, 604_800_000, 0]);
    expect(kinds.map(({ values }) => values.length)).toEqual([1, 1, 168, 672, 2]);
    expect([...kinds[4]!.values]).toEqual([3, 6]);
  });
});
