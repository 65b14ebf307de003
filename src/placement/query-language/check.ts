/** The meaning of what the grammar read: which operators a subject takes, and what its literals must look like. */

import { assertNever } from '../../base/assert.ts';
import { nearest } from '../../base/nearest.ts';
import type { AttributeTerm, ComparisonOperator, Expression, Term, TextTerm, TextTest } from './ast.ts';
import { readCount, readRegisteredAt, readVersion } from './literals.ts';
import { translatePattern } from './pattern.ts';
import { ExpressionSyntaxError } from './syntax-error.ts';
import type { PlacedText, SyntaxNode, SyntaxTerm } from './syntax-tree.ts';

/** Longest name of an attribute (P2.11). */
const ATTRIBUTE_NAME_LENGTH_MAX = 128;
/** AWS's "valid operators" of the subjects, cluster query language page. */
const TEXT_OPERATORS = ['==', '!=', 'in', '!in', '=~', '!~'];
const ATTRIBUTE_OPERATORS = [...TEXT_OPERATORS, 'exists', '!exists'];
const COMPARISON_OPERATORS = ['==', '!=', '>', '>=', '<', '<='];
const BOOLEANS = ['true', 'false'];

/**
 * The expression that the syntax tree means.
 *
 * @throws ExpressionSyntaxError for an operator its subject does not take, a literal of another form, a pattern that
 *   is no regular expression or that we cannot translate
 */
export function checkExpression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { kind: node.kind, operands: node.operands.map(checkExpression) };
    case 'not':
      return { kind: 'not', operand: checkExpression(node.operand) };
    case 'term':
      return checkTerm(node);
    default:
      return assertNever(node);
  }
}

function checkTerm(term: SyntaxTerm): Term {
  const kind = term.subject.text as Term['kind'];
  switch (kind) {
    case 'attribute':
      return attributeTerm(term);
    case 'agentConnected':
    case 'ec2InstanceId':
    case 'task:group':
      return textTerm(kind, term);
    case 'agentVersion': {
      const version = checkLiteral(term, readVersion, 'a version such as 1.14.5');
      return { kind, operator: comparisonOperator(term), version };
    }
    case 'registeredAt': {
      const expected = 'a date such as 2018-02-13 or 2018-06-18T22:28:28Z';
      const epochMs = checkLiteral(term, readRegisteredAt, expected);
      return { kind, operator: comparisonOperator(term), epochMs };
    }
    case 'runningTasksCount': {
      const count = checkLiteral(term, readCount, 'a whole number ≥ 0');
      return { kind, operator: comparisonOperator(term), count };
    }
    default:
      return assertNever(kind);
  }
}

function attributeTerm(term: SyntaxTerm): AttributeTerm {
  const name = term.subject.name ?? '';
  if (name.length > ATTRIBUTE_NAME_LENGTH_MAX) {
    const place = { text: name, offset: term.subject.offset };
    throw fault(place, `an attribute name of at most ${ATTRIBUTE_NAME_LENGTH_MAX} characters`);
  }
  checkOperator(term, 'an attribute', ATTRIBUTE_OPERATORS);
  const operator = term.operator.text;
  const test = operator === 'exists' || operator === '!exists' ? ({ operator } as const) : textTest(term);
  return { kind: 'attribute', name, test };
}

function textTerm(kind: TextTerm['kind'], term: SyntaxTerm): TextTerm {
  checkOperator(term, kind, TEXT_OPERATORS);
  const test = textTest(term);
  if (kind === 'agentConnected' && !('pattern' in test)) term.values.forEach(checkBoolean);
  return { kind, test };
}

/** Called after `checkOperator`, so the operator is one of the six. */
function textTest(term: SyntaxTerm): TextTest {
  const operator = term.operator.text as TextTest['operator'];
  const first = firstValue(term);
  switch (operator) {
    case '==':
    case '!=':
      return { operator, value: first.text };
    case 'in':
    case '!in':
      return { operator, values: term.values.map((value) => value.text) };
    case '=~':
    case '!~':
      checkPattern(first);
      return { operator, pattern: first.text };
    default:
      return assertNever(operator);
  }
}

/** The operator before the literal, so that the first fault in reading order is the one reported. */
function checkLiteral<T>(term: SyntaxTerm, read: (text: string) => T | undefined, expected: string): T {
  checkOperator(term, term.subject.text, COMPARISON_OPERATORS);
  const first = firstValue(term);
  const literal = read(first.text);
  if (literal === undefined) throw fault(first, expected);
  return literal;
}

/** Called after `checkOperator`. */
function comparisonOperator(term: SyntaxTerm): ComparisonOperator {
  return term.operator.text as ComparisonOperator;
}

/** The grammar gives every operator but `exists` at least one value. */
function firstValue(term: SyntaxTerm): PlacedText {
  return term.values[0] as PlacedText;
}

function checkOperator(term: SyntaxTerm, subject: string, operators: readonly string[]): void {
  if (operators.includes(term.operator.text)) return;
  const list = `${operators.slice(0, -1).join(', ')} or ${operators.at(-1)}`;
  throw fault(term.operator, `an operator that ${subject} takes: ${list}`);
}

function checkBoolean(value: PlacedText): void {
  if (!BOOLEANS.includes(value.text)) throw fault(value, 'true or false', nearest(value.text, BOOLEANS));
}

function checkPattern(pattern: PlacedText): void {
  const translated = translatePattern(pattern.text);
  if (translated instanceof RegExp) return;
  const place = { text: pattern.text.slice(translated.offset), offset: pattern.offset + translated.offset };
  throw fault(place, translated.expected);
}

function fault(place: PlacedText, expected: string, suggestion?: string): ExpressionSyntaxError {
  return new ExpressionSyntaxError({
    offset: place.offset,
    found: JSON.stringify(place.text),
    expected,
    suggestion,
  });
}
