import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dependenciesOf, isDynamic } from '../../../src/placement/query-language/dependencies.ts';
import { matches } from '../../../src/placement/query-language/evaluate.ts';
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
    ['attribute:a == 1 and agentVersion > 1', false],
    ['not(task:group == db)', true],
    ['attribute:a == 1 and task:group == db and (attribute:b exists and runningTasksCount < 3)', true],
    ['attribute:a == 1 or task:group == db', true],
  ])('%s', (text, moves) => {
    expect(isDynamic(parseExpression(text))).toBe(moves);
  });

  test('an expression that is not dynamic says the same whatever runs', () => {
    const term = fc
      .constantFrom(
        'attribute:a exists',
        'attribute:b == 1',
        'task:group == x',
        'task:group != y',
        'runningTasksCount > 1',
      )
      .map(parseExpression);
    const attributes = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2'));
    const taskGroups = fc.array(fc.constantFrom('x', 'y'), { maxLength: 3 });
    fc.assert(
      fc.property(arbitraryExpression(term), attributes, taskGroups, (expression, having, running) => {
        fc.pre(!isDynamic(expression));
        const idle = instance({ attributes: having, taskGroups: [] });
        const busy = instance({ attributes: having, taskGroups: running });
        expect(matches(expression, busy)).toBe(matches(expression, idle));
      }),
    );
  });
});
