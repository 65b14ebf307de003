import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const codeCache = new URL('../../src/base/code-cache.ts', import.meta.url).href;
const LOAD = 'const { loadBundle } = cache; console.log(loadBundle(file("one.cjs")).answer());';
/** As one that tidies up temporary files does. */
const REMOVE = `(await import('node:fs')).rmSync(file('kept'), { recursive: true });`;
const RUN = 'enableCompileCache(); cache.runScript(file("one.cjs")); console.log(globalThis.said);';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-code-'));
  writeFileSync(
    join(folder, 'one.cjs'),
    `const { sep } = require('node:path'); const two = require('./two.cjs'); exports.answer = () => two.text + (sep === '/');`,
  );
  writeFileSync(join(folder, 'two.cjs'), `exports.text = 'it is ';`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What such a process prints; its code is kept in `kept` of the folder. */
function print(script: string, environment: Record<string, string> = {}): string {
  const head = `import * as cache from ${JSON.stringify(codeCache)}; import { enableCompileCache } from 'node:module';`;
  const file = `const file = (name) => ${JSON.stringify(folder)} + '/' + name;`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', `${head}${file}${script}`], {
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'kept'), ...environment },
  }).trim();
}

/** Node has a directory of its own version there. */
function directory(): string {
  return join(folder, 'kept', readdirSync(join(folder, 'kept'))[0]!);
}

function keptFiles(): string[] {
  if (!existsSync(join(folder, 'kept'))) return [];
  return readdirSync(directory()).filter((name) => name.startsWith('plimsoll-'));
}

/** An instant that no process here writes at: a file that has it was not written again. */
const LONG_AGO = new Date(2001, 0, 1);
function isWrittenAgain(name: string, work: () => void): boolean {
  const path = join(directory(), name);
  utimesSync(path, LONG_AGO, LONG_AGO);
  work();
  return statSync(path).mtimeMs !== LONG_AGO.getTime();
}

describe('code that V8 made in an earlier process', () => {
  it('is kept of a module and of those it requires, and taken by the next process', () => {
    expect(print(LOAD)).toBe('it is true');
    expect(keptFiles().sort()).toEqual(['plimsoll-one.cjs.code', 'plimsoll-two.cjs.code']);
    expect(isWrittenAgain('plimsoll-one.cjs.code', () => expect(print(LOAD)).toBe('it is true'))).toBe(false);
  });

  it('is not taken for another source, even of the same length', () => {
    print(LOAD);
    writeFileSync(join(folder, 'two.cjs'), `exports.text = 'is it ';`);
    expect(isWrittenAgain('plimsoll-two.cjs.code', () => expect(print(LOAD)).toBe('is it true'))).toBe(true);
  });

  it.each([
    [
      'one byte of it is another',
      (bytes: Uint8Array) => bytes.map((byte, row) => (row === bytes.length - 9 ? byte ^ 1 : byte)),
    ],
    ['it is cut off', (bytes: Uint8Array) => bytes.subarray(0, 7)],
  ])('is made anew where %s', (_, damage) => {
    print(LOAD);
    const path = join(directory(), 'plimsoll-one.cjs.code');
    writeFileSync(path, damage(readFileSync(path)));
    expect(isWrittenAgain('plimsoll-one.cjs.code', () => expect(print(LOAD)).toBe('it is true'))).toBe(true);
  });

  it('is kept of a script that runs in the global scope', () => {
    writeFileSync(join(folder, 'one.cjs'), `var said = 'this is ' + (this === globalThis);`);
    expect(print(RUN)).toBe('this is true');
    expect(keptFiles()).toEqual(['plimsoll-one.cjs.code']);
    expect(isWrittenAgain('plimsoll-one.cjs.code', () => expect(print(RUN)).toBe('this is true'))).toBe(false);
  });

  it('is neither kept nor taken where all may write', () => {
    print('enableCompileCache();');
    chmodSync(directory(), 0o757);
    expect(print(LOAD)).toBe('it is true');
    expect(keptFiles()).toEqual([]);
  });

  it('is not kept, and nothing is said, where Node keeps none or cannot', () => {
    expect(print(LOAD, { NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('it is true');
    expect(keptFiles()).toEqual([]);
    print('enableCompileCache();');
    mkdirSync(join(directory(), 'plimsoll-one.cjs.code'));
    expect(print(LOAD)).toBe('it is true');
    expect(print(`enableCompileCache(); ${REMOVE} ${LOAD}`)).toBe('it is true');
    writeFileSync(join(folder, 'kept'), '');
    expect(print(LOAD)).toBe('it is true');
  });
});
