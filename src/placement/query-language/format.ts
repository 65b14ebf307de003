/**
 * An expression as text, one spelling for each tree: symbols for operators, words for `and`, `or`, `not`, quotes only
 * where needed. An `and` within an `or` stands in parentheses, so the text means the same under any precedence (P3.18).
 */

import { assert, assertNever } from '../../base/assert.ts';
import type { ExistenceTest, Expression, TextTest } from './ast.ts';
import { formatRegisteredAt } from './literals.ts';

const PLAIN_VALUE = /^[A-Za-z0-9_./\\:@*+%#$^;?-]+$/;
const PLAIN_PATTERN = /^[A-Za-z0-9_./\\:@*+%#$^;?{}|[\],-]+$/;
/** Would be read as a connector, a negation or the end of a pattern. */
const NEEDS_QUOTES = /^(?:and|or|not)(?![A-Za-z0-9_.:/\\-])|\|\|/;

/** The canonical text: `parseExpression` reads it as the same tree. */
export function formatExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.map(formatOperand).join(` ${expression.kind} `);
    case 'not':
      return `not(${formatExpression(expression.operand)})`;
    case 'attribute':
      return `attribute:${expression.name} ${formatTest(expression.test)}`;
    case 'agentConnected':
    case 'ec2InstanceId':
    case 'task:group':
      return `${expression.kind} ${formatTest(expression.test)}`;
    case 'agentVersion':
      return `agentVersion ${expression.operator} ${expression.version}`;
    case 'registeredAt':
      return `registeredAt ${expression.operator} ${formatRegisteredAt(expression.epochMs)}`;
    case 'runningTasksCount':
      return `runningTasksCount ${expression.operator} ${expression.count}`;
    default:
      return assertNever(expression);
  }
}

function formatOperand(operand: Expression): string {
  const text = formatExpression(operand);
  return operand.kind === 'and' || operand.kind === 'or' ? `(${text})` : text;
}

function formatTest(test: TextTest | ExistenceTest): string {
  if ('value' in test) return `${test.operator} ${quoteUnless(PLAIN_VALUE, test.value)}`;
  if ('pattern' in test) return `${test.operator} ${quoteUnless(PLAIN_PATTERN, test.pattern)}`;
  if ('values' in test) {
    return `${test.operator} [${test.values.map((value) => quoteUnless(PLAIN_VALUE, value)).join(', ')}]`;
  }
  return test.operator;
}

function quoteUnless(plain: RegExp, text: string): string {
  if (plain.test(text) && !NEEDS_QUOTES.test(text)) return text;
  if (!text.includes("'")) return `'${text}'`;
  assert(!text.includes('"'), `no text of the query language holds both kinds of quote: ${text}`);
  return `"${text}"`;
}
