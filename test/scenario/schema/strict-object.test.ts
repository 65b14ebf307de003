import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { strictObject } from '../../../src/scenario/schema/strict-object.ts';

/** Tells how often its fields were made. */
function counted() {
  let count = 0;
  const schema = strictObject(() => {
    count++;
    return { name: z.string(), size: z.int().optional() };
  });
  return { schema, count: () => count };
}

describe('an object whose fields are made late', () => {
  it('makes them when it is first looked into, and once', () => {
    const { schema, count } = counted();
    const described = schema.describe('a thing').optional();
    expect(count()).toBe(0);
    expect(schema.parse({ name: 'one' })).toEqual({ name: 'one' });
    described.parse({ name: 'two' });
    expect(schema.shape.name).toBe(schema.shape.name);
    expect(count()).toBe(1);
  });

  it('makes none for a field that is not there', () => {
    const { schema, count } = counted();
    expect(strictObject(() => ({ part: schema.optional() })).parse({})).toEqual({});
    expect(count()).toBe(0);
  });

  it('takes, refuses, extends and prints itself as z.strictObject does', () => {
    const plain = z.strictObject({ name: z.string(), size: z.int().optional() });
    const { schema } = counted();
    for (const value of [{ name: 'a' }, { name: 'a', size: 2 }, { name: 1 }, { name: 'a', other: 1 }, {}, null, []]) {
      expect(schema.safeParse(value).error?.issues).toEqual(plain.safeParse(value).error?.issues);
    }
    expect(z.toJSONSchema(schema)).toEqual(z.toJSONSchema(plain));
    const more = { more: z.boolean() };
    expect(z.toJSONSchema(schema.extend(more))).toEqual(z.toJSONSchema(plain.extend(more)));
  });
});
