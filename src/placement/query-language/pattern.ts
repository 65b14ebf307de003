/**
 * Java regular expressions (P3.18) as JavaScript ones. The two agree on most of what an attribute can hold; the walk
 * below rewrites the few spellings that differ and refuses what JavaScript cannot say, rather than match wrongly.
 * docs/decisions/0004-query-language-parser.md lists the differences.
 */

/** A pattern we cannot follow: `offset` counts within the pattern, `expected` says what to write in its place. */
export interface PatternFault {
  readonly offset: number;
  readonly expected: string;
}

/** `(?i)`: letter case does not count; `(?s)`: a dot is any character. JavaScript has both as flags. */
const LEADING_FLAGS = /^\(\?([is]+)\)/;
/** One piece of a pattern: an escape, a quantifier, the start of a group, a character class, or one character. */
const PIECE = new RegExp(
  [
    /(?<escaped>\\[\s\S]?)/,
    /(?<quantifier>(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?)/,
    /(?<group>\((?:\?(?:[:=!]|<[=!]|<[A-Za-z]))?)/,
    /(?<set>\[(?:\\[\s\S]|[^\]\\])*\]?)/,
    /[\s\S]/,
  ]
    .map((piece) => piece.source)
    .join('|'),
  'g',
);
const ESCAPE = /\\[\s\S]/g;
/** Letters and digits that mean the same after a backslash in both languages. */
const SHARED_ESCAPE = /^\\[1-9BDSWbcdfknrstuwx]$/;
/** Signs that JavaScript wants escaped; before any other sign Java takes a backslash that means nothing. */
const SYNTAX_SIGN = /^[\^$\\.*+?()[\]{}|/]$/;

/** True of exactly the whole texts that the Java pattern matches; or why there is no such JavaScript expression. */
export function translatePattern(pattern: string): RegExp | PatternFault {
  const leading = LEADING_FLAGS.exec(pattern);
  const start = leading?.[0].length ?? 0;
  const fault = firstFault(pattern, start);
  if (fault !== undefined) return fault;
  const body = pattern.slice(start).replace(PIECE, translatePiece);
  const flags = `u${[...new Set(leading?.[1] ?? '')].sort().join('')}`;
  try {
    // Alone first: between the parentheses of the whole match `a)(b` would look balanced.
    void new RegExp(body, flags);
    return new RegExp(`^(?:${body})$`, flags);
  } catch (error) {
    return { offset: 0, expected: `a valid regular expression (${reasonOf(error)})` };
  }
}

function firstFault(pattern: string, start: number): PatternFault | undefined {
  for (const match of pattern.slice(start).matchAll(PIECE)) {
    const offset = start + match.index;
    const expected = pieceFault(match.groups ?? {}, pattern.slice(offset));
    if (expected !== undefined) return { offset, expected };
  }
  return undefined;
}

/** `groups` names the kind of the piece; `rest` is the pattern from the piece on. */
function pieceFault(groups: Readonly<Record<string, string | undefined>>, rest: string): string | undefined {
  const { escaped, quantifier, group, set } = groups;
  if (escaped !== undefined) return escapeFault(escaped);
  if (quantifier !== undefined) return quantifierFault(quantifier);
  if (group !== undefined) return groupFault(rest);
  return set === undefined ? undefined : setFault(set);
}

function escapeFault(escaped: string): string | undefined {
  if (!/^\\[A-Za-z0-9]$/.test(escaped) || SHARED_ESCAPE.test(escaped)) return undefined;
  return `an escape that JavaScript shares; plimsoll does not support ${escaped}`;
}

function quantifierFault(quantifier: string): string | undefined {
  if (quantifier.length < 2 || !quantifier.endsWith('+')) return undefined;
  return 'a quantifier without a second "+"; plimsoll does not support possessive ones';
}

function groupFault(rest: string): string | undefined {
  if (rest.startsWith('(?>')) return 'a plain group; plimsoll does not support atomic groups "(?>"';
  if (/^\(\?[A-Za-z-]/.test(rest)) return 'inline flags only as (?i) or (?s) at the start of the pattern';
  return undefined;
}

function setFault(set: string): string | undefined {
  if (/^\[\^?\]/.test(set)) return 'a character class that is not empty; for the bracket itself write \\]';
  const signs = set.slice(1).replace(ESCAPE, '');
  if (signs.includes('[')) return 'a character class without another in it; for the bracket itself write \\[';
  if (signs.includes('&&')) return 'a character class without "&&"; plimsoll does not support intersections';
  for (const [escaped] of set.matchAll(ESCAPE)) {
    const expected = /^\\[bBk1-9]$/.test(escaped) ? `a character class without ${escaped}` : escapeFault(escaped);
    if (expected !== undefined) return expected;
  }
  return undefined;
}

function translatePiece(piece: string): string {
  if (piece === ']' || piece === '}') return `\\${piece}`;
  return piece.replace(ESCAPE, translateEscape);
}

function translateEscape(escaped: string): string {
  const sign = escaped.slice(1);
  if (sign === '-') return '\\x2d';
  return /[A-Za-z0-9]/.test(sign) || SYNTAX_SIGN.test(sign) ? escaped : sign;
}

/** What follows the last colon of `Invalid regular expression: /a(/u: Unterminated group`. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf(': ') + 2).toLowerCase();
}
