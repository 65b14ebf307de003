/** Builds dist/ from nothing: the compiler's output and the data files that the code reads beside itself. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Sources that the compiler has turned into something else. */
const COMPILED = /\.(ts|peggy)$/;

rmSync(`${root}/dist`, { recursive: true, force: true });
execFileSync(`${root}/node_modules/.bin/tsc`, ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
cpSync(`${root}/src`, `${root}/dist`, { recursive: true, filter: (source) => !COMPILED.test(source) });
chmodSync(`${root}/dist/cli/main.js`, 0o755);
