import { describe, expect, test } from 'vitest';
import type { Expression } from '../../../src/placement/query-language/ast.ts';
import { EXPRESSION_LENGTH_MAX, parseExpression } from '../../../src/placement/query-language/parse.ts';
import { ExpressionSyntaxError } from '../../../src/placement/query-language/syntax-error.ts';

function has(name: string): Expression {
  return { kind: 'attribute', name, test: { operator: 'exists' } };
}

function errorOf(text: string): ExpressionSyntaxError {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return error;
    throw error;
  }
  throw new Error(`${text} is a valid expression`);
}

describe('every operator has a symbol and a word', () => {
  const text = (operator: string, value = 'x') => ({ kind: 'ec2InstanceId', test: { operator, value } });
  const list = (operator: string) => ({ kind: 'ec2InstanceId', test: { operator, values: ['x', 'y'] } });
  const pattern = (operator: string) => ({ kind: 'ec2InstanceId', test: { operator, pattern: 'x.*' } });
  const count = (operator: string) => ({ kind: 'runningTasksCount', operator, count: 3 });
  const presence = (operator: string) => ({ kind: 'attribute', name: 'x', test: { operator } });

  test.each([
    ['ec2InstanceId == x', 'ec2InstanceId equals x', text('==')],
    ['ec2InstanceId != x', 'ec2InstanceId not_equals x', text('!=')],
    ['ec2InstanceId in [x,y]', 'ec2InstanceId  in[ x , y ]', list('in')],
    ['ec2InstanceId !in [x, y]', 'ec2InstanceId not_in [x, y]', list('!in')],
    ['ec2InstanceId =~ x.*', 'ec2InstanceId matches x.*', pattern('=~')],
    ['ec2InstanceId !~ x.*', 'ec2InstanceId not_matches x.*', pattern('!~')],
    ['runningTasksCount > 3', 'runningTasksCount greater_than 3', count('>')],
    ['runningTasksCount >= 3', 'runningTasksCount greater_than_equal 3', count('>=')],
    ['runningTasksCount < 3', 'runningTasksCount less_than 3', count('<')],
    ['runningTasksCount<=3', 'runningTasksCount less_than_equal 3', count('<=')],
    ['attribute:x exists', '(attribute:x exists)', presence('exists')],
    ['attribute:x !exists', 'attribute:x not_exists', presence('!exists')],
  ])('%s is %s', (symbol, word, expected) => {
    expect(parseExpression(symbol)).toEqual(expected);
    expect(parseExpression(word)).toEqual(expected);
  });
});

describe('compound expressions', () => {
  const [a, b, c] = [has('a'), has('b'), has('c')];
  const spelled = (text: string) => text.replace(/\b[abc]\b/g, (name) => `attribute:${name} exists`);

  test.each<[string, Expression]>([
    ['a and b', { kind: 'and', operands: [a, b] }],
    ['a && b', { kind: 'and', operands: [a, b] }],
    ['a||b', { kind: 'or', operands: [a, b] }],
    ['not a', { kind: 'not', operand: a }],
    ['! a', { kind: 'not', operand: a }],
    ['not(a)', { kind: 'not', operand: a }],
    ['!!a', { kind: 'not', operand: { kind: 'not', operand: a } }],
    ['not a and b', { kind: 'and', operands: [{ kind: 'not', operand: a }, b] }],
    ['a and b and c', { kind: 'and', operands: [a, b, c] }],
    ['(a and b) and c', { kind: 'and', operands: [{ kind: 'and', operands: [a, b] }, c] }],
    ['(a)and(b)', { kind: 'and', operands: [a, b] }],
    ['\n a\tor \r\n b ', { kind: 'or', operands: [a, b] }],
  ])('%s', (text, expected) => {
    expect(parseExpression(spelled(text))).toEqual(expected);
  });

  test('`and` binds tighter than `or`, parentheses tighter than both (P3.18, model)', () => {
    expect(parseExpression(spelled('a or b and c'))).toEqual({
      kind: 'or',
      operands: [a, { kind: 'and', operands: [b, c] }],
    });
    expect(parseExpression(spelled('(a or b) and c'))).toEqual({
      kind: 'and',
      operands: [{ kind: 'or', operands: [a, b] }, c],
    });
  });

  test('nesting as deep as the longest expression allows is read', () => {
    const depth = (EXPRESSION_LENGTH_MAX - 'attribute:a exists'.length) / 2;
    expect(parseExpression(`${'('.repeat(depth)}attribute:a exists${')'.repeat(depth)}`)).toEqual(a);
  });
});

describe('names and literals', () => {
  const valueTerm = (literal: string) => parseExpression(`attribute:x == ${literal}`);
  const equal = (value: string) => ({ kind: 'attribute', name: 'x', test: { operator: '==', value } });

  test.each([
    'us-east-1a',
    't2.small',
    'a_b/c\\d',
    'arn:aws:ecs:us-east-1:123:x/y',
    'me@example.com',
    '*',
    '10.0.0.0/8',
    '$Stage',
    'android',
    'order',
    'not-prod',
    'in',
    'exists',
    '-1',
  ])('%s needs no quotes (P2.11)', (literal) => {
    expect(valueTerm(literal)).toEqual(equal(literal));
  });

  test.each([
    ["'a b'", 'a b'],
    ['"a b"', 'a b'],
    ["'and'", 'and'],
    [`"it's"`, "it's"],
    ["''", ''],
    ["'a(b),[c]'", 'a(b),[c]'],
  ])('%s is the text between the quotes', (literal, value) => {
    expect(valueTerm(literal)).toEqual(equal(value));
  });

  test.each(['ecs.availability-zone', 'com.amazonaws.ecs.capability.docker-remote-api.1.18', 'a/b\\c_d', 'and'])(
    'attribute:%s is an attribute (P2.11)',
    (name) => {
      expect(parseExpression(`attribute:${name} exists`)).toEqual(has(name));
    },
  );

  test('a pattern may hold brackets and commas without quotes, other signs in quotes', () => {
    const patternTerm = (literal: string) => parseExpression(`attribute:x =~ ${literal}`);
    const like = (pattern: string) => ({ kind: 'attribute', name: 'x', test: { operator: '=~', pattern } });
    expect(patternTerm('[cm]5\\.x{1,2}large|t2$')).toEqual(like('[cm]5\\.x{1,2}large|t2$'));
    expect(patternTerm("'(t2|m5) .*'")).toEqual(like('(t2|m5) .*'));
    expect(parseExpression('(attribute:x=~a.*)&&attribute:x=~.*b||attribute:x exists')).toEqual({
      kind: 'or',
      operands: [{ kind: 'and', operands: [like('a.*'), like('.*b')] }, has('x')],
    });
  });
});

