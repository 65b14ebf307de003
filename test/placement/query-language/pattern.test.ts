import { describe, expect, test } from 'vitest';
import { translatePattern } from '../../../src/placement/query-language/pattern.ts';

function accepts(pattern: string, text: string): boolean {
  const translated = translatePattern(pattern);
  if (!(translated instanceof RegExp)) throw new Error(`${pattern}: expected ${translated.expected}`);
  return translated.test(text);
}

// What Java's String.matches gives, by the rules of java.util.regex.Pattern.
describe('a Java pattern matches the whole text (P3.18)', () => {
  test.each([
    ['t2.*', 't2.small', true],
    ['t2.*', 'xt2.small', false],
    ['t2', 't2.small', false],
    ['a|ab', 'ab', true],
    ['a|b', 'ab', false],
    ['T2.*', 't2.small', false],
    ['(?i)T2\\..*', 't2.small', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['(?is)A.B', 'a\nb', true],
    ['us\\-east\\-1[ab]', 'us-east-1b', true],
    ['[\\w\\-]+', 'us-east-1b', true],
    ['a\\_b\\:c\\@d', 'a_b:c@d', true],
    ['a]b}', 'a]b}', true],
    ['c5\\.(large|x?large)', 'c5.xlarge', true],
    ['[cmr]\\d{1,2}[a-z]*\\.\\d*xlarge', 'm6idn.24xlarge', true],
    ['(\\w)\\1', 'aa', true],
    ['(?<pair>ab)\\k<pair>', 'abab', true],
    ['(?=a)a(?!c)b(?<=b)(?<!a)', 'ab', true],
    ['a*?b+?c{1,2}?', 'aabcc', true],
    ['\\x41\\u0042\\t', 'AB\t', true],
    ['', '', true],
    ['', 'a', false],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(accepts(pattern, text)).toBe(expected);
  });
});

describe('what JavaScript cannot say, or says otherwise, is refused with its place', () => {
  test.each([
    ['ab++', 2, 'possessive'],
    ['a{1,2}+', 1, 'possessive'],
    ['x(?>a)', 1, 'atomic'],
    ['a(?i)b', 1, 'inline flags'],
    ['(?i:a)', 0, 'inline flags'],
    ['(?m)a', 0, 'inline flags'],
    ['(?x)a b', 0, 'inline flags'],
    ['a\\Qb\\E', 1, '\\Q'],
    ['\\p{Alpha}', 0, '\\p'],
    ['\\Aa\\z', 0, '\\A'],
    ['\\h', 0, '\\h'],
    ['\\v', 0, '\\v'],
    ['\\07', 0, '\\0'],
    ['[a[b]]', 0, 'another'],
    ['[a-z&&b]', 0, '&&'],
    ['x[]a]', 1, 'empty'],
    ['[^]a]', 0, 'empty'],
    ['[\\b]', 0, '\\b'],
    ['[\\p{L}]', 0, '\\p'],
  ])('%s at %i', (pattern, offset, words) => {
    const fault = translatePattern(pattern);
    expect(fault).toMatchObject({ offset, expected: expect.stringContaining(words) });
  });

  test.each([
    ['a(', 'unterminated group'],
    ['a)(b', "unmatched ')'"],
    ['[a', 'unterminated character class'],
    ['*a', 'nothing to repeat'],
    ['a{2,1}', 'numbers out of order'],
    ['a\\', 'at end of pattern'],
  ])('%s is no regular expression', (pattern, reason) => {
    expect(translatePattern(pattern)).toMatchObject({ expected: expect.stringContaining(reason) });
  });
});
