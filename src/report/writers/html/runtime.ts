import { readFileSync } from 'node:fs';
import { standaloneFile, type VegaPackage } from '../../vega-files.ts';

/** What draws the charts inside the page, in the order of their loading. */
const PACKAGES = ['vega', 'vega-lite', 'vega-embed'] as const satisfies readonly VegaPackage[];

/** Vega, Vega-Lite and vega-embed as the text of scripts; reads three files at each call. */
export function readRuntime(): string[] {
  return PACKAGES.map((name) => standAlone(readFileSync(standaloneFile(name), 'utf8')));
}

/** Code that asks for no source map and cannot end its own script element. */
function standAlone(code: string): string {
  return code
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n')
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--');
}
