import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimEventFile, writeEventFile } from '../../src/cli/event-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-events-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the file of events', () => {
  it('holds every line, and nothing stands beside it', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `{"id":${i}}\n`);
    const path = await claimEventFile(join(folder, 'events.ndjson'));
    await writeEventFile(path, lines);
    expect(readFileSync(path, 'utf8')).toBe(lines.join(''));
    expect(readdirSync(folder)).toEqual(['events.ndjson']);
  });

  it('may be empty', async () => {
    await writeEventFile(join(folder, 'events.ndjson'), []);
    expect(readFileSync(join(folder, 'events.ndjson'), 'utf8')).toBe('');
  });

  it('is refused before the run where it cannot be written', async () => {
    mkdirSync(join(folder, 'is-a-directory'));
    await expect(claimEventFile(join(folder, 'is-a-directory'))).rejects.toThrow('found a directory');
    await expect(claimEventFile(join(folder, 'missing', 'events.ndjson'))).rejects.toThrow('ENOENT');
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const abort = new AbortController();
    const lines = (function* () {
      for (let i = 0; i < 1e6; i++) {
        if (i === 100_000) abort.abort(new Error('interrupted'));
        yield 'x'.repeat(100);
      }
    })();
    await expect(writeEventFile(join(folder, 'e'), lines, abort.signal)).rejects.toThrow('interrupted');
    expect(readdirSync(folder)).toEqual([]);
  });
});
