import { expect, it } from 'vitest';
import { z } from 'zod';
import { candidatesBelow, candidatesOf, fieldNames } from '../../../src/scenario/overrides/known-fields.ts';

const list = z.array(z.union([z.string(), z.strictObject({ a: z.int() }), z.strictObject({ b: z.int().optional() })]));
const root = z.strictObject({ list: list.optional(), map: z.record(z.string(), z.strictObject({ c: z.int() })) });

it('a field is known when any branch of a union names it', () => {
  const entries = candidatesBelow(candidatesBelow(candidatesOf(root), 'list')!, 7)!;
  expect(fieldNames(entries)).toEqual(['a', 'b']);
  expect(candidatesBelow(entries, 'b')).toHaveLength(1);
  expect(candidatesBelow(entries, 'c')).toBeUndefined();
});

it('a map knows every text and no index, a list every index and no text', () => {
  const map = candidatesBelow(candidatesOf(root), 'map')!;
  expect(fieldNames(candidatesBelow(map, 'anything')!)).toEqual(['c']);
  expect(candidatesBelow(map, 0)).toBeUndefined();
  expect(candidatesBelow(candidatesOf(list), 'name')).toBeUndefined();
});
