import { readFileSync } from 'node:fs';

/** The text of a file that `plimsoll init` writes, from `init/`. */
export function readTemplate(name: string): string {
  return readFileSync(new URL(`../cli/init/${name}`, import.meta.url), 'utf8');
}
