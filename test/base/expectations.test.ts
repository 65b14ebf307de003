import { describe, expect, it } from 'vitest';
import { EXPECTATION_CLAUSES } from '../../src/base/expectations.ts';

describe('the clauses of expect', () => {
  it('are named for what they bound: max… is at most, min… is at least', () => {
    for (const [name, { bound }] of Object.entries(EXPECTATION_CLAUSES)) {
      if (name.startsWith('max')) expect(bound, name).toBe('at most');
      if (name.startsWith('min')) expect(bound, name).toBe('at least');
    }
    expect(EXPECTATION_CLAUSES.availability.bound).toBe('at least');
    expect(EXPECTATION_CLAUSES.latencyP99.bound).toBe('at most');
  });
});
