/** `plimsoll schema`: the JSON Schemas that the package publishes, as text. */
import { Argument, Command } from 'commander';
import { summaryJsonSchema } from '../../report/summary-schema.ts';
import { scenarioJsonSchema } from '../../scenario/schema.ts';

/** What has a schema: the file that comes in, and the one that goes out. */
export const SCHEMAS = { scenario: scenarioJsonSchema, summary: summaryJsonSchema } as const;

/** The name of a schema. */
export type SchemaName = keyof typeof SCHEMAS;

/** The command `schema`. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Prints the JSON Schema of the scenario file, or of summary.json.')
    .addArgument(new Argument('[of]', 'which schema').choices(Object.keys(SCHEMAS)).default('scenario'))
    .action((name: SchemaName) => {
      process.stdout.write(schemaText(name));
    });
}

/** A schema as the package has it below `schema/`. */
export function schemaText(name: SchemaName): string {
  return `${JSON.stringify(SCHEMAS[name](), null, 2)}\n`;
}
