import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryHistory } from './clusters.ts';
import { Walk } from './walk.ts';

describe('the scan', () => {
  it('P3: every decision of placement and of scale-in equals that of the plain reference', () => {
    fc.assert(
      fc.property(arbitraryHistory(200, 120), (history) => {
        const walk = new Walk(history);
        for (const step of history.steps) {
          walk.take(step);
          const { actual, expected } = walk.decisions.at(-1) ?? { actual: 0, expected: 0 };
          expect(actual).toEqual(expected);
        }
        walk.cluster.validate();
      }),
      { numRuns: 1500 },
    );
  });
});
