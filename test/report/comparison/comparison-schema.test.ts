import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { comparisonJsonSchema } from '../../../src/report/comparison/comparison-schema.ts';

it('is published as it is: schema/comparison.schema.json', () => {
  const published = readFileSync(new URL('../../../schema/comparison.schema.json', import.meta.url), 'utf8');
  expect(published).toBe(`${JSON.stringify(comparisonJsonSchema(), null, 2)}\n`);
});
