import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatExpression } from '../../../src/placement/query-language/format.ts';
import { parseExpression } from '../../../src/placement/query-language/parse.ts';
import { arbitraryExpression, arbitraryTerm } from './arbitrary-expressions.ts';

test('the text of an expression is read as the same expression', () => {
  const readable = arbitraryExpression(arbitraryTerm).filter(
    (expression) => formatExpression(expression).length <= 2000,
  );
  fc.assert(
    fc.property(readable, (expression) => {
      expect(parseExpression(formatExpression(expression))).toEqual(expression);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['attribute:x equals a && !attribute:y not_exists', 'attribute:x == a and not(attribute:y !exists)'],
  [
    'runningTasksCount==1 or agentVersion<1.14.5 and registeredAt<2018-02-13',
    'runningTasksCount == 1 or (agentVersion < 1.14.5 and registeredAt < 2018-02-13T00:00:00Z)',
  ],
  ["ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']", 'ec2InstanceId in [i-abcd1234, i-wxyx7890]'],
  [`task:group != "it's"`, `task:group != "it's"`],
  ["attribute:x =~ '(a|b).*'", "attribute:x =~ '(a|b).*'"],
  ["attribute:x == 'and'", "attribute:x == 'and'"],
])('%s has one canonical text', (text, canonical) => {
  expect(formatExpression(parseExpression(text))).toBe(canonical);
});
