/** `plimsoll schema`: the JSON Schemas that the package publishes, as text. */
import { Argument, Command } from 'commander';
import { packingBenchJsonSchema } from '../../packing/read-bench.ts';
import { comparisonJsonSchema } from '../../report/comparison/comparison-schema.ts';
import { summaryJsonSchema } from '../../report/summary-schema.ts';
import { scenarioJsonSchema } from '../../scenario/schema.ts';

/** What has a schema: the files that come in, and those that go out. */
export const SCHEMAS = {
  comparison: comparisonJsonSchema,
  packing: packingBenchJsonSchema,
  scenario: scenarioJsonSchema,
  summary: summaryJsonSchema,
} as const;

/** The name of a schema. */
export type SchemaName = keyof typeof SCHEMAS;

/** The command `schema`. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Prints the JSON Schema of the scenario file, of a summary.json, or of the file of bench-placement.')
    .addArgument(new Argument('[of]', 'which schema').choices(Object.keys(SCHEMAS)).default('scenario'))
    .action((name: SchemaName) => {
      process.stdout.write(schemaText(name));
    });
}

/** A schema as the package has it below `schema/`. */
export function schemaText(name: SchemaName): string {
  return `${JSON.stringify(SCHEMAS[name](), null, 2)}\n`;
}
