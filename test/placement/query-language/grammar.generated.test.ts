import { readFileSync } from 'node:fs';
import peggy from 'peggy';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../../src/placement/query-language/', import.meta.url);

function readSource(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

test('the committed parser is what `npm run generate:query-grammar` makes of the grammar', () => {
  const generated = peggy.generate(readSource('grammar.peggy'), { output: 'source', format: 'es' });
  expect(readSource('grammar.generated.ts').trimEnd()).toBe(String(generated).trimEnd());
});
