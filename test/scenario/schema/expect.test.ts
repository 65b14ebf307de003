import { describe, expect, it } from 'vitest';
import { EXPECTATION_CLAUSES } from '../../../src/base/expectations.ts';
import { expectSchema, percentage } from '../../../src/scenario/schema/expect.ts';

describe('expect', () => {
  it('takes the example of the issue, in the units of its clauses', () => {
    const example = { availability: '99.95%', latencyP99: '300ms', maxPendingSeconds: 120 };
    expect(expectSchema.parse(example)).toEqual({ availability: 99.95, latencyP99: 300, maxPendingSeconds: 120_000 });
  });

  it('takes a latency only with its unit, for 300 may mean seconds or milliseconds', () => {
    expect(expectSchema.safeParse({ latencyP99: 300 }).success).toBe(false);
    expect(expectSchema.parse({ latencyP50: '1.5s' })).toEqual({ latencyP50: 1500 });
  });

  it('knows every clause', () => {
    expect(Object.keys(expectSchema.shape)).toEqual(Object.keys(EXPECTATION_CLAUSES));
  });

  it('takes a share only with its sign and up to 100%, for 0.9995 may mean either', () => {
    for (const text of ['99.95', '100.01%', '-1%', 'all']) expect(percentage.safeParse(text).success, text).toBe(false);
    expect(percentage.safeParse(99.95).success).toBe(false);
    expect(percentage.parse(' 100 % ')).toBe(100);
  });
});
