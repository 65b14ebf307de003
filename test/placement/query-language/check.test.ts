import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../src/placement/query-language/parse.ts';
import { ExpressionSyntaxError } from '../../../src/placement/query-language/syntax-error.ts';

const ORDERED = ['agentVersion', 'registeredAt', 'runningTasksCount'];
const TEXTS = ['agentConnected', 'ec2InstanceId', 'task:group', 'attribute:x'];
const LITERALS: Readonly<Record<string, string>> = {
  agentConnected: 'true',
  agentVersion: '1.14.5',
  registeredAt: '2018-02-13',
  runningTasksCount: '1',
};

function isAccepted(subject: string, operator: string): boolean {
  const literal = LITERALS[subject] ?? 'x';
  const argument = operator.endsWith('in') ? ` [${literal}]` : operator.endsWith('exists') ? '' : ` ${literal}`;
  try {
    parseExpression(`${subject} ${operator}${argument}`);
    return true;
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    expect(error).toMatchObject({ offset: subject.length + 1, found: JSON.stringify(operator) });
    expect(error.expected).toContain('an operator that');
    return false;
  }
}

describe('a subject takes the operators that AWS lists for it, the fault is at the operator', () => {
  test.each(['==', '!='])('%s: every subject', (operator) => {
    for (const subject of [...ORDERED, ...TEXTS]) expect(isAccepted(subject, operator)).toBe(true);
  });
  test.each(['>', '>=', '<', '<='])('%s: version, date and number only', (operator) => {
    for (const subject of ORDERED) expect(isAccepted(subject, operator)).toBe(true);
    for (const subject of TEXTS) expect(isAccepted(subject, operator)).toBe(false);
  });
  test.each(['in', '!in', '=~', '!~'])('%s: texts only', (operator) => {
    for (const subject of ORDERED) expect(isAccepted(subject, operator)).toBe(false);
    for (const subject of TEXTS) expect(isAccepted(subject, operator)).toBe(true);
  });
  test.each(['exists', '!exists'])('%s: attributes only', (operator) => {
    for (const subject of [...ORDERED, ...TEXTS]) {
      expect(isAccepted(subject, operator)).toBe(subject.startsWith('attribute:'));
    }
  });
});

describe('a literal of another form is refused at its place', () => {
  test.each([
    ['agentConnected == ^ture', 'true or false', 'true'],
    ['agentConnected in [true, ^1]', 'true or false', undefined],
    ['agentVersion < ^v1.2', 'a version such as 1.14.5', undefined],
    [
      'attribute:a exists and registeredAt < ^2018-02-30',
      'a date such as 2018-02-13 or 2018-06-18T22:28:28Z',
      undefined,
    ],
    ['runningTasksCount == ^-1', 'a whole number ≥ 0', undefined],
    ["runningTasksCount == '^one two'", 'a whole number ≥ 0', undefined],
    ['attribute:x =~ a^++', 'a quantifier without a second "+"; plimsoll does not support possessive ones', undefined],
    ["attribute:x !~ '^a(b'", 'a valid regular expression (unterminated group)', undefined],
    ["not attribute:x =~ 'a ^(?>b)'", 'a plain group; plimsoll does not support atomic groups "(?>"', undefined],
    [`attribute:^${'x'.repeat(129)} exists`, 'an attribute name of at most 128 characters', undefined],
  ])('%s', (marked, expected, suggestion) => {
    const offset = marked.indexOf('^');
    const text = marked.replace('^', '');
    expect(() => parseExpression(text)).toThrowError(expect.objectContaining({ offset, expected, suggestion }));
  });

  test('a name of 128 characters is still an attribute name (P2.11)', () => {
    expect(() => parseExpression(`attribute:${'x'.repeat(128)} exists`)).not.toThrow();
  });
});
