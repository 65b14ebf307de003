import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { chooseStrategyItem } from '../../../src/sim/actions/capacity-provider-strategy.ts';
import type { CapacityProviderStrategyItem } from '../../../src/sim/state/input.ts';

function items(...pairs: (readonly [base: number, weight: number])[]): CapacityProviderStrategyItem[] {
  return pairs.map(([base, weight], capacityProvider) => ({ capacityProvider, base, weight }));
}

/** The items that n tasks in a row get. */
function sequence(strategy: readonly CapacityProviderStrategyItem[], tasks: number): number[] {
  const counts = new Int32Array(strategy.length);
  return Array.from({ length: tasks }, () => {
    const item = chooseStrategyItem(strategy, counts, 0);
    if (item !== NONE) counts[item]!++;
    return item;
  });
}

function split(strategy: readonly CapacityProviderStrategyItem[], tasks: number): number[] {
  const chosen = sequence(strategy, tasks);
  return strategy.map((_, item) => chosen.filter((one) => one === item).length);
}

describe('chooseStrategyItem', () => {
  it('P5.3 EX weights 1 and 4: of every 5 tasks 1 goes to A and 4 go to B', () => {
    for (const tasks of [5, 10, 500]) expect(split(items([0, 1], [0, 4]), tasks)).toEqual([tasks / 5, (tasks * 4) / 5]);
  });

  it('P5.3 EX base 2, weights 1 and 3: of 10 tasks 4 go to FARGATE and 6 to FARGATE_SPOT', () => {
    expect(split(items([2, 1], [0, 3]), 10)).toEqual([4, 6]);
    expect(sequence(items([2, 1], [0, 3]), 2)).toEqual([0, 0]);
  });

  it('P5.1: an item of weight 0 gets its base and nothing beyond it', () => {
    expect(split(items([3, 0], [0, 1]), 10)).toEqual([3, 7]);
    expect(split(items([0, 0], [0, 1]), 10)).toEqual([0, 10]);
    expect(sequence(items([2, 0], [0, 0]), 3)).toEqual([0, 0, NONE]);
  });

  it('P5.1: the only item of a strategy gets every task, its weight left out or not', () => {
    expect(sequence(items([0, 0]), 3)).toEqual([0, 0, 0]);
    expect(sequence(items([2, 0]), 3)).toEqual([0, 0, 0]);
  });

  it('P5.3: fills the base first, wherever it stands in the list', () => {
    expect(sequence(items([0, 1], [2, 0]), 4)).toEqual([1, 1, 0, 0]);
  });

  it('P5.3: ties go to the first of the list', () => {
    expect(sequence(items([0, 1], [0, 1]), 4)).toEqual([0, 1, 0, 1]);
  });

  it('P5.3: goes by what each has now: a task that left the base is made up for first', () => {
    expect(chooseStrategyItem(items([2, 1], [0, 3]), Int32Array.of(1, 6), 0)).toBe(0);
    expect(chooseStrategyItem(items([2, 1], [0, 3]), Int32Array.of(9, 1, 6), 1)).toBe(0);
  });

  it('P5.3: never strays from the ratio of the weights by a whole task per item', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 300 }), (list, tasks) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        split(items(...list.map((weight) => [0, weight] as const)), tasks).forEach((count, item) => {
          expect(count).toBeLessThanOrEqual(Math.ceil((tasks * list[item]!) / total) + list.length - 1);
          if (tasks % total === 0) expect(count).toBe((tasks * list[item]!) / total);
        });
      }),
    );
  });
});
