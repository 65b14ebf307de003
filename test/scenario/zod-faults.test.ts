import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faultsOf } from '../../src/scenario/zod-faults.ts';

const arrivals = z.union([
  z.strictObject({ poissonPerHour: z.number().gt(0) }),
  z.strictObject({ cron: z.string() }),
  z.strictObject({ at: z.array(z.string()) }),
]);
const load = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), value: z.number() }),
  z.strictObject({ kind: z.literal('diurnal'), peak: z.number() }),
]);
const schema = z.strictObject({
  memory: z.int().min(0).optional(),
  strategy: z.enum(['binpack', 'random', 'spread']).optional(),
  arrivals: arrivals.optional(),
  load: load.optional(),
  taskDefinition: z.union([z.string(), z.strictObject({ family: z.string() })]).optional(),
  even: z
    .int()
    .refine((value) => value % 2 === 0, { message: 'an even number' })
    .optional(),
});

function faults(value: unknown) {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => faultsOf(issue, schema, value));
}

describe("one of zod's issues", () => {
  it('asks for what the schema asks for', () => {
    expect(faults({ memory: '512' })).toEqual([{ path: ['memory'], expected: 'an integer >= 0' }]);
    expect(faults({ memory: -1 })).toEqual([{ path: ['memory'], expected: 'an integer >= 0' }]);
    expect(faults({ even: 3 })).toEqual([{ path: ['even'], expected: 'an even number' }]);
  });

  it('suggests the nearest value of an enumeration', () => {
    expect(faults({ strategy: 'binpak' })).toEqual([
      { path: ['strategy'], expected: 'one of binpack | random | spread', suggestion: 'binpack' },
    ]);
  });

  it('points at an unknown key and suggests the nearest', () => {
    expect(faults({ memry: 1 })[0]).toMatchObject({
      path: ['memry'],
      found: 'an unknown key',
      suggestion: 'memory',
      isAtKey: true,
    });
  });

  it('speaks of the branch of a union that was meant', () => {
    expect(faults({ arrivals: { poissonPerHour: '30' } })).toEqual([
      { path: ['arrivals', 'poissonPerHour'], expected: 'a number > 0' },
    ]);
    expect(faults({ taskDefinition: { family: 3 } })).toEqual([
      { path: ['taskDefinition', 'family'], expected: 'a string' },
    ]);
  });

  it('names all branches when none was meant', () => {
    expect(faults({ taskDefinition: 3 })).toEqual([{ path: ['taskDefinition'], expected: 'a string or an object' }]);
  });

  it('suggests the nearest branch of a discriminated union, at the key that chooses it', () => {
    expect(faults({ load: { kind: 'diurnel', peak: 3 } })).toEqual([
      { path: ['load', 'kind'], expected: 'one of constant | diurnal', suggestion: 'diurnal' },
    ]);
  });
});
