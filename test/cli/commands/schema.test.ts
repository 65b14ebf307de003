import { describe, expect, it } from 'vitest';
import { SCHEMAS, schemaCommand, schemaText } from '../../../src/cli/commands/schema.ts';
import { plimsoll } from '../process.ts';

describe('plimsoll schema', () => {
  it('prints the JSON Schema of the scenario, or the one asked for', () => {
    expect(plimsoll(['schema']).stdout).toBe(schemaText('scenario'));
    expect(plimsoll(['schema', 'summary']).stdout).toBe(schemaText('summary'));
  });

  it('refuses another name', () => {
    const { status, stderr } = plimsoll(['schema', 'sumary']);
    expect(status).toBe(2);
    expect(stderr).toContain('scenario, summary');
  });

  it.each(Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[])('%s is JSON Schema 2020-12', (name) => {
    expect(JSON.parse(schemaText(name))).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    expect(schemaCommand().name()).toBe('schema');
  });
});
