/**
 * Scripts that V8 compiles once. Node's compile cache keeps what V8 compiles while it reads a file, which is hardly any
 * function: the rest is parsed and compiled again in every process. Here V8's code is kept when the process ends, with
 * every function that was called, in the directory of Node's cache and by its rules: no directory, nothing kept
 * (docs/decisions/0025).
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, getCompileCacheDir } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** In front of V8's code: checksums of the source and of the code. V8 itself looks at neither. */
const HEADER_BYTES = 8;
const WRAPPER = ['(function (exports, require, module, __filename, __dirname) {', '\n})'] as const;

interface CommonJsModule {
  exports: Record<string, unknown>;
}
type Require = (id: string) => unknown;
type Factory = (exports: object, require: Require, module: CommonJsModule, file: string, folder: string) => void;

/** Modules that run or have run, by their file. */
const modules = new Map<string, CommonJsModule>();
/** Scripts of which no code was kept, by the file that it goes to, and the sum of their source. */
const unkept = new Map<string, { readonly script: Script; readonly sourceSum: number }>();

/** Loads a module of CommonJS and, in the same way, those of its folder that it requires; tells what it exports. */
export function loadBundle(file: string): Record<string, unknown> {
  enableCompileCache();
  return load(file, createRequire(file));
}

/** Runs a file in the global scope. */
export function runScript(file: string): void {
  compile(file, '', '').runInThisContext();
}

function load(file: string, requireOther: Require): Record<string, unknown> {
  const known = modules.get(file);
  if (known !== undefined) return known.exports;
  const module: CommonJsModule = { exports: {} };
  modules.set(file, module);
  const folder = dirname(file);
  const require = (id: string) => (id.startsWith('./') ? load(join(folder, id), requireOther) : requireOther(id));
  const factory = compile(file, ...WRAPPER).runInThisContext() as Factory;
  factory(module.exports, require, module, file, folder);
  return module.exports;
}

function compile(file: string, before: string, after: string): Script {
  const bytes = readFileSync(file);
  const source = `${before}${bytes.toString('utf8')}${after}`;
  const directory = trustedDirectory();
  if (directory === undefined) return new Script(source, { filename: file });
  const keptIn = join(directory, `plimsoll-${basename(file)}.code`);
  const sourceSum = crc32(bytes);
  const code = keptCode(keptIn, sourceSum);
  const script = new Script(source, { filename: file, ...(code === undefined ? {} : { cachedData: code }) });
  if (code === undefined || script.cachedDataRejected === true) {
    if (unkept.size === 0) process.once('exit', keepCode);
    unkept.set(keptIn, { script, sourceSum });
  }
  return script;
}

/** Where Node keeps code, unless it is of another user or all may write there: what lies there is executed. */
function trustedDirectory(): string | undefined {
  const directory = getCompileCacheDir();
  if (directory === undefined || process.getuid === undefined) return directory;
  const found = statSync(directory, { throwIfNoEntry: false });
  return found?.uid === process.getuid() && (found.mode & 0o002) === 0 ? directory : undefined;
}

/** The code that was kept of that source; undefined when there is none, or not as it was written. */
function keptCode(keptIn: string, sourceSum: number): Buffer | undefined {
  let kept: Buffer;
  try {
    kept = readFileSync(keptIn);
  } catch {
    return undefined;
  }
  if (kept.length < HEADER_BYTES) return undefined;
  const code = kept.subarray(HEADER_BYTES);
  return kept.readUInt32LE(0) === sourceSum && kept.readUInt32LE(4) === crc32(code) ? code : undefined;
}

/** Each file is there as a whole or not at all. The next start is slower where it cannot be written, no more. */
function keepCode(): void {
  for (const [keptIn, { script, sourceSum }] of unkept) {
    const code = script.createCachedData();
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(sourceSum, 0);
    header.writeUInt32LE(crc32(code), 4);
    const aside = `${keptIn}.${process.pid}`;
    try {
      writeFileSync(aside, Buffer.concat([header, code]), { flag: 'wx', mode: 0o600 });
      renameSync(aside, keptIn);
    } catch {
      return;
    }
  }
}
