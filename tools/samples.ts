/** The samples of scenarios/: which command of plimsoll each is for is told by its line `# Report:`, or by its keys. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesBelow, root } from '../test/sources.ts';

/** One sample. */
export interface Sample {
  /** `scenarios/web-shop.yaml`. */
  readonly path: string;
  /** Of its report below reports/, and in the file itself. */
  readonly name: string;
  /** What makes its report: the command with its arguments, without where the report goes. */
  readonly command: readonly string[];
}

/** In the order of their names. */
export function samples(): Sample[] {
  const paths = filesBelow('scenarios', ['.yaml']).filter((path) => path.split('/').length === 2);
  return paths.map((path) => ({ path, name: basename(path, '.yaml'), command: [...commandOf(path), path, '--quiet'] }));
}

/** `# Report: plimsoll compare --launch-types` says it whole. */
function commandOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const command = /^# Report: plimsoll (.+)$/m.exec(text)?.[1];
  if (command !== undefined) return command.split(' ');
  return [/^packing: /m.test(text) ? 'bench-placement' : 'run'];
}
