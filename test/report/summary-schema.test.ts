import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SUMMARY_SCHEMA_VERSION, summaryJsonSchema } from '../../src/report/summary-schema.ts';

describe('the schema of summary.json', () => {
  it('is published as it is: schema/summary.schema.json', () => {
    const published = readFileSync(new URL('../../schema/summary.schema.json', import.meta.url), 'utf8');
    expect(published).toBe(`${JSON.stringify(summaryJsonSchema(), null, 2)}\n`);
  });

  it('pins its version', () => {
    expect(summaryJsonSchema()).toMatchObject({
      properties: { schemaVersion: { const: SUMMARY_SCHEMA_VERSION } },
      additionalProperties: false,
    });
  });
});
