/**
 * A scenario with every file it names, as data: what a worker on another machine needs, and what the digest of a sweep
 * is taken of. Names are relative to the scenario's own folder, so that the folder may stand anywhere.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { z } from 'zod';
import type { ScenarioIo } from '../scenario/read/files.ts';
import { canonicalJson } from './canonical-json.ts';

export interface Bundle {
  /** The scenario's own name among the files. */
  readonly scenario: string;
  /** Text by name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Reads a scenario as if its folder were the one that the process stands in, and notes every file that is asked for:
 * the names are then those that the scenario gives them, on whatever machine.
 */
export class BundleCollector {
  /** The scenario's own name. */
  readonly scenario: string;
  private readonly folder: string;
  private readonly files = new Map<string, string>();

  /** @param fileName as the user named it; `-` where it came on standard input */
  constructor(fileName: string, text: string) {
    this.folder = dirname(fileName);
    this.scenario = basename(fileName);
    this.files.set(this.scenario, text);
  }

  /** Where a file of the bundle stands, as the user would name it. */
  placeOf(name: string): string {
    return isAbsolute(name) ? name : join(this.folder, name);
  }

  /** Reads by way of that, and keeps what was read. */
  collecting(io: ScenarioIo): ScenarioIo {
    const readFile = (path: string) => {
      const text = io.readFile(this.placeOf(path));
      this.files.set(normalize(path), text);
      return text;
    };
    return {
      ...io,
      readFile,
      readBlocks: (path) => [readFile(path)],
      listDirectory: (path) => io.listDirectory(this.placeOf(path)),
    };
  }

  bundle(): Bundle {
    const names = [...this.files.keys()].sort();
    return { scenario: this.scenario, files: Object.fromEntries(names.map((name) => [name, this.files.get(name)!])) };
  }
}

/** Reads from the bundle alone: a file that is not in it does not exist. */
export function bundleIo({ files }: Bundle): ScenarioIo {
  const readFile = (path: string) => {
    const name = normalize(path);
    if (Object.hasOwn(files, name)) return files[name];
    throw Object.assign(new Error(`${name} is not in the bundle`), { code: 'ENOENT' });
  };
  return {
    readFile,
    readBlocks: (path) => [readFile(path)],
    listDirectory: (path) => {
      const folder = normalize(path);
      return Object.keys(files).flatMap((name) => (dirname(name) === folder ? [basename(name)] : []));
    },
    readStandardInput: () => Promise.reject(new Error('a bundle has no standard input')),
  };
}

/** The bundle as one text, the same for the same files: to be sent, and to be taken the digest of. */
export function formatBundle({ scenario, files }: Bundle): string {
  return canonicalJson({ scenario, files });
}

/** SHA-256 of a bundle's text, in hexadecimal. */
export function bundleDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const bundleSchema = z.strictObject({ scenario: z.string(), files: z.record(z.string(), z.string()) });

/** Reads a bundle's text. Throws where it is none. */
export function parseBundle(text: string): Bundle {
  return bundleSchema.parse(JSON.parse(text));
}
