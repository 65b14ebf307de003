/**
 * The packages of Vega as single files. A page carries them, and here they load five times as fast as the 60 modules
 * that the packages export (docs/decisions/0009).
 */

/** Packages and the name in the global scope under which their file puts itself. */
const GLOBAL_NAMES = { vega: 'vega', 'vega-lite': 'vegaLite', 'vega-embed': 'vegaEmbed' } as const;

export type VegaPackage = keyof typeof GLOBAL_NAMES;

/** The minified file of a package. None exports it by name, so it is found beside the module that they do export. */
export function standaloneFile(name: VegaPackage): URL {
  return new URL(`./${name}.min.js`, import.meta.resolve(name));
}

/** Runs the file, which puts the package into the global scope and needs those before it there: for a worker thread. */
export async function importStandalone<Package>(name: VegaPackage): Promise<Package> {
  await import(standaloneFile(name).href);
  return (globalThis as unknown as Record<string, Package>)[GLOBAL_NAMES[name]];
}
