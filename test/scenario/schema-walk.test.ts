import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  expectations,
  intendedOption,
  isLoose,
  kindsOf,
  phraseOf,
  schemaAt,
  shapeOf,
  unwrap,
  valueAt,
} from '../../src/scenario/schema-walk.ts';

const constant = z.strictObject({ kind: z.literal('constant'), value: z.number() });
const steps = z.strictObject({ kind: z.literal('steps'), steps: z.array(z.int()) });

describe('the phrase of a schema', () => {
  it.each([
    [z.int().min(0), 'an integer >= 0'],
    [z.int().min(5).max(300), 'an integer from 5 to 300'],
    [z.int(), 'an integer'],
    [z.number().gt(0), 'a number > 0'],
    [z.number().gt(0).lte(1), 'a number > 0 and <= 1'],
    [z.enum(['a', 'b']).optional(), 'one of a | b'],
    [z.literal('a'), 'a'],
    [z.boolean().default(true), 'true or false'],
    [z.string().min(1), 'a non-empty string'],
    [z.string().max(9), 'a string of 0 to 9 characters'],
    [z.string().regex(/^x$/), 'a string matching ^x$'],
    [z.array(z.int()).min(1), 'a list of at least 1 item'],
    [z.array(z.int()).max(5), 'a list of at most 5 items'],
    [z.record(z.string(), z.int()), 'an object'],
    [z.union([z.string(), z.strictObject({})]), 'a string or an object'],
    [z.string().register(expectations, { expected: 'a duration such as 90s' }).optional(), 'a duration such as 90s'],
  ])('of %# is %s', (schema, phrase) => {
    expect(phraseOf(schema)).toBe(phrase);
  });
});

describe('a schema as a tree', () => {
  const root = z.strictObject({ items: z.array(z.union([z.string(), constant, steps])).optional() });

  it('is walked along a path, inside a union by the branch the value was meant for', () => {
    const value = { items: ['a', { kind: 'constant', value: 'x' }, { kind: 'steps' }] };
    expect(phraseOf(schemaAt(root, ['items', 1, 'value'], value)!)).toBe('a number');
    expect(phraseOf(schemaAt(root, ['items', 2, 'steps'], value)!)).toBe('a list');
    expect(schemaAt(root, ['nothing', 'at', 'all'], value)).toBeUndefined();
  });

  it('shows its keys through wrappers, and whether it takes others', () => {
    expect(Object.keys(shapeOf(constant.optional().default({ kind: 'constant', value: 1 }))!)).toEqual([
      'kind',
      'value',
    ]);
    expect(shapeOf(z.string())).toBeUndefined();
    expect([isLoose(constant), isLoose(z.looseObject({})), isLoose(z.string())]).toEqual([false, true, false]);
    expect(unwrap(z.lazy(() => z.string()))._zod.def.type).toBe('string');
  });

  it('tells the kinds of value it takes', () => {
    expect(kindsOf(z.union([z.string(), z.int()]))).toEqual(['string', 'number']);
    expect(kindsOf(z.enum(['a']).optional())).toEqual(['string', 'enumeration']);
  });
});

describe('the branch that a value was meant for', () => {
  const byKey = z.union([z.strictObject({ poissonPerHour: z.number() }), z.strictObject({ cron: z.string() })]);

  it('is that of its JSON type, then of its literal, then of its keys', () => {
    expect(intendedOption(z.union([z.string(), constant]), 'a')).not.toBe(constant);
    expect(intendedOption(z.union([constant, steps]), { kind: 'steps', value: 1 })).toBe(steps);
    expect(intendedOption(byKey, { cron: 3 })).toBe(byKey.options[1]);
  });

  it('is none when no branch has its JSON type', () => {
    expect(intendedOption(z.union([z.string(), constant]), 5)).toBeUndefined();
  });
});

it('valueAt finds own keys only', () => {
  expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
  expect(valueAt({}, ['constructor'])).toBeUndefined();
});
