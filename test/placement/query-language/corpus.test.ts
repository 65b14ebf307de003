import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatExpression } from '../../../src/placement/query-language/format.ts';
import { parseExpression } from '../../../src/placement/query-language/parse.ts';
import { ExpressionSyntaxError } from '../../../src/placement/query-language/syntax-error.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const CORPUS = join(process.env.PLIMSOLL_SHARED ?? join(ROOT, '..', 'shared'), 'corpus');

interface CorpusExpression {
  readonly expression: string;
  /** null: no page of AWS says it is an expression. */
  readonly valid: boolean | null;
}

function readList(): readonly CorpusExpression[] {
  const path = join(CORPUS, 'services', 'cluster-query-expressions.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { expressions: CorpusExpression[] }).expressions;
}

/** Every `expression` of a memberOf constraint in the JSON files of a folder; other formats are left out. */
function constraintExpressions(folder: string): readonly (readonly [file: string, expression: string])[] {
  return readdirSync(join(CORPUS, folder))
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const text = readFileSync(join(CORPUS, folder, file), 'utf8');
      const constraints = text.matchAll(/\{[^{}]*"memberOf"[^{}]*\}/gi);
      return [...constraints].flatMap(([constraint]) => {
        const expression = /"expression"\s*:\s*("(?:[^"\\]|\\.)*")/i.exec(constraint)?.[1];
        return expression === undefined ? [] : [[file, JSON.parse(expression) as string] as const];
      });
    });
}

describe.skipIf(!existsSync(CORPUS))('expressions of public repositories', () => {
  test('every one that is marked valid is read, and none that is marked invalid', () => {
    const list = readList();
    expect(list.length).toBeGreaterThan(15);
    for (const { expression, valid } of list) {
      if (valid === true) expect(() => parseExpression(expression), expression).not.toThrow();
      if (valid === false) expect(() => parseExpression(expression), expression).toThrow(ExpressionSyntaxError);
    }
  });

  test('prose around an expression and round brackets around a list are refused', () => {
    const doubtful = readList().filter(({ valid }) => valid === null);
    expect(doubtful.length).toBeGreaterThan(0);
    for (const { expression } of doubtful) expect(() => parseExpression(expression)).toThrow(ExpressionSyntaxError);
  });

  test.each(['services', 'task-definitions', 'cloudformation'])('every memberOf constraint in %s is read', (folder) => {
    const found = constraintExpressions(folder);
    expect(found.length).toBeGreaterThan(0);
    for (const [file, expression] of found) {
      const parsed = parseExpression(expression);
      expect(parseExpression(formatExpression(parsed)), file).toEqual(parsed);
    }
  });
});
