/**
 * The folder of a sweep's results. While the sweep goes on it holds `sweep.json`, which says whose results these are,
 * and the journal; at the end the table and the report take the journal's place. Whatever moment a process is killed
 * at, the next one goes on from what it finds (docs/decisions/0020).
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ScenarioError } from '../../base/errors.ts';
import { syncFolder, UNFINISHED_PREFIX, writeDurably } from './durable-file.ts';
import { FolderHeldError, LOCK_FILE, lockFolder } from './folder-lock.ts';
import { Journal, type JournalEntry, readJournal } from './journal.ts';
import type { RowKey } from './result-table.ts';

/** Says whose results a folder holds. */
export const MANIFEST_FILE = 'sweep.json';
/** Outcomes as they arrive. */
export const JOURNAL_FILE = 'journal.jsonl';
/** The finished table. */
export const TABLE_FILE = 'results.parquet';

const label = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const manifestSchema = z.strictObject({
  format: z.literal(1),
  name: z.string(),
  engine: z.strictObject({ name: z.literal('plimsoll'), version: z.string() }),
  digest: z.string().describe('of the engine version, the scenario with its files, the points and their seeds'),
  axes: z.array(z.string()).describe('the columns that say what is varied'),
  points: z
    .array(z.strictObject({ labels: z.record(z.string(), label), seeds: z.array(z.string()) }))
    .describe('in their order: value by axis, and the seed of each replication'),
});

/** What `sweep.json` says. */
export type Manifest = z.output<typeof manifestSchema>;

/** Every row of the table, in its order: the replications of the first point, of the second, … */
export function rowKeys({ points }: Pick<Manifest, 'points'>): RowKey[] {
  return points.flatMap(({ labels, seeds }, point) =>
    seeds.map((seed, replication) => ({ point, replication, seed, labels })),
  );
}

/** A folder that this process may write to. */
export interface ResultsFolder {
  /** Outcomes that earlier processes left. */
  readonly earlier: readonly JournalEntry[];
  /** The table and the report are there: nothing is left to do. */
  readonly isFinished: boolean;
  /** Resolves when the entry has reached the disk. */
  append(entry: JournalEntry): Promise<void>;
  /** Puts the finished files in the place of the journal. */
  finish(files: ReadonlyMap<string, string | Uint8Array>): Promise<void>;
  /** Gives the folder free. */
  close(): Promise<void>;
}

/**
 * Opens a folder for the results of this sweep: a new or an empty one, or with `isResumed` one that holds results of
 * the same sweep.
 *
 * @throws ScenarioError when it holds anything else, or another process writes to it
 */
export async function openResultsFolder(path: string, manifest: Manifest, isResumed: boolean): Promise<ResultsFolder> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw userError(path, codeOf(error), 'a place that can be written');
  });
  const unlock = await lockFolder(path).catch((error: unknown) => {
    if (error instanceof FolderHeldError) throw userError(path, `results ${error.message}`, 'one process at a time');
    throw userError(path, codeOf(error), 'a place that can be written');
  });
  try {
    const state = await claim(path, manifest, isResumed);
    return openFolder(path, state, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** The manifest of a folder of results. */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(join(path, MANIFEST_FILE), 'utf8').catch((error: unknown) => {
    throw userError(path, `no ${MANIFEST_FILE} (${codeOf(error)})`, 'a folder of results of plimsoll sweep');
  });
  const parsed = manifestSchema.safeParse(tryParse(text));
  if (parsed.success) return parsed.data;
  throw userError(join(path, MANIFEST_FILE), 'another format', 'a file of this version of plimsoll');
}

/** `new`: nothing was there; `begun`: the journal may hold rows; `finished`: the table is there. */
type FolderState = 'new' | 'begun' | 'finished';

async function claim(path: string, manifest: Manifest, isResumed: boolean): Promise<FolderState> {
  const names = (await readdir(path)).filter(
    (name) => !name.startsWith(LOCK_FILE) && !name.startsWith(UNFINISHED_PREFIX),
  );
  if (names.length === 0) {
    await writeDurably(join(path, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    return 'new';
  }
  if (!names.includes(MANIFEST_FILE)) {
    throw userError(path, `a directory with ${JSON.stringify(names[0])}`, 'results of a sweep, or an empty directory');
  }
  const { name, digest, engine } = await readManifest(path);
  if (digest !== manifest.digest) {
    const found = `results of another sweep (${name}, plimsoll ${engine.version}, digest ${digest.slice(0, 12)})`;
    const expected = `digest ${manifest.digest.slice(0, 12)}: the same file, points and version; choose another with --out`;
    throw userError(path, found, expected);
  }
  const isFinished = names.includes(TABLE_FILE) && !names.includes(JOURNAL_FILE);
  if (isResumed) return isFinished ? 'finished' : 'begun';
  const found = isFinished ? 'the finished results of this sweep' : 'results of this sweep, begun';
  throw userError(path, found, '--resume to go on, another place with --out, or no such directory');
}

async function openFolder(path: string, state: FolderState, unlock: () => Promise<void>): Promise<ResultsFolder> {
  if (state === 'finished') {
    const refuse = () => Promise.reject(new Error('the results are finished'));
    return { earlier: [], isFinished: true, append: refuse, finish: refuse, close: unlock };
  }
  const journalFile = join(path, JOURNAL_FILE);
  const earlier = await readJournal(journalFile);
  const journal = await Journal.open(journalFile);
  await syncFolder(path);
  return {
    earlier,
    isFinished: false,
    append: (entry) => journal.append(entry),
    finish: async (files) => {
      for (const [name, content] of files) await writeDurably(join(path, name), content);
      await rm(journalFile);
      await syncFolder(path);
    },
    close: async () => {
      await journal.close();
      await unlock();
    },
  };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function userError(file: string, found: string, expected: string): ScenarioError {
  return new ScenarioError([{ file, path: '', found, expected }]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
