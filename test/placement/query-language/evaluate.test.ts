import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../../src/placement/query-language/ast.ts';
import { compileExpression, compileTextTest, matches } from '../../../src/placement/query-language/evaluate.ts';
import { parseExpression } from '../../../src/placement/query-language/parse.ts';
import { arbitraryExpression } from './arbitrary-expressions.ts';
import { type InstanceExample, instance } from './instance.ts';

function selects(text: string, example: InstanceExample): boolean {
  return matches(parseExpression(text), instance(example));
}

function inZone(zone: string, instanceType: string): InstanceExample {
  return { attributes: { 'ecs.availability-zone': zone, 'ecs.instance-type': instanceType } };
}

// Cluster query language page and task placement constraints page of the developer guide, with their stated meaning.
describe('the examples of AWS', () => {
  test.each<[string, string, readonly InstanceExample[], readonly InstanceExample[]]>([
    [
      'attribute:ecs.instance-type == t2.small',
      'instances with the specified instance type',
      [inZone('us-east-1a', 't2.small')],
      [inZone('us-east-1a', 't2.smaller'), {}],
    ],
    [
      'attribute:ecs.availability-zone in [us-east-1a, us-east-1b]',
      'instances in the us-east-1a or us-east-1b Availability Zone',
      [inZone('us-east-1a', 'm5.large'), inZone('us-east-1b', 'm5.large')],
      [inZone('us-east-1c', 'm5.large')],
    ],
    [
      'attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d',
      'G2 instances that are not in us-east-1d',
      [inZone('us-east-1a', 'g2.2xlarge'), inZone('us-east-1b', 'g2.8xlarge')],
      [inZone('us-east-1d', 'g2.2xlarge'), inZone('us-east-1a', 'g3.4xlarge')],
    ],
    [
      'attribute:ecs.instance-type =~ t2.* and attribute:ecs.availability-zone == us-east-1a',
      't2 instances in us-east-1a',
      [inZone('us-east-1a', 't2.micro')],
      [inZone('us-east-1b', 't2.micro'), inZone('us-east-1a', 'm5.large')],
    ],
    [
      'attribute:stack == prod',
      'instances with the custom attribute stack=prod',
      [{ attributes: { stack: 'prod' } }],
      [{ attributes: { stack: 'gamma' } }, { attributes: { stack: '' } }],
    ],
    [
      'task:group == service:production',
      'instances hosting tasks in the service:production group',
      [{ taskGroups: ['family:x', 'service:production'] }],
      [{ taskGroups: ['service:staging'] }, {}],
    ],
    [
      'not(task:group == database)',
      'instances not hosting tasks in the database group',
      [{}, { taskGroups: ['web'] }],
      [{ taskGroups: ['web', 'database'] }],
    ],
    [
      'runningTasksCount == 1',
      'instances that are only running one task',
      [{ runningTasksCount: 1 }],
      [{ runningTasksCount: 0 }, { runningTasksCount: 2 }],
    ],
    [
      'agentVersion < 1.14.5',
      'instances with a container agent below 1.14.5',
      [{ agentVersion: '1.9.0' }, { agentVersion: '1.14.4' }],
      [{ agentVersion: '1.14.5' }, { agentVersion: '1.95.0' }],
    ],
    [
      'registeredAt < 2018-02-13',
      'instances registered before February 13, 2018',
      [{ registeredAt: '2018-02-12T23:59:59.999Z' }],
      [{ registeredAt: '2018-02-13T00:00:00Z' }, { registeredAt: '2018-06-01T00:00:00Z' }],
    ],
    [
      "ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']",
      'instances with these EC2 instance ids',
      [{ ec2InstanceId: 'i-abcd1234' }, { ec2InstanceId: 'i-wxyx7890' }],
      [{ ec2InstanceId: 'i-abcd12345' }],
    ],
  ])('%s selects %s', (text, _meaning, selected, others) => {
    expect(selected.map((example) => selects(text, example))).toEqual(selected.map(() => true));
    expect(others.map((example) => selects(text, example))).toEqual(others.map(() => false));
  });
});

describe('an attribute that is missing, empty, v, or another value (P3.19)', () => {
  const instances: readonly InstanceExample[] = [
    {},
    { attributes: { x: '' } },
    { attributes: { x: 'v' } },
    { attributes: { x: 'w' } },
  ];
  test.each([
    ['attribute:x exists', [false, true, true, true]],
    ['attribute:x !exists', [true, false, false, false]],
    ['attribute:x == v', [false, false, true, false]],
    ['attribute:x != v', [false, true, false, true]],
    ['attribute:x in [v, u]', [false, false, true, false]],
    ['attribute:x !in [v, u]', [false, true, false, true]],
    ['attribute:x =~ v|u', [false, false, true, false]],
    ['attribute:x !~ v|u', [false, true, false, true]],
    ["attribute:x == ''", [false, true, false, false]],
    ['not(attribute:x == v)', [true, true, false, true]],
    ['not(attribute:x != v)', [true, false, true, false]],
    ['not(attribute:x exists)', [true, false, false, false]],
    ['attribute:x == V', [false, false, false, false]],
    ["attribute:x =~ '(?i)V'", [false, false, true, false]],
  ])('%s', (text, expected) => {
    expect(instances.map((example) => selects(text, example))).toEqual(expected);
  });
});

