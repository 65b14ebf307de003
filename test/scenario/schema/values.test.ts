import { describe, expect, it } from 'vitest';
import { memoryMiB, nonNegative, positive, secondsMs } from '../../../src/scenario/schema/values.ts';

describe('numbers of a scenario', () => {
  it('are refused where they are beyond any figure of a cluster, so that no sum or product of them is infinite', () => {
    for (const schema of [nonNegative, positive, memoryMiB, secondsMs]) {
      expect(schema.safeParse(1e15).success).toBe(true);
      expect(schema.safeParse(1.1e15).success).toBe(false);
      expect(schema.safeParse(1e308).success).toBe(false);
    }
  });

  it('are not negative, and above 0 where nothing would be no figure', () => {
    expect([nonNegative.safeParse(0).success, positive.safeParse(0).success]).toEqual([true, false]);
    expect(nonNegative.safeParse(-1e-9).success).toBe(false);
  });
});
