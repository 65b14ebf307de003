/** The file of `--events`: written line by line into a file beside it, which then takes its place. */
import { createWriteStream } from 'node:fs';
import { access, constants, lstat, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ScenarioError } from '../base/errors.ts';

/**
 * Checks before the work begins that the file can be written.
 *
 * @throws ScenarioError when its directory cannot be written, or a directory stands there
 */
export async function claimEventFile(name: string): Promise<string> {
  const path = resolve(name);
  const isDirectory = await lstat(path).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
  if (isDirectory) throw userError(name, 'a directory');
  try {
    await access(dirname(path), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw userError(name, `${dirname(path)} (${codeOf(error)})`);
  }
  return path;
}

/** Writes the lines; what fails or is interrupted leaves nothing behind. */
export async function writeEventFile(path: string, lines: Iterable<string>, signal?: AbortSignal): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.writing`);
  try {
    const chunks = Readable.from(inChunks(lines));
    await pipeline(chunks, createWriteStream(temporary), ...(signal === undefined ? [] : [{ signal }]));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    signal?.throwIfAborted();
    throw userError(path, `${codeOf(error)} while writing`);
  }
}

const CHUNK_LENGTH = 1 << 16;

/** Few large pieces: a write per line would cost more than the line. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function userError(name: string, found: string): ScenarioError {
  return new ScenarioError([{ file: name, path: '', found, expected: 'a file that can be written' }]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
