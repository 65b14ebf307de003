/**
 * The packages of Vega as single files. A page carries them, and here they load five times as fast as the 60 modules
 * that the packages export (docs/decisions/0009).
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runScript } from '../base/code-cache.ts';

/** Packages and the name in the global scope under which their file puts itself. */
const GLOBAL_NAMES = { vega: 'vega', 'vega-lite': 'vegaLite', 'vega-embed': 'vegaEmbed' } as const;

export type VegaPackage = keyof typeof GLOBAL_NAMES;

/** The minified file of a package. None exports it by name, so it is found beside the module that they do export. */
export function standaloneFile(name: VegaPackage): string {
  return join(dirname(createRequire(import.meta.url).resolve(name)), `${name}.min.js`);
}

/** Runs the file, which puts the package into the global scope and needs those before it there: for a worker thread. */
export function runStandalone<Package>(name: VegaPackage): Package {
  runScript(standaloneFile(name));
  return (globalThis as unknown as Record<string, Package>)[GLOBAL_NAMES[name]];
}
