import { describe, expect, it } from 'vitest';
import { assert, assertNever } from '../../src/base/assert.ts';
import { InvariantError } from '../../src/base/errors.ts';

describe('a claim of ours', () => {
  it('costs nothing while it holds', () => {
    expect(() => assert(true, 'never seen')).not.toThrow();
  });

  it('throws an InvariantError with its words when it does not hold', () => {
    expect(() => assert(false, 'remaining CPU is below 0')).toThrow(new InvariantError('remaining CPU is below 0'));
    expect(() => assert(false, '')).toThrow(InvariantError);
  });

  it('names the value that no case of a switch knows', () => {
    expect(() => assertNever('PENDIGN' as never)).toThrow('unexpected value PENDIGN');
  });
});
