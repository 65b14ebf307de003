import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../src/placement/constraints/instance-condition.ts';
import { parseExpression } from '../../../src/placement/query-language/parse.ts';
import { SmallCluster } from '../small-cluster.ts';

/** Two instances: the first runs a task of `web` and holds one of `other` that is not RUNNING; the second is empty. */
function holdsOn(expression: string): boolean[] {
  const small = new SmallCluster({ instances: [{}, {}] });
  const condition = compileCondition(parseExpression(expression), small.cluster);
  small.run(small.put(0, 0));
  small.put(0, 1);
  return [0, 1].map((row) => condition.holds(row, small.cluster));
}

describe('compileCondition', () => {
  it.each<[string, boolean[]]>([
    ['task:group == service:web', [true, false]],
    ['not(task:group == service:web)', [false, true]],
    ['task:group == service:nobody', [false, false]],
    ['task:group in [service:nobody, service:other]', [true, false]],
    ['task:group =~ service:w.*', [true, false]],
    ['task:group != service:web', [true, false]],
  ])('P3.21: %s looks at the groups on each instance', (expression, expected) => {
    expect(holdsOn(expression)).toEqual(expected);
  });

  it.each<[string, boolean[]]>([
    ['runningTasksCount == 1', [true, false]],
    ['runningTasksCount != 1', [false, true]],
    ['runningTasksCount < 1', [false, true]],
    ['runningTasksCount <= 1', [true, true]],
    ['runningTasksCount > 0', [true, false]],
    ['runningTasksCount >= 1', [true, false]],
  ])('P3.20: %s counts the tasks in RUNNING', (expression, expected) => {
    expect(holdsOn(expression)).toEqual(expected);
  });

  it('combines what moves with tasks and what does not as the operators say, for every truth table', () => {
    const terms = {
      true: ['runningTasksCount < 9', 'attribute:ecs.os-type !exists'],
      false: ['runningTasksCount > 9', 'attribute:x exists'],
    };
    const value = fc.tuple(fc.boolean(), fc.nat(1));
    fc.assert(
      fc.property(value, value, fc.constantFrom('and', 'or'), fc.boolean(), ([a, i], [b, j], operator, isNegated) => {
        const text = `${terms[`${a}`][i]} ${operator} ${terms[`${b}`][j]}`;
        const combined = operator === 'and' ? a && b : a || b;
        const [holds] = holdsOn(isNegated ? `not(${text})` : text);
        expect(holds).toBe(combined !== isNegated);
      }),
    );
  });
});
