/**
 * Builds dist/: the compiler's output, for who imports plimsoll, with the data files that the code reads; and in place
 * of its cli/ a bundle of the command line with the packages it needs, because Node takes 0.3 ms for every module it
 * loads and there are 500 of them (docs/decisions/0019). It is built aside and takes its place as a whole, so that
 * whoever runs the older one meanwhile is not left without half of it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}dist`;
const aside = `${target}.${process.pid}.new`;
const older = `${target}.${process.pid}.old`;

/** Sources that the compiler has turned into something else. */
const COMPILED = /\.(ts|peggy)$/;
/** What main.js and every thread start with. */
const ENTRY = /^(cli\/program|(sweep|report)\/([\w-]+-)?worker)\.js$/;
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { peerDependencies: object };
/**
 * piscina starts its threads, and highs loads its WebAssembly, from their own files; what is optional is there or not
 * where plimsoll is installed.
 */
const NOT_BUNDLED = ['highs', 'piscina', ...Object.keys(manifest.peerDependencies)];

try {
  const args = ['-p', 'tsconfig.build.json', '--outDir', aside];
  execFileSync(`${root}node_modules/.bin/tsc`, args, { cwd: root, stdio: 'inherit' });
  cpSync(`${root}src`, aside, { recursive: true, filter: (source) => !COMPILED.test(source) });
  await bundle();
  chmodSync(`${aside}/cli/main.js`, 0o755);
  if (existsSync(target)) renameSync(target, older);
  renameSync(aside, target);
} finally {
  for (const path of [aside, older]) rmSync(path, { recursive: true, force: true });
}

/**
 * All files of the bundle lie in cli/, the workers too: code finds its worker beside itself. Data it names as
 * `../<folder>/<file>`, which is right from there as well. The bundle is CommonJS, because Node lets V8's code be kept
 * of scripts only (src/base/code-cache.ts); an entry has a module of its name that loads it.
 */
async function bundle(): Promise<void> {
  const entries = readdirSync(aside, { recursive: true, encoding: 'utf8' }).filter((path) => ENTRY.test(path));
  const input = Object.fromEntries(entries.map((path) => [basename(path, '.js'), `${aside}/${path}`]));
  const build = await rolldown({ input, external: NOT_BUNDLED, platform: 'node', logLevel: 'warn' });
  const names = { entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' };
  // A script has no import(): a package outside of the bundle is required.
  const options = { format: 'cjs', exports: 'named', comments: false, dynamicImportInCjs: false } as const;
  const { output } = await build.generate({ ...options, ...names });
  await build.close();
  const main = readFileSync(`${aside}/cli/main.js`);
  rmSync(`${aside}/cli`, { recursive: true });
  cpSync(`${root}src/cli/init`, `${aside}/cli/init`, { recursive: true });
  writeFileSync(`${aside}/cli/main.js`, main);
  const chunks = output.filter((one) => one.type === 'chunk');
  for (const { fileName, code } of chunks) writeFileSync(`${aside}/cli/${fileName}`, code);
  for (const { name, exports } of chunks.filter(({ isEntry }) => isEntry)) {
    writeFileSync(`${aside}/cli/${name}.js`, loaderOf(name, exports));
  }
  writeFileSync(`${aside}/cli/third-party-licenses.txt`, licenses(chunks));
}

/** A module that loads that entry of the bundle and exports what it does. */
function loaderOf(name: string, exports: readonly string[]): string {
  return [
    `import { fileURLToPath } from 'node:url';`,
    `import { loadBundle } from '../base/code-cache.js';`,
    `const bundle = loadBundle(fileURLToPath(new URL('./${name}.cjs', import.meta.url)));`,
    ...exports.map((one) =>
      one === 'default' ? 'export default bundle.default;' : `export const ${one} = bundle.${one};`,
    ),
    '',
  ].join('\n');
}

/** The licences of the packages that are in the bundle, as each of them comes with its own. */
function licenses(chunks: readonly OutputChunk[]): string {
  const folders = chunks.flatMap(({ moduleIds }) =>
    moduleIds.flatMap((id) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
  );
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<
      string,
      string
    >;
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].find((one) => existsSync(`${folder}/${one}`));
    const text = file === undefined ? `License: ${license}` : readFileSync(`${folder}/${file}`, 'utf8').trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
