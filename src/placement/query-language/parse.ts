/** Text → Expression: the generated grammar reads the syntax, check.ts the meaning; every fault gets its place. */

import { nearest } from '../../base/nearest.ts';
import type { Expression } from './ast.ts';
import { checkExpression } from './check.ts';
import { SyntaxError as GrammarError, parse } from './grammar.generated.ts';
import { ExpressionSyntaxError, type SyntaxFault } from './syntax-error.ts';
import type { SyntaxNode } from './syntax-tree.ts';
import { CONNECTORS, OPERATOR_SLIPS, OPERATORS, SUBJECTS } from './words.ts';

/** Longest expression that ECS takes, in characters (API Reference, PlacementConstraint `expression`). */
export const EXPRESSION_LENGTH_MAX = 2000;

/** The part of the generated parser's error that we read. */
interface GrammarFault {
  readonly location: { readonly start: { readonly offset: number } };
  readonly expected: readonly GrammarExpectation[];
}

interface GrammarExpectation {
  readonly type: 'literal' | 'other' | 'end';
  readonly text?: string;
  readonly description?: string;
}

/** Phrases of the grammar that say more than their own words to a user. */
const PHRASES: Readonly<Record<string, string>> = {
  'a list': 'a list such as [a, b]',
  'a pattern': 'a pattern (in quotes when it holds spaces or parentheses)',
  'a subject': 'a subject such as attribute:ecs.instance-type or task:group',
  'an attribute name': 'an attribute name of letters, digits, . _ - / \\',
  'an operator': 'an operator such as ==, in, =~',
  'a value': 'a value (in quotes when it holds spaces or other signs than . _ - / \\ : @ *)',
  'one value': 'a value (in quotes when it holds spaces or other signs than . _ - / \\ : @ *)',
  'one value, not a list': 'one value (a list only after in or not_in)',
};

/**
 * Reads an expression of the cluster query language (P3.16 to P3.21).
 *
 * @throws ExpressionSyntaxError at the first fault
 */
export function parseExpression(text: string): Expression {
  if (text.length > EXPRESSION_LENGTH_MAX) {
    const found = `${text.length} characters`;
    throw new ExpressionSyntaxError({
      offset: EXPRESSION_LENGTH_MAX,
      found,
      expected: `at most ${EXPRESSION_LENGTH_MAX}`,
    });
  }
  return checkExpression(readSyntax(text));
}

function readSyntax(text: string): SyntaxNode {
  try {
    return parse(text, {}) as SyntaxNode;
  } catch (error) {
    if (error instanceof GrammarError)
      throw new ExpressionSyntaxError(syntaxFault(text, error as unknown as GrammarFault));
    throw error;
  }
}

function syntaxFault(text: string, error: GrammarFault): SyntaxFault {
  const offset = error.location.start.offset;
  const quote = unclosedQuote(text, offset);
  if (quote !== undefined) return { offset, found: JSON.stringify(text.slice(offset)), expected: `a closing ${quote}` };
  const expected = expectedNames(error.expected, text[offset]);
  const word = wordAt(text, offset, expected);
  return {
    offset,
    found: word.trim() === '' ? emptyPlace(text, word) : JSON.stringify(word),
    expected: joinPhrases(expected.map((name) => PHRASES[name] ?? name)),
    suggestion: suggestionFor(word, expected),
  };
}

/** The names in the grammar's order, each once; where a subject may stand, `not` and `(` go without saying. */
function expectedNames(expectations: readonly GrammarExpectation[], found: string | undefined): readonly string[] {
  const names = [...new Set(expectations.map(expectationName))];
  if (names.includes('a subject')) return ['a subject'];
  return names.includes('one value') && found === '[' ? ['one value, not a list'] : names;
}

function expectationName(expectation: GrammarExpectation): string {
  if (expectation.type === 'end') return 'the end';
  return expectation.description ?? JSON.stringify(expectation.text);
}

/** The whole wrong word for the message: the grammar itself only names one character. */
function wordAt(text: string, offset: number, expected: readonly string[]): string {
  const rest = text.slice(offset);
  if (expected.includes('a pattern')) return /^\S+/.exec(rest)?.[0] ?? '';
  const isValue = expected.includes('one value') || expected.includes('a value');
  const word = isValue ? /^[^\s()[\],]+/ : /^(?:[=!<>~&|]+|[^\s()[\],'"=!<>~&|]+|'[^']*'|"[^"]*")/;
  return word.exec(rest)?.[0] ?? rest.slice(0, 1);
}

function unclosedQuote(text: string, offset: number): string | undefined {
  const quote = text[offset];
  if (quote !== "'" && quote !== '"') return undefined;
  return text.includes(quote, offset + 1) ? undefined : quote;
}

function emptyPlace(text: string, word: string): string {
  if (text.trim() === '') return 'nothing';
  return word === '' ? 'the end' : 'a space';
}

function joinPhrases(phrases: readonly string[]): string {
  const last = phrases.at(-1) ?? '';
  return phrases.length < 2 ? last : `${phrases.slice(0, -1).join(', ')} or ${last}`;
}

function suggestionFor(word: string, expected: readonly string[]): string | undefined {
  if (word === '') return undefined;
  if (expected.includes('a subject')) return suggestedSubject(word);
  if (expected.includes('an operator')) return OPERATOR_SLIPS[word] ?? nearest(word, OPERATORS);
  const connectors = CONNECTORS.filter((connector) => expected.includes(`"${connector}"`));
  if (connectors.length === 0) return undefined;
  if (word === '&') return '&&';
  if (word === '|') return '||';
  return nearest(word, connectors);
}

/** `attribte:x` and `ecs.os-type` lack the right prefix; other words may be misspelled subjects. */
function suggestedSubject(word: string): string | undefined {
  const prefixed = /^([A-Za-z]+)[:.](.+)$/.exec(word);
  if (prefixed?.[1] !== undefined && nearest(prefixed[1], ['attribute'])) return `attribute:${prefixed[2]}`;
  if (word.startsWith('ecs.')) return `attribute:${word}`;
  return nearest(word, SUBJECTS);
}
