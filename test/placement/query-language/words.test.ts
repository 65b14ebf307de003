import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONNECTORS, OPERATOR_SLIPS, OPERATORS, SUBJECTS } from '../../../src/placement/query-language/words.ts';

const GRAMMAR = readFileSync(new URL('../../../src/placement/query-language/grammar.peggy', import.meta.url), 'utf8');

/** The quoted words of the rules whose names match. */
function wordsOfRules(names: RegExp): string[] {
  const rules = GRAMMAR.split(/\n(?=[A-Z]\w* *(?:"[^\n]*")?\s*=)/).filter((rule) => names.test(rule));
  const bodies = rules.map((rule) => rule.replace(/^\w+ *"[^=\n]*"/, '').replace(/\{[^}]*\}/g, ''));
  return bodies.flatMap((body) => [...body.matchAll(/"([^"]+)"/g)].map((match) => match[1]!)).sort();
}

test('the words for suggestions are the words of the grammar', () => {
  expect(wordsOfRules(/^\w+Operator\b/)).toEqual([...OPERATORS].sort());
  expect(wordsOfRules(/^PlainSubject\b/)).toEqual([...SUBJECTS].sort());
  expect(CONNECTORS.every((word) => GRAMMAR.includes(`"${word}" WordEnd`))).toBe(true);
});

test('an operator of another language leads to one of ours', () => {
  for (const [slip, operator] of Object.entries(OPERATOR_SLIPS)) {
    expect(OPERATORS).toContain(operator);
    expect(OPERATORS).not.toContain(slip);
  }
});
