import { readFileSync } from 'node:fs';

/** What draws the charts inside the page, in the order of their loading. */
const PACKAGES = ['vega', 'vega-lite', 'vega-embed'] as const;

/** Vega, Vega-Lite and vega-embed as the text of scripts; reads three files at each call. */
export function readRuntime(): string[] {
  return PACKAGES.map((name) => standAlone(readFileSync(runtimeFile(name), 'utf8')));
}

/** The packages export no minified file by name, so it is found beside the module that they do export. */
function runtimeFile(name: (typeof PACKAGES)[number]): URL {
  return new URL(`./${name}.min.js`, import.meta.resolve(name));
}

/** Code that asks for no source map and cannot end its own script element. */
function standAlone(code: string): string {
  return code
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n')
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--');
}