const A_SUBJECT = 'a subject such as attribute:ecs.instance-type or task:group';
const AN_OPERATOR = 'an operator such as ==, in, =~';
const A_VALUE = 'a value (in quotes when it holds spaces or other signs than . _ - / \\ : @ *)';
const A_PATTERN = 'a pattern (in quotes when it holds spaces or parentheses)';

describe('a syntax error names its place, what is there, what should be and the nearest name', () => {
  // The caret of the first column stands at the fault and is taken out before parsing.
  test.each([
    ['^', 'nothing', A_SUBJECT, undefined],
    ['  ^', 'nothing', A_SUBJECT, undefined],
    ['^attribte:x == 1', '"attribte:x"', A_SUBJECT, 'attribute:x'],
    ['^attribute.x == 1', '"attribute.x"', A_SUBJECT, 'attribute:x'],
    ['^ecs.os-type == linux', '"ecs.os-type"', A_SUBJECT, 'attribute:ecs.os-type'],
    ['not ^agentConected == true', '"agentConected"', A_SUBJECT, 'agentConnected'],
    ['(^taskGroup == a)', '"taskGroup"', A_SUBJECT, 'task:group'],
    ['^RunningTasksCount == 1', '"RunningTasksCount"', A_SUBJECT, 'runningTasksCount'],
    ['^memberOf(attribute:a exists)', '"memberOf"', A_SUBJECT, undefined],
    ['attribute:x == a and ^', 'the end', A_SUBJECT, undefined],
    ['attribute:^ == 1', 'a space', 'an attribute name of letters, digits, . _ - / \\', undefined],
    ['attribute:^x:y == 1', '"x:y"', 'an attribute name of letters, digits, . _ - / \\', undefined],
    ['attribute:x ^= 1', '"="', AN_OPERATOR, '=='],
    ['attribute:x ^eqals 1', '"eqals"', AN_OPERATOR, 'equals'],
    ['attribute:x ^notIn [a]', '"notIn"', AN_OPERATOR, 'not_in'],
    ['attribute:x ^not in [a]', '"not"', AN_OPERATOR, 'not_in'],
    ['attribute:x^', 'the end', AN_OPERATOR, undefined],
    ['attribute:x == ^', 'the end', A_VALUE, undefined],
    ['attribute:x == ^[a]', '"["', 'one value (a list only after in or not_in)', undefined],
    ['attribute:x == ^and attribute:y exists', '"and"', A_VALUE, undefined],
    ['attribute:x == ^a<b', '"a<b"', A_VALUE, undefined],
    ["attribute:x == ^'a", '"\'a"', "a closing '", undefined],
    ['attribute:stack in ^(prod, gamma)', '"("', 'a list such as [a, b]', undefined],
    ['attribute:x in ^a', '"a"', 'a list such as [a, b]', undefined],
    ['attribute:x in [^]', '"]"', A_VALUE, undefined],
    ['attribute:x in [a ^b]', '"b"', '"," or "]"', undefined],
    ['attribute:x in [a, b^', 'the end', '"," or "]"', undefined],
    ['attribute:x =~ ^(t2|m5).*', '"(t2|m5).*"', A_PATTERN, undefined],
    ['attribute:x =~ ^t2.(a|b)', '"t2.(a|b)"', A_PATTERN, undefined],
    ['attribute:x == a ^b', '"b"', '"and", "or" or the end', undefined],
    ['attribute:x exists ^true', '"true"', '"and", "or" or the end', undefined],
    ['attribute:x exists ^adn attribute:y exists', '"adn"', '"and", "or" or the end', 'and'],
    ['attribute:x exists ^OR attribute:y exists', '"OR"', '"and", "or" or the end', 'or'],
    ['attribute:x exists ^& attribute:y exists', '"&"', '"and", "or" or the end', '&&'],
    ['attribute:x exists^)', '")"', '"and", "or" or the end', undefined],
    ['(attribute:x exists^', 'the end', '"and", "or" or ")"', undefined],
  ])('%s', (marked, found, expected, suggestion) => {
    const offset = marked.indexOf('^');
    expect(errorOf(marked.replace('^', ''))).toMatchObject({ offset, found, expected, suggestion });
  });

  test('its message reads like an Issue', () => {
    expect(errorOf('attribute:x = 1').message).toBe(`found "=", expected ${AN_OPERATOR}; did you mean "=="?`);
  });

  test('an expression longer than ECS takes is refused', () => {
    const text = `attribute:x == ${'a'.repeat(EXPRESSION_LENGTH_MAX)}`;
    expect(errorOf(text)).toMatchObject({ offset: 2000, found: '2015 characters', expected: 'at most 2000' });
  });
});
