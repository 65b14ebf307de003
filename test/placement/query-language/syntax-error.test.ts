import { expect, test } from 'vitest';
import { ExpressionSyntaxError } from '../../../src/placement/query-language/syntax-error.ts';

test('the message holds what an Issue holds, without its place', () => {
  const fault = { offset: 3, found: '"x"', expected: 'y' };
  expect(new ExpressionSyntaxError(fault).message).toBe('found "x", expected y');
  expect(new ExpressionSyntaxError({ ...fault, suggestion: 'z' })).toMatchObject({
    name: 'ExpressionSyntaxError',
    message: 'found "x", expected y; did you mean "z"?',
    ...fault,
    suggestion: 'z',
  });
});
