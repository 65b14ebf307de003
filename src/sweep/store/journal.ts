/**
 * The outcomes of a sweep as they arrive, in a file that is only ever appended to. A line is there when it is whole,
 * and it is known to be whole by its checksum: what a kill or a power cut left of the last one is overlooked, and
 * computed once more (docs/decisions/0020).
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Outcome, outcomeSchema } from '../outcome.ts';

/** The outcome of one row of the table. */
export interface JournalEntry {
  /** Place in the table, from 0. */
  readonly row: number;
  readonly outcome: Outcome;
}

const entrySchema = z.strictObject({ row: z.int().nonnegative(), outcome: outcomeSchema });

/** Hexadecimal digits of SHA-256 before each line. */
const CHECKSUM_LENGTH = 16;
const LINE_FEED = '\n';

/** Every whole entry of a journal, in the order of arrival; none where there is no such file. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  return (await readTextOrNothing(path)).split(LINE_FEED).flatMap((line) => parseEntry(line) ?? []);
}

/** Appends to a journal; entries that come while the disk is busy go to it together. */
export class Journal {
  private readonly file: FileHandle;
  private waiting: string[];
  private writing: Promise<void> | undefined;

  private constructor(file: FileHandle, isTorn: boolean) {
    this.file = file;
    // After half a line a new one begins, or it would be lost with it.
    this.waiting = isTorn ? [LINE_FEED] : [];
  }

  static async open(path: string): Promise<Journal> {
    const text = await readTextOrNothing(path);
    return new Journal(await open(path, 'a'), text !== '' && !text.endsWith(LINE_FEED));
  }

  /** Resolves when the entry has reached the disk. */
  async append(entry: JournalEntry): Promise<void> {
    this.waiting.push(formatEntry(entry));
    // What is being written now went without this entry; the next write takes it, and all that came meanwhile.
    if (this.writing !== undefined) await this.writing;
    if (this.waiting.length > 0) this.writing ??= this.write();
    await this.writing;
  }

  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async write(): Promise<void> {
    const text = this.waiting.join('');
    this.waiting = [];
    try {
      await this.file.appendFile(text);
      await this.file.datasync();
    } finally {
      this.writing = undefined;
    }
  }
}

function formatEntry({ row, outcome }: JournalEntry): string {
  const json = JSON.stringify({ row, outcome });
  return `${checksum(json)} ${json}${LINE_FEED}`;
}

function parseEntry(line: string): JournalEntry | undefined {
  const json = line.slice(CHECKSUM_LENGTH + 1);
  if (json === '' || line.slice(0, CHECKSUM_LENGTH) !== checksum(json)) return undefined;
  return entrySchema.parse(JSON.parse(json));
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, CHECKSUM_LENGTH);
}

async function readTextOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
