import { expect, it } from 'vitest';
import { BASELINE, variantsSchema } from '../../../src/scenario/schema/variant.ts';

it('a variant has a name that can stand in a table, and what it sets by path', () => {
  const variants = [{ name: 'N+1, at 20 s', set: { 'clusters[0].services[0].desiredCount': 10, description: null } }];
  expect(variantsSchema.parse(variants)).toEqual(variants);
});

it.each([BASELINE, '', ' x', 'a\nb', 'x'.repeat(61)])('%j names none', (name) => {
  expect(variantsSchema.safeParse([{ name, set: {} }]).success).toBe(false);
});
