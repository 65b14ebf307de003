import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Journal, type JournalEntry, readJournal } from '../../../src/sweep/store/journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-journal-'));
let files = 0;
const newFile = () => join(folder, `${files++}.jsonl`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = (row: number): JournalEntry => ({
  row,
  outcome: { status: 'done', figures: { usd: row / 7, note: 'ü\n' } },
});
const entries = [0, 1, 2, 3].map(entry);

async function write(path: string, written: readonly JournalEntry[]): Promise<void> {
  const journal = await Journal.open(path);
  await Promise.all(written.map((one) => journal.append(one)));
  await journal.close();
}

describe('the journal', () => {
  it('reads back what was appended, also by several processes one after the other', async () => {
    const path = newFile();
    await write(path, entries.slice(0, 2));
    await write(path, entries.slice(2));
    expect(await readJournal(path)).toEqual(entries);
  });

  it('has an entry on the disk when it says so, and those that came meanwhile with it', async () => {
    const path = newFile();
    const journal = await Journal.open(path);
    const others = entries.slice(1).map((one) => journal.append(one));
    await journal.append(entries[0]);
    expect(new Set((await readJournal(path)).map(({ row }) => row))).toContain(0);
    await Promise.all(others);
    expect(await readJournal(path)).toHaveLength(4);
    await journal.close();
  });

  it('overlooks half a line at whatever byte it was cut off, and the next entry is not lost with it', async () => {
    const whole = newFile();
    await write(whole, entries);
    const bytes = readFileSync(whole);
    const lengths = bytes
      .toString()
      .split(/(?<=\n)/)
      .map((line) => Buffer.byteLength(line));
    const ends = lengths.map((_, index) => lengths.slice(0, index + 1).reduce((sum, length) => sum + length, 0));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (cut) => {
        const path = newFile();
        writeFileSync(path, bytes.subarray(0, cut));
        await write(path, [entry(9)]);
        // The line feed alone may be missing.
        const isWhole = (end: number) => end - 1 <= cut;
        expect(await readJournal(path)).toEqual([...entries.filter((_, index) => isWhole(ends[index])), entry(9)]);
      }),
      { numRuns: 60 },
    );
  });

  it('overlooks a line whose bytes were changed', async () => {
    const path = newFile();
    await write(path, entries);
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, [lines[0], lines[1].replace('"row":1', '"row":8'), ...lines.slice(2)].join('\n'));
    expect((await readJournal(path)).map(({ row }) => row)).toEqual([0, 2, 3]);
  });

  it('is empty where there is no file, and passes on any other trouble', async () => {
    expect(await readJournal(newFile())).toEqual([]);
    await expect(readJournal(folder)).rejects.toThrow(/EISDIR/);
  });

  it('refuses a line that is whole and no entry', async () => {
    const path = newFile();
    const json = '{"row":"x"}';
    const { createHash } = await import('node:crypto');
    appendFileSync(path, `${createHash('sha256').update(json).digest('hex').slice(0, 16)} ${json}\n`);
    await expect(readJournal(path)).rejects.toThrow();
  });
});
