import { describe, expect, it } from 'vitest';
import { rateCard } from '../../../src/catalog/rates.ts';
import { parseDocument } from '../../../src/scenario/document.ts';
import { axesOf, axisOf, LEVELS_MAX } from '../../../src/sweep/design/axes.ts';
import type { Axis } from '../../../src/sweep/design/points.ts';

const rates = rateCard('us-east-1');
const valuesOf = (axis: Axis) => (axis.kind === 'levels' ? axis.levels.map(({ value }) => value) : []);
const labelsOf = (axis: Axis) => (axis.kind === 'levels' ? axis.levels.map(({ label }) => label) : []);

describe('an axis', () => {
  it('takes its values from a list, which are their own labels', () => {
    const axis = axisOf({ path: 'seed', values: [1, 'x', [2], null] }, rates);
    expect(valuesOf(axis)).toEqual([1, 'x', [2], null]);
    expect(labelsOf(axis)).toEqual([1, 'x', '[2]', null]);
  });

  it('takes the labels from the keys of a map', () => {
    const axis = axisOf({ path: 'a', values: { pack: [{ type: 'binpack' }], none: [] } }, rates);
    expect(labelsOf(axis)).toEqual(['pack', 'none']);
    expect(valuesOf(axis)).toEqual([[{ type: 'binpack' }], []]);
  });

  it('steps from the first number to the last, which it meets where the steps end on it', () => {
    expect(valuesOf(axisOf({ path: 'a', range: { from: 60, to: 100, step: 20 } }, rates))).toEqual([60, 80, 100]);
    expect(valuesOf(axisOf({ path: 'a', range: { from: 1, to: 2, step: 0.4 } }, rates))).toEqual([1, 1.4, 1.8]);
    expect(valuesOf(axisOf({ path: 'a', range: { from: 0.1, to: 0.3, step: 0.1 } }, rates))).toEqual([0.1, 0.2, 0.3]);
  });

  it('without steps is a range', () => {
    const axis = axisOf({ path: ['a', 'b'], range: { from: 1, to: 2 } }, rates);
    expect(axis).toEqual({ kind: 'range', name: 'a', paths: ['a', 'b'], from: 1, to: 2 });
  });

  it('of very fine steps stops just beyond what an axis may have', () => {
    expect(valuesOf(axisOf({ path: 'a', range: { from: 0, to: 1e12, step: 1 } }, rates))).toHaveLength(LEVELS_MAX + 1);
  });

  it('has the instance types that a query of the catalog finds and that have a price in the region', () => {
    const query = { family: 'm6i', minMemoryGiB: 32, memoryGiB: 32, vcpu: 8 };
    expect(valuesOf(axisOf({ path: 'a', instanceTypes: query }, rates))).toEqual(['m6i.2xlarge']);
    expect(valuesOf(axisOf({ path: 'a', instanceTypes: { family: 'm6i' } }, undefined))).toEqual([]);
  });

  it('is called by its name, else by its first path', () => {
    expect(axisOf({ path: ['x', 'y'], values: [1] }, rates).name).toBe('x');
    expect(axisOf({ path: 'x', name: 'size', values: [1] }, rates).name).toBe('size');
  });
});

describe('the axes of a section', () => {
  const document = parseDocument('region: us-east-1\nplan:\n  choose: [{}, {}]\n', 's.yaml');
  const of = (...sections: Parameters<typeof axesOf>[2]) => axesOf(document, ['plan', 'choose'], sections);

  it('have the prices of the region, for queries of instance types', () => {
    const [axis] = of({ path: 'type', instanceTypes: { family: 'm6i', vcpu: 2 } });
    expect(valuesOf(axis!)).toEqual(['m6i.large']);
  });

  it('are refused, with their place, where a query finds nothing or a range has too many values', () => {
    const few = { path: 'a', values: [1] };
    expect(() => of(few, { path: 'type', instanceTypes: { family: 'm99' } })).toThrow(
      's.yaml:3:16 plan.choose[1]: found a query that no instance type of the region fits',
    );
    expect(() => of(few, { path: 'b', range: { from: 1, to: 2 * LEVELS_MAX, step: 1 } })).toThrow(
      `plan.choose[1]: found more than ${LEVELS_MAX} values`,
    );
  });
});
