/** The files that a scenario names: read once each, relative to the file that names them. */

import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { StringDecoder } from 'node:string_decoder';
import { type Issue, ScenarioError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { parseDocument, type SourceDocument } from '../document.ts';

/** How texts are read; a test hands in its own. */
export interface ScenarioIo {
  /** Throws an error with a `code` as node:fs does. */
  readFile(path: string): string;
  /** As `readFile`, in blocks that are read when they are asked for; it throws before the first. */
  readBlocks(path: string): Iterable<string>;
  /** Names beside a file that is missing, for "did you mean". */
  listDirectory(path: string): readonly string[];
  readStandardInput(): Promise<string>;
}

/** The file system and standard input of this process. */
export const processIo: ScenarioIo = {
  readFile: (path) => {
    const bytes = readFileSync(path);
    return bytes.toString(encodingOf(bytes));
  },
  readBlocks: (path) => readBlocks(path),
  listDirectory: (path) => readdirSync(path),
  readStandardInput: () => readStream(process.stdin),
};

/** Windows PowerShell makes UTF-16 of `aws … > web.json`, and begins it with a byte order mark. */
function encodingOf(bytes: Uint8Array): 'utf8' | 'utf16le' {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8';
}

const BLOCK_BYTES = 1 << 20;

function readBlocks(path: string): Iterable<string> {
  const file = openSync(path, 'r');
  const bytes = Buffer.allocUnsafe(BLOCK_BYTES);
  const first = readSync(file, bytes, { position: null });
  return decode();

  function* decode() {
    const decoder = new StringDecoder(encodingOf(bytes.subarray(0, first)));
    try {
      for (let length = first; length > 0; length = readSync(file, bytes, { position: null }))
        yield decoder.write(bytes.subarray(0, length));
      yield decoder.end();
    } finally {
      closeSync(file);
    }
  }
}

/** Standard input as a file name. */
export const STANDARD_INPUT = '-';

/**
 * The text of the file that a user names on the command line.
 *
 * @throws ScenarioError when it cannot be read
 */
export async function readNamedText(path: string, io: ScenarioIo): Promise<string> {
  if (path === STANDARD_INPUT) return io.readStandardInput();
  const text = tryRead(path, io);
  if (typeof text === 'string') return text;
  throw new ScenarioError([{ file: path, path: '', ...text, expected: 'a file that can be read' }]);
}

/** What reading gave: the text, or what was found instead. */
type ReadText = string | NotRead;
type NotRead = Pick<Issue, 'found'> | Pick<Issue, 'found' | 'suggestion'>;

function tryRead(path: string, io: ScenarioIo): ReadText {
  return orWhyNot(path, io, () => io.readFile(path));
}

function orWhyNot<T>(path: string, io: ScenarioIo, read: () => T): T | NotRead {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    if (code !== 'ENOENT') return { found: `a file that cannot be read (${code})` };
    const suggestion = nearest(basename(path), namesBeside(path, io));
    return suggestion === undefined ? { found: 'no such file' } : { found: 'no such file', suggestion };
  }
}

function namesBeside(path: string, io: ScenarioIo): readonly string[] {
  try {
    return io.listDirectory(dirname(path));
  } catch {
    // The directory is missing too: there is nothing to suggest.
    return [];
  }
}

/** A text that was read, or the issue of the place that names it. */
export type NamedText =
  | { readonly fileName: string; readonly text: string }
  | { readonly found: string; readonly suggestion?: string };

/** A text that can be read in blocks, or the issue of the place that names it. */
export type NamedBlocks =
  | { readonly fileName: string; readonly blocks: Iterable<string> }
  | { readonly found: string; readonly suggestion?: string };

/** The files that a scenario names, each read and parsed once. */
export class ScenarioFiles {
  private readonly io: ScenarioIo;
  private readonly texts = new Map<string, ReadText>();
  private readonly documents = new Map<string, SourceDocument | readonly Issue[]>();

  constructor(io: ScenarioIo) {
    this.io = io;
  }

  /** The text of a file, by its name relative to the file that names it. */
  text(name: string, namedBy: string): NamedText {
    const fileName = pathOf(name, namedBy);
    let text = this.texts.get(fileName);
    if (text === undefined) {
      text = tryRead(fileName, this.io);
      this.texts.set(fileName, text);
    }
    if (typeof text === 'string') return { fileName, text };
    return { ...text, found: `${JSON.stringify(name)}, ${text.found}` };
  }

  /** As `text`, for a file that may be larger than memory: it is read anew each time, block by block. */
  blocks(name: string, namedBy: string): NamedBlocks {
    const fileName = pathOf(name, namedBy);
    const blocks = orWhyNot(fileName, this.io, () => this.io.readBlocks(fileName));
    if (!('found' in blocks)) return { fileName, blocks };
    return { ...blocks, found: `${JSON.stringify(name)}, ${blocks.found}` };
  }

  /** The parsed document of a text, or its syntax issues. */
  document(fileName: string, text: string): SourceDocument | readonly Issue[] {
    let document = this.documents.get(fileName);
    if (document === undefined) {
      document = parseOrIssues(text, fileName);
      this.documents.set(fileName, document);
    }
    return document;
  }
}

function pathOf(name: string, namedBy: string): string {
  return isAbsolute(name) || namedBy === STANDARD_INPUT ? name : join(dirname(namedBy), name);
}

function parseOrIssues(text: string, fileName: string): SourceDocument | readonly Issue[] {
  try {
    return parseDocument(text, fileName);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.issues;
  }
}
