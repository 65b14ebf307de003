/**
 * Builds dist/: the compiler's output and the data files that the code reads beside itself. It is built aside and takes
 * its place as a whole, so that whoever runs the older one meanwhile is not left without half of it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}dist`;
const aside = `${target}.${process.pid}.new`;
const older = `${target}.${process.pid}.old`;

/** Sources that the compiler has turned into something else. */
const COMPILED = /\.(ts|peggy)$/;

try {
  const args = ['-p', 'tsconfig.build.json', '--outDir', aside];
  execFileSync(`${root}node_modules/.bin/tsc`, args, { cwd: root, stdio: 'inherit' });
  cpSync(`${root}src`, aside, { recursive: true, filter: (source) => !COMPILED.test(source) });
  chmodSync(`${aside}/cli/main.js`, 0o755);
  if (existsSync(target)) renameSync(target, older);
  renameSync(aside, target);
} finally {
  for (const path of [aside, older]) rmSync(path, { recursive: true, force: true });
}
