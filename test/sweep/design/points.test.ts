import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Axis, gridSize, labelNames, labelOf, type Point, pointsOf } from '../../../src/sweep/design/points.ts';

const levels = (name: string, values: readonly (string | number)[]): Axis => ({
  kind: 'levels',
  name,
  paths: [`at.${name}`],
  levels: values.map((value) => ({ label: value, value })),
});
const range = (name: string, from: number, to: number): Axis => ({ kind: 'range', name, paths: [name], from, to });
const labelsOf = (points: readonly Point[]) => points.map(({ labels }) => Object.values(labels));

describe('a full grid', () => {
  it('meets every combination once, the last axis fastest', () => {
    const points = pointsOf({ kind: 'grid', axes: [levels('a', [1, 2]), levels('b', ['x', 'y', 'z'])] });
    expect(labelsOf(points)).toEqual([
      [1, 'x'],
      [1, 'y'],
      [1, 'z'],
      [2, 'x'],
      [2, 'y'],
      [2, 'z'],
    ]);
    expect(points.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(points[4].overrides).toEqual([
      ['at.a', 2],
      ['at.b', 'y'],
    ]);
  });

  it('has as many points as the product of its levels, none of them twice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }), (counts) => {
        const axes = counts.map((count, axis) => levels(`a${axis}`, [...Array(count).keys()]));
        const points = pointsOf({ kind: 'grid', axes });
        expect(points).toHaveLength(counts.reduce((product, count) => product * count, 1));
        expect(points).toHaveLength(gridSize(axes));
        expect(new Set(points.map(({ labels }) => JSON.stringify(labels))).size).toBe(points.length);
      }),
    );
  });

  it('sets the same value at every path of an axis, in its order', () => {
    const axis: Axis = { ...levels('a', [7]), paths: ['one', 'two'] };
    expect(pointsOf({ kind: 'grid', axes: [axis] })[0].overrides).toEqual([
      ['one', 7],
      ['two', 7],
    ]);
  });
});

describe('a Latin hypercube', () => {
  it('meets each of as many equal parts of every range as there are samples exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.string(), (samples, seed) => {
        const points = pointsOf({
          kind: 'latin-hypercube',
          axes: [range('a', 0, 1), range('b', -5, 15)],
          samples,
          seed,
        });
        const everyPart = [...Array(samples).keys()];
        const partsOf = (axis: string, from: number, width: number) =>
          points.map(({ labels }) => Math.floor(((Number(labels[axis]) - from) / width) * samples + 1e-9));
        expect(partsOf('a', 0, 1).sort((x, y) => x - y)).toEqual(everyPart);
        expect(partsOf('b', -5, 20).sort((x, y) => x - y)).toEqual(everyPart);
      }),
    );
  });

  it('takes the parts of each axis in an order of its own, and not along a diagonal', () => {
    const axes = [range('a', 0, 1), range('b', 0, 1)];
    const points = pointsOf({ kind: 'latin-hypercube', axes, samples: 50, seed: '1' });
    const parts = points.map(({ labels }) => [labels.a, labels.b].map((value) => Math.floor(Number(value) * 50)));
    expect(parts.filter(([a, b]) => a === b).length).toBeLessThan(10);
    expect(parts.map(([a]) => a)).not.toEqual([...Array(50).keys()]);
  });

  it('meets every level of an axis equally often where the samples are a multiple of them', () => {
    const axes = [levels('a', ['x', 'y', 'z']), range('b', 0, 1)];
    const points = pointsOf({ kind: 'latin-hypercube', axes, samples: 30, seed: '1' });
    for (const level of ['x', 'y', 'z']) expect(points.filter(({ labels }) => labels.a === level)).toHaveLength(10);
  });

  it('draws the same points for the same seed, and others for another', () => {
    const drawn = (seed: string) =>
      pointsOf({ kind: 'latin-hypercube', axes: [range('a', 0, 1), range('b', 0, 1)], samples: 20, seed });
    expect(drawn('7')).toEqual(drawn('7'));
    expect(drawn('8')).not.toEqual(drawn('7'));
  });

  it('draws for an axis from a stream of its own: another axis beside it leaves its values as they are', () => {
    const drawn = (axes: Axis[]) =>
      pointsOf({ kind: 'latin-hypercube', axes, samples: 20, seed: '7' }).map(({ labels }) => labels.a);
    expect(drawn([range('z', 0, 1), range('a', 0, 1)])).toEqual(drawn([range('a', 0, 1)]));
  });

  it('keeps of like samples the first, and counts on without a gap', () => {
    const points = pointsOf({ kind: 'latin-hypercube', axes: [levels('a', ['x', 'y'])], samples: 9, seed: '1' });
    expect(new Set(points.map(({ labels }) => labels.a))).toEqual(new Set(['x', 'y']));
    expect(points.map(({ index }) => index)).toEqual([0, 1]);
  });
});

describe('listed points', () => {
  const points = [
    { name: 'small', overrides: [['a', 1] as const, ['b', { min: 2 }] as const] },
    { name: null, overrides: [['c', null] as const] },
  ];

  it('stand as they were written, a column for each of their paths', () => {
    expect(pointsOf({ kind: 'list', points })).toEqual([
      { index: 0, overrides: points[0].overrides, labels: { name: 'small', a: 1, b: '{"min":2}' } },
      { index: 1, overrides: points[1].overrides, labels: { c: null } },
    ]);
    expect(labelNames({ kind: 'list', points })).toEqual(['name', 'a', 'b', 'c']);
  });

  it('have a column for names only where one has a name', () => {
    expect(labelNames({ kind: 'list', points: points.slice(1) })).toEqual(['c']);
  });
});

it('a label is a scalar as it is, and the JSON of anything else', () => {
  expect([labelOf(1.5), labelOf('x'), labelOf(null), labelOf([1]), labelOf(true)]).toEqual([
    1.5,
    'x',
    null,
    '[1]',
    true,
  ]);
});
