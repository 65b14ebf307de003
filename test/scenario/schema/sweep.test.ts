import { describe, expect, it } from 'vitest';
import { RESERVED_COLUMNS, sweepSchema } from '../../../src/scenario/schema/sweep.ts';

const accepts = (section: unknown) => sweepSchema.safeParse(section).success;
const axis = (more: object) => ({ axes: [{ path: 'seed', ...more }] });

describe('the section sweep', () => {
  it('has axes, of values, numbers or instance types', () => {
    expect(accepts(axis({ values: [1] }))).toBe(true);
    expect(accepts(axis({ values: { a: [], b: null } }))).toBe(true);
    expect(accepts(axis({ range: { from: 1, to: 2 } }))).toBe(true);
    expect(accepts(axis({ instanceTypes: { family: 'm6i', gpu: false } }))).toBe(true);
    expect(accepts({ ...axis({ path: ['a', 'b'], values: [1] }), latinHypercube: 5, replications: 2 })).toBe(true);
  });

  it('or points, and not both', () => {
    expect(accepts({ points: [{ name: 'a', set: { seed: 1 } }] })).toBe(true);
    expect(accepts({ points: [{ set: {} }], ...axis({ values: [1] }) })).toBe(false);
    expect(accepts({ points: [{ set: {} }], latinHypercube: 5 })).toBe(false);
    expect(accepts({})).toBe(false);
  });

  it('has an axis of one kind', () => {
    expect(accepts(axis({}))).toBe(false);
    expect(accepts(axis({ values: [1], range: { from: 1, to: 2 } }))).toBe(false);
    expect(accepts(axis({ range: { from: 2, to: 2 } }))).toBe(false);
    expect(accepts(axis({ range: { from: 1, to: 2, step: 0 } }))).toBe(false);
  });

  it('has no axis with the name of another column', () => {
    for (const name of [...RESERVED_COLUMNS, 'Status', 'runseed']) {
      expect(accepts(axis({ name, values: [1] })), name).toBe(false);
    }
    expect(accepts(axis({ name: 'tasks', values: [1] }))).toBe(true);
  });
});
