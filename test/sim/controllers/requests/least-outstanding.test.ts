import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { LeastOutstanding } from '../../../../src/sim/controllers/requests/least-outstanding.ts';

const target = fc.integer({ min: 0, max: 9 });
const operation = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'request' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('end' as const), target }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('join' as const, 'leave' as const), target }) },
);

describe('LeastOutstanding', () => {
  it('P7.1 least_outstanding_requests: always chooses a target that has the fewest', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
        const choice = new LeastOutstanding();
        const outstanding = new Map<number, number>();
        // What targets that left still work on, as the model knows it.
        const left = new Map<number, number>();
        for (const one of operations) {
          if (one.kind === 'request') {
            const chosen = choice.choose();
            if (outstanding.size === 0) {
              expect(chosen).toBe(NONE);
              continue;
            }
            expect(outstanding.get(chosen)).toBe(Math.min(...outstanding.values()));
            outstanding.set(chosen, outstanding.get(chosen)! + 1);
            choice.started(chosen);
          } else if (one.kind === 'end' && (outstanding.get(one.target) ?? 0) > 0) {
            outstanding.set(one.target, outstanding.get(one.target)! - 1);
            choice.ended(one.target);
          } else if (one.kind === 'join' && !outstanding.has(one.target)) {
            outstanding.set(one.target, left.get(one.target) ?? 0);
            choice.join(one.target, left.get(one.target) ?? 0);
          } else if (one.kind === 'leave' && outstanding.has(one.target)) {
            left.set(one.target, outstanding.get(one.target)!);
            outstanding.delete(one.target);
            choice.leave(one.target);
          }
          expect(choice.count).toBe(outstanding.size);
        }
      }),
    );
  });

  it('takes turns among equals', () => {
    const choice = new LeastOutstanding();
    for (const one of [5, 3, 8]) choice.join(one, 0);
    const taken = Array.from({ length: 6 }, () => {
      const chosen = choice.choose();
      choice.started(chosen);
      return chosen;
    });
    expect(taken).toEqual([5, 3, 8, 5, 3, 8]);
  });

  it('chooses the next best when the least busy target leaves', () => {
    const choice = new LeastOutstanding();
    choice.join(0, 5);
    choice.join(1, 9);
    choice.leave(0);
    expect(choice.choose()).toBe(1);
  });

  it('counts as far as one target goes', () => {
    const choice = new LeastOutstanding();
    choice.join(0, 0);
    for (let i = 0; i < 1000; i++) choice.started(0);
    choice.join(1, 999);
    expect(choice.choose()).toBe(1);
  });
});