describe('task:group is true when one task on the instance passes the test (P3.21)', () => {
  const instances = [[], ['a'], ['b'], ['a', 'b'], ['a', 'a']].map((taskGroups) => ({ taskGroups }));
  test.each([
    ['task:group == a', [false, true, false, true, true]],
    ['task:group != a', [false, false, true, true, false]],
    ['task:group in [a, b]', [false, true, true, true, true]],
    ['task:group !in [a]', [false, false, true, true, false]],
    ['task:group =~ a|c', [false, true, false, true, true]],
    ['task:group !~ a|c', [false, false, true, true, false]],
    ['not(task:group == a)', [true, false, true, false, false]],
  ])('%s over no task, a, b, both, a twice', (text, expected) => {
    expect(instances.map((example) => selects(text, example))).toEqual(expected);
  });
});

describe('subjects with an order', () => {
  // Below, at and above the literal.
  const VERDICTS: Readonly<Record<string, readonly boolean[]>> = {
    '==': [false, true, false],
    '!=': [true, false, true],
    '>': [false, false, true],
    '>=': [false, true, true],
    '<': [true, false, false],
    '<=': [true, true, false],
  };
  test.each<[string, string, readonly InstanceExample[]]>([
    ['runningTasksCount', '10', [{ runningTasksCount: 9 }, { runningTasksCount: 10 }, { runningTasksCount: 11 }]],
    ['agentVersion', '1.14.5', [{ agentVersion: '1.9.9' }, { agentVersion: '1.14.5' }, { agentVersion: '1.14.10' }]],
    [
      'registeredAt',
      '2018-06-18T22:28:28+02:00',
      [
        { registeredAt: '2018-06-18T20:28:27Z' },
        { registeredAt: '2018-06-18T20:28:28Z' },
        { registeredAt: '2018-06-18T20:28:29Z' },
      ],
    ],
  ])('%s compares by its own order (P3.20)', (subject, literal, instances) => {
    for (const [operator, expected] of Object.entries(VERDICTS)) {
      const verdicts = instances.map((example) => selects(`${subject} ${operator} ${literal}`, example));
      expect([operator, verdicts]).toEqual([operator, expected]);
    }
  });

  test('an agent without a version number passes no comparison', () => {
    for (const operator of Object.keys(VERDICTS)) {
      expect(selects(`agentVersion ${operator} 1.0.0`, { agentVersion: '' })).toBe(false);
    }
  });
});

test('agentConnected reads true or false', () => {
  const verdicts = (text: string) => [true, false].map((agentConnected) => selects(text, { agentConnected }));
  expect(verdicts('agentConnected == true')).toEqual([true, false]);
  expect(verdicts('agentConnected != true')).toEqual([false, true]);
  expect(verdicts('agentConnected in [true, false]')).toEqual([true, true]);
  expect(verdicts('agentConnected =~ f.*')).toEqual([false, true]);
});

test('a compiled text test can be asked of any text', () => {
  expect(['a', 'b'].map(compileTextTest({ operator: 'in', values: ['b', 'c'] }))).toEqual([false, true]);
});

describe('the boolean structure', () => {
  // Three attributes give eight instances; bit i of a table is the verdict on instance i, whose bits say what it has.
  const TABLES: Readonly<Record<string, number>> = { a: 0b10101010, b: 0b11001100, c: 0b11110000 };
  const term = fc
    .constantFrom('a', 'b', 'c')
    .map((name): Expression => ({ kind: 'attribute', name, test: { operator: 'exists' } }));

  function truthTable(expression: Expression): number {
    if (expression.kind === 'attribute') return TABLES[expression.name]!;
    if (expression.kind === 'not') return ~truthTable(expression.operand) & 0xff;
    const tables = (expression as { operands: readonly Expression[] }).operands.map(truthTable);
    return tables.reduce((left, right) => (expression.kind === 'and' ? left & right : left | right));
  }

  function verdicts(expression: Expression): number {
    const predicate = compileExpression(expression);
    let table = 0;
    for (let i = 0; i < 8; i++) {
      const present = ['a', 'b', 'c'].filter((_, bit) => (i >> bit) & 1).map((name) => [name, ''] as const);
      if (predicate(instance({ attributes: Object.fromEntries(present) }))) table |= 1 << i;
    }
    return table;
  }

  test('and, or and not give the truth table of propositional logic', () => {
    fc.assert(
      fc.property(arbitraryExpression(term), (expression) => {
        expect(verdicts(expression)).toBe(truthTable(expression));
      }),
      { numRuns: 1000 },
    );
  });
});
