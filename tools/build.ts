/**
 * Builds dist/: the compiler's output and the data files that the code reads beside itself. It is built aside and takes
 * its place as a whole, so that whoever runs the older one meanwhile is not left without half of it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}dist`;
const aside = `${target}.${process.pid}`;

/** Sources that the compiler has turned into something else. */
const COMPILED = /\.(ts|peggy)$/;

try {
  const args = ['-p', 'tsconfig.build.json', '--outDir', aside];
  execFileSync(`${root}node_modules/.bin/tsc`, args, { cwd: root, stdio: 'inherit' });
  cpSync(`${root}src`, aside, { recursive: true, filter: (source) => !COMPILED.test(source) });
  chmodSync(`${aside}/cli/main.js`, 0o755);
  rmSync(target, { recursive: true, force: true });
  renameSync(aside, target);
} finally {
  rmSync(aside, { recursive: true, force: true });
}
