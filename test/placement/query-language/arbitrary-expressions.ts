/** Random expressions, well formed by construction, for the properties of the query language. */

import fc from 'fast-check';
import type { ComparisonOperator, Expression, Term, TextTest } from '../../../src/placement/query-language/ast.ts';

const comparison = fc.constantFrom<ComparisonOperator>('==', '!=', '>', '>=', '<', '<=');
/** Any text that fits into one kind of quote. */
const anyText = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !(text.includes("'") && text.includes('"')));
const awkwardText = fc.constantFrom(
  'and',
  'or',
  'not',
  'and x',
  '',
  ' ',
  'in',
  'exists',
  '!',
  'a,b',
  '[a]',
  "it's",
  '&&',
);
const value = fc.oneof(
  fc.constantFrom('a', 'b', 'us-east-1a', 'service:web', 'i-0abc', '10.0.0.0/8'),
  awkwardText,
  anyText,
);
const pattern = fc.constantFrom(
  'a|b',
  'g2.*',
  '[a-c]+',
  '(a|b) c',
  'x{2,3}',
  'a||b',
  '(?i)A',
  "'",
  'and',
  '\\d+',
  't2\\.',
  '',
);

const textTest: fc.Arbitrary<TextTest> = fc.oneof(
  fc.record({ operator: fc.constantFrom('==' as const, '!=' as const), value }),
  fc.record({
    operator: fc.constantFrom('in' as const, '!in' as const),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ operator: fc.constantFrom('=~' as const, '!~' as const), pattern }),
);
const booleanTest: fc.Arbitrary<TextTest> = fc.record({
  operator: fc.constantFrom('==' as const, '!=' as const),
  value: fc.constantFrom('true', 'false'),
});

/** Any one term. */
export const arbitraryTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    kind: fc.constant('attribute' as const),
    name: fc.stringMatching(/^[A-Za-z0-9_./\\-]{1,20}$/),
    test: fc.oneof(textTest, fc.record({ operator: fc.constantFrom('exists' as const, '!exists' as const) })),
  }),
  fc.record({ kind: fc.constantFrom('ec2InstanceId' as const, 'task:group' as const), test: textTest }),
  fc.record({ kind: fc.constant('agentConnected' as const), test: booleanTest }),
  fc.record({
    kind: fc.constant('agentVersion' as const),
    operator: comparison,
    version: fc.array(fc.nat(99), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
  }),
  fc.record({
    kind: fc.constant('registeredAt' as const),
    operator: comparison,
    epochMs: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 }).map((seconds) => seconds * 1000),
  }),
  fc.record({ kind: fc.constant('runningTasksCount' as const), operator: comparison, count: fc.nat(999_999_999) }),
);

/** Expressions over the given terms, a few levels deep, with nested `and`, `or` and `not` of every mixture. */
export function arbitraryExpression(term: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      term,
      fc.record({ kind: fc.constant('not' as const), operand: tie('expression') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }));
  return expression;
}
