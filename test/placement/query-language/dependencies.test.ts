import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dependenciesOf, isDynamic, splitConjunction } from '../../../src/placement/query-language/dependencies.ts';
import { matches } from '../../../src/placement/query-language/evaluate.ts';
import { formatExpression } from '../../../src/placement/query-language/format.ts';
import { parseExpression } from '../../../src/placement/query-language/parse.ts';
import { arbitraryExpression } from './arbitrary-expressions.ts';
import { instance } from './instance.ts';

const NOTHING = {
  attributes: [],
  ec2InstanceId: false,
  registeredAt: false,
  agentConnected: false,
  agentVersion: false,
  runningTasksCount: false,
  taskGroups: { names: [], patterns: [], isOpen: false },
};

describe('an expression depends on the facts it reads', () => {
  test.each([
    ['attribute:b == 1 or not(attribute:a exists and attribute:b == 2)', { attributes: ['a', 'b'] }],
    ['ec2InstanceId == i-1', { ec2InstanceId: true }],
    ['registeredAt < 2018-02-13', { registeredAt: true }],
    ['agentConnected == true and agentVersion > 1', { agentConnected: true, agentVersion: true }],
    ['runningTasksCount == 0', { runningTasksCount: true }],
    [
      'task:group == web or task:group in [db, web]',
      { taskGroups: { names: ['db', 'web'], patterns: [], isOpen: false } },
    ],
    ['task:group != web', { taskGroups: { names: ['web'], patterns: [], isOpen: true } }],
    ['task:group =~ service:.*', { taskGroups: { names: [], patterns: ['service:.*'], isOpen: true } }],
  ])('%s', (text, expected) => {
    expect(dependenciesOf(parseExpression(text))).toEqual({ ...NOTHING, ...expected });
  });
});

describe('only task:group and runningTasksCount move with the tasks', () => {
  test.each([
    ['attribute:a == 1 and agentVersion > 1', 'attribute:a == 1 and agentVersion > 1', undefined],
    ['not(task:group == db)', undefined, 'not(task:group == db)'],
    [
      'attribute:a == 1 and task:group == db and (attribute:b exists and runningTasksCount < 3)',
      'attribute:a == 1 and attribute:b exists',
      'task:group == db and runningTasksCount < 3',
    ],
    ['attribute:a == 1 or task:group == db', undefined, 'attribute:a == 1 or task:group == db'],
  ])('%s', (text, staticText, dynamicText) => {
    const { staticPart, dynamicPart } = splitConjunction(parseExpression(text));
    expect(staticPart && formatExpression(staticPart)).toBe(staticText);
    expect(dynamicPart && formatExpression(dynamicPart)).toBe(dynamicText);
  });

  test('an expression is true where its two parts are, and its static part is the same whatever runs', () => {
    const term = fc
      .constantFrom(
        'attribute:a exists',
        'attribute:b == 1',
        'task:group == x',
        'task:group != y',
        'runningTasksCount > 1',
      )
      .map(parseExpression);
    const facts = fc.record({
      attributes: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
      taskGroups: fc.array(fc.constantFrom('x', 'y'), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(arbitraryExpression(term), facts, (expression, example) => {
        const { staticPart, dynamicPart } = splitConjunction(expression);
        const both = [staticPart, dynamicPart].every((part) => part === undefined || matches(part, instance(example)));
        expect(both).toBe(matches(expression, instance(example)));
        expect(staticPart !== undefined && isDynamic(staticPart)).toBe(false);
      }),
    );
  });
});
