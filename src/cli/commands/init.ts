/** `plimsoll init`: a first scenario, commented, with its task definitions and the schema that editors check it by. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { ScenarioError } from '../../base/errors.ts';
import { readTemplate } from '../templates.ts';
import { schemaText } from './schema.ts';

/** Files of a new directory by their template. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'scenario.yaml': 'scenario.yaml',
  'task-definitions/web.json': 'web.json',
  'task-definitions/nightly.json': 'nightly.json',
};

const SCHEMA_FILE = 'scenario.schema.json';

/** The command `init`. It throws ScenarioError, and writes nothing, when one of its files is there already. */
export function initCommand(): Command {
  return new Command('init')
    .description('Writes a first scenario, commented, with its task definitions. Overwrites nothing.')
    .argument('[directory]', 'where to write it; made if it is missing', '.')
    .action((directory: string) => {
      const names = writeFirstScenario(directory);
      const scenario = join(directory, 'scenario.yaml');
      process.stdout.write(`${names.join('\n')}\n\nNext:  plimsoll run ${scenario}\n`);
    });
}

/**
 * Writes the files of a first scenario; their names, as written.
 *
 * @throws ScenarioError when one exists, or cannot be written
 */
export function writeFirstScenario(directory: string): string[] {
  const texts = Object.entries(TEMPLATES).map(
    ([name, template]) => [join(directory, name), readTemplate(template)] as const,
  );
  const files = new Map([...texts, [join(directory, SCHEMA_FILE), schemaText('scenario')]]);
  const taken = [...files.keys()].filter((name) => existsSync(name));
  if (taken.length > 0) {
    throw new ScenarioError(
      taken.map((file) => ({ file, path: '', found: 'a file', expected: 'nothing there: init overwrites no file' })),
    );
  }
  for (const [name, text] of files) writeNew(name, text);
  return [...files.keys()];
}

function writeNew(name: string, text: string): void {
  try {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new ScenarioError([
      { file: name, path: '', found: `${String(error.code)} while writing`, expected: 'a place that can be written' },
    ]);
  }
}
